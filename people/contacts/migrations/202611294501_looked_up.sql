-- What lists are narrowed by reaches an index only as a column: beneath the fence of the workspace no function of one is looked up.
alter table contact
  add column job_title_key text collate "C" generated always as (fold(job_title)) stored,
  add column country_key text collate "C" generated always as (fold(country)) stored;
drop index contact_country;
create index contact_country on contact (workspace_id, country_key, id);
create index contact_job_title on contact (workspace_id, job_title_key, id);
