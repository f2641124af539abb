alter table contact add column company_by_domain text;
comment on column contact.company_by_domain is 'the domain by which they joined their company; null: somebody named it';
-- Whoever has an address and no company: offered to a company that gets the domain.
create index contact_unplaced on contact (workspace_id, email_key)
  where company_id is null and deleted_at is null and merged_into is null and email_key is not null;
