create table month (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  month date not null,
  content jsonb not null,
  frozen_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, month)
);
comment on column month.content is 'every figure and identity of the month as of the freeze';
select make_tenant_table('month', 'the numbers of a month as they were frozen on the 15th of the next, never changed', false);

create table month_rows (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  month_id uuid not null,
  key text not null,
  rows jsonb not null,
  primary key (workspace_id, id),
  unique (workspace_id, month_id, key),
  foreign key (workspace_id, month_id) references month (workspace_id, id)
);
comment on column month_rows.rows is 'what a set counted at the freeze: id → value or null, so that a later change can name its rows';
select make_tenant_table('month_rows', 'the rows behind the numbers of a frozen month', false);

create table month_clock (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  at timestamptz(3) not null,
  month date not null,
  primary key (workspace_id)
);
comment on column month_clock.month is 'the month that is frozen then';
select make_tenant_table('month_clock', 'when the next month is frozen', false);
select make_engine_queue('month_clock');
insert into month_clock (workspace_id, at, month) select workspace_id, '2026-01-15T00:00:00Z', '2025-12-01' from workspace;
