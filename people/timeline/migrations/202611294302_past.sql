alter table note
  add column kind text not null default 'note' check (kind in ('note', 'call', 'meeting', 'mail', 'task')),
  add column external_id text;
comment on column note.kind is 'what was done when it was written down; all but notes come from files, as history';
comment on column note.external_id is 'of a file: its number there, or what tells the row from others';
create unique index note_external on note (workspace_id, external_id) where deleted_at is null;
