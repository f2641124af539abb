create table digest_wish (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  wanted boolean not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, id) references member (workspace_id, id)
);
comment on column digest_wish.id is 'of the member';
insert into digest_wish (workspace_id, id, wanted) select workspace_id, member_id, true from digest_clock;
select make_tenant_table('digest_wish', 'whether a member wants a summary in the morning; without a row not');
