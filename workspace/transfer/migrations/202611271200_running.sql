alter table import drop constraint import_state_check;
alter table import add constraint import_state_check check (state in
  ('uploading', 'reading', 'read', 'checking', 'checked', 'applying', 'paused', 'done', 'cancelled', 'undoing', 'undone', 'failed'));
alter table import
  alter column record drop not null,
  drop column file_path,
  add column size_bytes bigint not null default 0,
  add column received_bytes bigint not null default 0,
  add column found jsonb,
  add column conflicts jsonb,
  add column started_at timestamptz(3),
  add column finished_at timestamptz(3);
comment on column import.record is 'null until the file is read, unless somebody said what it holds';
comment on column import.cursor_line is 'the last line that is in: a run that was killed goes on after it';
create index import_due on import (changed_at, workspace_id) where state in ('reading', 'checking', 'applying', 'undoing');
select make_engine_queue('import');

create table import_refusal (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  import_id uuid not null,
  line int not null,
  cells text[] not null,
  reason text not null,
  primary key (workspace_id, import_id, line),
  foreign key (workspace_id, import_id) references import (workspace_id, id) on delete cascade
);
select make_tenant_table('import_refusal', 'a row of a file that could not be taken, as it stood there, and why', false);
