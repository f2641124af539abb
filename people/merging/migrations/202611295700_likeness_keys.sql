-- Names that are alike need not begin alike: records are compared by how their names sound, in any order of the words.
create table likeness_key (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  record text not null check (record in ('contact', 'company')),
  key text not null,
  record_id uuid not null,
  primary key (workspace_id, record, key, record_id)
);
comment on column likeness_key.key is 'a part of the name as it sounds, with where it counts: those who share it are compared, unless they are too many';
comment on column likeness_key.record_id is 'record: stays on merge, deleted on erase';
create index likeness_key_record on likeness_key (workspace_id, record_id);
select make_tenant_table('likeness_key', 'by what records are compared when duplicates are looked for', false);
-- Whoever was looked at before is looked at again, a thousand at once, in the background.
update duplicate_scan set looked_to = 'epoch', last_id = '00000000-0000-0000-0000-000000000000';
