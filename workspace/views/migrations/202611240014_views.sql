create table saved_view (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  record text not null,
  name text not null check (length(name) between 1 and 200),
  member_id uuid not null,
  shared boolean not null,
  definition jsonb not null,
  created_at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index saved_view_record on saved_view (workspace_id, record, name);
select make_tenant_table('saved_view', 'a list as somebody wants to see it again: filter, sort, columns');
