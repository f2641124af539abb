-- What was still to be done in another tool comes in as a task; the same file a second time finds it by its number.
alter table task add column external_id text;
comment on column task.external_id is 'of a file: its number there, or what tells the row from others';
create unique index task_external on task (workspace_id, external_id) where deleted_at is null;
