-- Other programs hear of changes by Standard Webhooks: what is noted of changes (change_news) becomes messages, which are sent.
create table webhook_endpoint (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  url text not null check (length(url) <= 2000),
  events text[] not null,
  is_on boolean not null,
  off_because text check (off_because in ('gone', 'failing')),
  created_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  primary key (workspace_id, id)
);
select make_tenant_table('webhook_endpoint', 'a program that hears of changes: where, and of which');
comment on column webhook_endpoint.off_because is 'why Baton switched it off by itself: it answered that it is gone, or nothing came through for days';

-- What must not be read in the change log, and what the engine notes all day.
create table webhook_state (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  secret text not null,
  secret_since timestamptz(3) not null,
  old_secret text,
  old_until timestamptz(3),
  failing_since timestamptz(3),
  delivered_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, id) references webhook_endpoint (workspace_id, id) on delete cascade
);
select make_tenant_table('webhook_state', 'the sealed secrets of an endpoint of webhooks, and how it is doing', false);
comment on column webhook_state.secret is 'sealed with the secret of the installation';
comment on column webhook_state.old_secret is 'the one before, which signs beside the new one until old_until';
comment on column webhook_state.failing_since is 'since the first failure after which nothing came through';

create table webhook_message (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  endpoint_id uuid not null,
  type text not null,
  record_id uuid,
  effect_key text not null,
  body text not null,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  attempts int not null default 0,
  next_at timestamptz(3),
  tried_at timestamptz(3),
  status int,
  took_ms int,
  answer text,
  failure text,
  created_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, endpoint_id, effect_key),
  foreign key (workspace_id, endpoint_id) references webhook_endpoint (workspace_id, id) on delete cascade
);
create index webhook_message_due on webhook_message (next_at, workspace_id) where state = 'waiting';
create index webhook_message_turn on webhook_message (workspace_id, endpoint_id, next_at, id) where state = 'waiting';
create index webhook_message_log on webhook_message (workspace_id, endpoint_id, id);
create index webhook_message_age on webhook_message (created_at);
comment on column webhook_message.record_id is 'record: stays on merge, delete on erase';
comment on column webhook_message.body is 'what is sent, byte by byte the same at each attempt';
comment on column webhook_message.answer is 'the first 1 kB of what the last attempt was answered';
select make_tenant_table('webhook_message', 'a webhook: what is told to whom, how often it was tried, what came of it', false);
select make_engine_queue('webhook_message');
