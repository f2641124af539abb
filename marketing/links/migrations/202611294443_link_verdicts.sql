create table link_follow (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  link_id uuid not null,
  visitor text not null,
  day date not null,
  followed_at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, link_id) references tracked_link (workspace_id, id)
);
comment on column link_follow.visitor is 'day: a hash that nobody can make again after the day, the same as of a visitor of the site';
create index link_follow_visitor on link_follow (workspace_id, visitor, followed_at);
create index link_follow_old on link_follow (followed_at, workspace_id);
select make_tenant_table('link_follow', 'one time that a link was followed; kept for 30 days, counted by day for good', false);
select make_engine_queue('link_follow');

create table link_verdict (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  follow_id uuid not null,
  evidence text not null,
  spreads boolean not null,
  known_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, follow_id),
  foreign key (workspace_id, follow_id) references link_follow (workspace_id, id) on delete cascade
);
comment on column link_verdict.spreads is 'what it is known by holds for all that this visitor follows within a day';
select make_tenant_table('link_verdict', 'a program followed a link, by what that is known and since when; without one a person did', false);
