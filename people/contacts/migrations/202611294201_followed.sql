-- Programs can ask which people changed since they asked last.
select follow_changes('contact', 'contact', 'id');
select follow_changes('contact_tag', '', 'contact_id');
