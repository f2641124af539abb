create table agenda (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  monday date not null,
  content jsonb not null,
  created_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, monday)
);
comment on column agenda.monday is 'the Monday it was written on; it speaks of the seven days before';
comment on column agenda.content is 'what was found then, by ids: names are read when it is shown';
select make_tenant_table('agenda', 'what both sides talk about on a Monday, as it stood then', false);

create table agenda_clock (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  at timestamptz(3) not null,
  primary key (workspace_id)
);
select make_tenant_table('agenda_clock', 'when the next agenda is written', false);
select make_engine_queue('agenda_clock');
insert into agenda_clock (workspace_id, at) select workspace_id, '2026-01-05T06:00:00Z' from workspace;
