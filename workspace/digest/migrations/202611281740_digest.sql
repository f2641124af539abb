create table digest_clock (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  member_id uuid not null,
  at timestamptz(3) not null,
  since timestamptz(3) not null,
  primary key (workspace_id, member_id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index digest_clock_at on digest_clock (at, workspace_id);
comment on column digest_clock.since is 'what came up to here was in the summary before';
select make_tenant_table('digest_clock', 'when a member wants the next summary of what is due; without a row never', false);
select make_engine_queue('digest_clock');
