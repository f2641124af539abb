-- Programs can ask which companies changed since they asked last.
select follow_changes('company', 'company', 'id');
select follow_changes('company_tag', '', 'company_id');
