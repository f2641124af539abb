create table kept_apart (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  record text not null check (record in ('contact', 'company')),
  one_id uuid not null,
  other_id uuid not null check (one_id < other_id),
  primary key (workspace_id, id),
  unique (workspace_id, one_id, other_id)
);
comment on column kept_apart.one_id is 'record: stays on merge, deleted on erase';
comment on column kept_apart.other_id is 'record: stays on merge, deleted on erase';
select make_tenant_table('kept_apart', 'two records that look like one and are not');
