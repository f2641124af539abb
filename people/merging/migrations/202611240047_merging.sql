create table merge (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  record text not null check (record in ('contact', 'company')),
  winner_id uuid not null,
  loser_id uuid not null,
  choices jsonb not null,
  operation_id uuid not null,
  actor text not null,
  at timestamptz(3) not null,
  undone_at timestamptz(3),
  primary key (workspace_id, id)
);
comment on column merge.winner_id is 'record: stays on merge, deleted on erase';
comment on column merge.loser_id is 'record: stays on merge, deleted on erase';
create index merge_winner on merge (workspace_id, winner_id);
create index merge_loser on merge (workspace_id, loser_id);
select make_tenant_table('merge', 'two records found to be one, with the chosen values', false);

create table merge_move (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  merge_id uuid not null,
  table_name text not null,
  row_id uuid not null,
  column_name text not null,
  was jsonb,
  primary key (workspace_id, id),
  foreign key (workspace_id, merge_id) references merge (workspace_id, id)
);
create index merge_move_merge on merge_move (workspace_id, merge_id, id);
select make_tenant_table('merge_move', 'each reference a merge moved, so that it can be moved back', false);
