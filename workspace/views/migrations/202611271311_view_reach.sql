-- Who sees a view besides its maker: nobody, the maker's team, everybody.
alter table saved_view alter column shared type text using case when shared then 'all' else 'own' end;
alter table saved_view rename column shared to seen_by;
alter table saved_view add constraint saved_view_seen_by check (seen_by in ('own', 'team', 'all'));

create table list_place (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  member_id uuid not null,
  record text not null,
  place text not null,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, member_id, record),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
select make_tenant_table('list_place', 'how a member last looked at a list, to find it so again', false);
