alter table file add column external_id text;
comment on column file.external_id is 'of an import: its number there, or what tells the row and its bytes from others';
create unique index file_external on file (workspace_id, external_id) where deleted_at is null;
