-- Tasks that were deleted lie in the bin, the newest first.
create index task_bin on task (workspace_id, deleted_at, id) where deleted_at is not null;
