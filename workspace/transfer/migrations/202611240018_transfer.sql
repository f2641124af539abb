create table import (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  record text not null check (record in ('contacts', 'companies', 'products', 'members', 'deals')),
  file_name text not null,
  file_path text,
  state text not null check (state in ('uploaded', 'reading', 'read', 'checking', 'checked', 'applying', 'paused', 'done', 'cancelled', 'undoing', 'undone', 'failed')),
  recognised jsonb,
  mapping jsonb,
  counts jsonb not null,
  cursor_line int not null default 0,
  operation_id uuid,
  problem text,
  lease_until timestamptz(3),
  created_by uuid,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, id)
);
create index import_age on import (workspace_id, created_at);
select make_tenant_table('import', 'a file that is brought in: mapping, dry run, progress, undo', false);
