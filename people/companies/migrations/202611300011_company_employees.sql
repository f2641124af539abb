-- People are put in the order of their companies' sizes company by company.
create index company_employees on company (workspace_id, employees, id);
