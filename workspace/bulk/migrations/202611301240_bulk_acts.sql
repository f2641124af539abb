-- Of an act on more records than one request takes on, a job does the rest: what is asked, how far it is, what came of it.
create table bulk_act (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  operation_id uuid not null,
  kind text not null,
  actor text not null,
  key_id uuid,
  input jsonb,
  after_id uuid not null,
  total int,
  done int not null,
  stayed int not null,
  first jsonb not null,
  state text not null check (state in ('running', 'paused', 'stopped', 'done')),
  problem text,
  began_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  finished_at timestamptz(3),
  seen_at timestamptz(3),
  primary key (workspace_id, operation_id),
  foreign key (workspace_id, operation_id) references operation (workspace_id, id) on delete cascade
);
comment on column bulk_act.kind is 'the endpoint that was asked for it: what it does, and what whoever asked must be allowed to at each step';
comment on column bulk_act.input is 'whom it is about and what is done with them; forgotten when it has ended';
comment on column bulk_act.after_id is 'the last record that it is done with: it goes on behind it';
comment on column bulk_act.total is 'how many it is about; null until they are counted';
comment on column bulk_act.first is 'the first of those that stayed, and why';
comment on column bulk_act.began_at is 'later by as long as it was paused: how long is left is reckoned from it';
create index bulk_act_running on bulk_act (workspace_id, operation_id) where state = 'running';
create index bulk_act_of on bulk_act (workspace_id, actor, operation_id desc) where seen_at is null;
select make_tenant_table('bulk_act', 'an act on many records, which a job goes on with: whom, what, how far, what came of it', false);
select make_engine_queue('bulk_act');
