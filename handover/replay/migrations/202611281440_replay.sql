create table replay (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  product_line_id uuid not null,
  definition_id uuid not null,
  version int not null,
  content jsonb not null,
  from_day date not null,
  to_day date not null,
  verdicts text not null check (verdicts in ('as_known', 'as_judged_today')),
  state text not null check (state in ('running', 'done', 'cancelled', 'failed')),
  after_contact uuid,
  done int not null,
  total int not null,
  tally jsonb not null,
  problem text,
  created_by uuid not null,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, product_line_id) references product_line (workspace_id, id)
);
comment on column replay.content is 'the candidate as it was when the replay began: the draft may have changed since';
comment on column replay.tally is 'what the people up to after_contact add up to';
create index replay_line on replay (workspace_id, product_line_id, id desc);
create index replay_running on replay (created_at) where state = 'running';
select make_tenant_table('replay', 'a definition walked over what people did in a period, beside what was in force', false);
select make_engine_queue('replay');
