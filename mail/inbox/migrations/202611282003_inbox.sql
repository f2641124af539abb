create table incoming (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  raw_hash text not null,
  message_id text,
  from_address text not null,
  from_name text,
  recipients jsonb not null,
  subject text not null,
  text_body text not null,
  html_body text,
  headers jsonb not null,
  answers text[] not null,
  kind text not null check (kind in ('human', 'automatic', 'bounce')),
  evidence text not null,
  state text not null check (state in ('filed', 'unmatched', 'ignored', 'bounce', 'forged', 'refused')),
  note text,
  subject_id uuid,
  forwarded text[] not null,
  bytes int not null,
  sent_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  settled_by uuid,
  settled_at timestamptz(3),
  primary key (workspace_id, id)
);
comment on column incoming.raw_hash is 'of the mail as it lay in the mailbox: the same delivery is stored once, whatever its UID';
comment on column incoming.html_body is 'cleaned before it was stored: no script, no form, no address that loads by itself';
comment on column incoming.state is 'forged: it says that a letter came back and can''t know it; refused: too large or not readable';
comment on column incoming.subject_id is 'subject: stays on merge, address and bodies scrubbed on erase';
create unique index incoming_raw on incoming (workspace_id, raw_hash);
create index incoming_message on incoming (workspace_id, message_id);
create index incoming_state on incoming (workspace_id, state, received_at, id);
create index incoming_from on incoming (workspace_id, from_address, state);
select make_tenant_table('incoming', 'a mail that came to the shared mailbox, once for each delivery', false);

create table incoming_file (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  incoming_id uuid not null,
  name text not null,
  content_type text not null,
  bytes int not null,
  content bytea not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, incoming_id) references incoming (workspace_id, id)
);
create index incoming_file_incoming on incoming_file (workspace_id, incoming_id);
select make_tenant_table('incoming_file', 'a file that came with a mail; only ever handed out to be saved', false);
