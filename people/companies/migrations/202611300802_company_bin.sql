alter table company add column erased_at timestamptz(3);
comment on column company.erased_at is 'since when it is gone from the bin for good: what rests on it stays, without what it was';
create index company_bin on company (workspace_id, deleted_at, id)
  where deleted_at is not null and erased_at is null and merged_into is null;
