-- What lies in the bin is listed, the newest first; what was taken out of it for good keeps a row on which numbers rest.
alter table contact add column erased_at timestamptz(3);
comment on column contact.erased_at is 'since when nobody stands in it: erased, or gone from the bin for good';
create index contact_bin on contact (workspace_id, deleted_at, id)
  where deleted_at is not null and erased_at is null and merged_into is null;
