-- Files that were deleted lie in the bin, the newest first; `file_bin` is for the job that looks over all firms.
create index file_lies on file (workspace_id, deleted_at, id) where deleted_at is not null;
