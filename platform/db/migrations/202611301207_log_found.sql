-- The log by who did it, by what was done and by what it changed: each narrows it without reading the rest.
create index operation_actor on operation (workspace_id, actor, id);
create index operation_kind on operation (workspace_id, kind, id);
create index change_table on change (workspace_id, table_name, operation_id);
