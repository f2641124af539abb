create table notice_preference (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  member_id uuid not null,
  kind text not null check (length(kind) between 1 and 60),
  in_app boolean not null,
  by_mail boolean not null,
  primary key (workspace_id, id),
  unique (workspace_id, member_id, kind),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
select make_tenant_table('notice_preference', 'how a member wants to hear of one kind of notice; without a row in the app and by mail');
