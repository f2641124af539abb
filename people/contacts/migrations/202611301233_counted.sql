-- How many people a company has is counted in its index alone.
drop index contact_company;
create index contact_company on contact (workspace_id, company_id, id) include (deleted_at, merged_into);
