-- Two who write the same value at once meet at one row: the second waits for the first, and then looks who has it. Whether somebody
-- has it the values themselves say, so nothing is filled in when the rule is set, and nothing is taken away with it.
create table field_once (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  field_id uuid not null,
  key text collate "C" not null,
  record_id uuid not null,
  primary key (workspace_id, field_id, key)
);
create index field_once_record on field_once (workspace_id, record_id);
comment on column field_once.key is 'the value without case and accents, or the number';
comment on column field_once.record_id is 'record: stays on merge, delete on erase';
select make_tenant_table('field_once', 'who was last given a value that may be there only once', false);
