create index company_changed on company (workspace_id, changed_at, id);
