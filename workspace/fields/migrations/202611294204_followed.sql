-- A value of an own field is part of its record: when it changes, the record did.
select follow_changes('field_value', '', 'record_id');
