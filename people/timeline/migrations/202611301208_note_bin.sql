-- Notes that were deleted lie in the bin, the newest first.
create index note_bin on note (workspace_id, deleted_at, id) where deleted_at is not null;
