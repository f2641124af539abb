create table idempotency (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  actor text not null,
  key text not null,
  request_hash text not null,
  response jsonb,
  created_at timestamptz(3) not null,
  primary key (workspace_id, actor, key)
);
create index idempotency_age on idempotency (workspace_id, created_at);
select make_tenant_table('idempotency', 'answers kept for repeated requests, for a day', false);
