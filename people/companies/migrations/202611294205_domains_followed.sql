-- A domain of a company is part of it: when it changes, the company did.
select follow_changes('company_domain', '', 'company_id');
