alter table deal add column import_key text;
comment on column deal.import_key is 'of a file without numbers: what tells its deal from others, so that the file twice changes nothing';
create unique index deal_import_key on deal (workspace_id, import_key) where deleted_at is null;
