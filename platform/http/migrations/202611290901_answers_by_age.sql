-- The engine forgets answers of all firms at once: their age comes first.
drop index idempotency_age;
create index idempotency_age on idempotency (created_at, workspace_id);
