-- What changed more rows than one request can put back is taken back by a job, which leaves here what came of it.
create table undoing (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  operation_id uuid not null,
  undo_id uuid not null,
  actor text not null,
  key_id uuid,
  reach jsonb,
  asked_at timestamptz(3) not null,
  finished_at timestamptz(3),
  restored int,
  conflicts jsonb,
  problem text,
  primary key (workspace_id, operation_id),
  foreign key (workspace_id, operation_id) references operation (workspace_id, id) on delete cascade
);
comment on column undoing.undo_id is 'the operation that the undo is in the change log, once it is done';
comment on column undoing.reach is 'whose records whoever asked saw then; null: all';
comment on column undoing.problem is 'why it could not be taken back: the operation stands as before, and it can be asked for again';
create index undoing_due on undoing (asked_at, workspace_id) where finished_at is null;
select make_tenant_table('undoing', 'the undo of many rows, which a job does: who asked, and what came of it', false);
select make_engine_queue('undoing');
