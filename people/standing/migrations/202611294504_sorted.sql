create index standing_last_act on standing (workspace_id, last_act_at, contact_id);
create index standing_fit on standing (workspace_id, fit, contact_id);
