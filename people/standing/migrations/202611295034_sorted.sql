create index standing_open_deals on standing (workspace_id, open_deals, contact_id);
