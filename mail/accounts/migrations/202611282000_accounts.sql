create table mail_account (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  sender_address text,
  inbound_address text,
  imap_host text,
  imap_port int,
  imap_security text check (imap_security in ('tls', 'starttls', 'none')),
  imap_user text,
  imap_secret text,
  uid_validity bigint,
  uid_seen bigint,
  lease_until timestamptz(3),
  read_next_at timestamptz(3),
  read_at timestamptz(3),
  read_error text,
  failures int not null default 0,
  dkim_domain text,
  dkim_selector text,
  dkim_secret text,
  dkim_public text,
  dkim_check_at timestamptz(3),
  dkim_checked_at timestamptz(3),
  dkim_since timestamptz(3),
  dkim_problem text,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, id)
);
comment on column mail_account.inbound_address is 'of the shared mailbox; replies come to it with a token after a plus sign';
comment on column mail_account.imap_secret is 'the password, sealed for this workspace';
comment on column mail_account.uid_seen is 'every mail up to this UID of this UIDVALIDITY was stored';
comment on column mail_account.dkim_secret is 'the private key, sealed for this workspace';
comment on column mail_account.dkim_since is 'letters are signed since the record was found in the DNS; null: not signed';
create unique index mail_account_one on mail_account (workspace_id);
create index mail_account_due on mail_account (read_next_at, workspace_id);
select make_tenant_table('mail_account', 'as whom a firm writes, which mailbox it reads, and its key for signing', false);
select make_engine_queue('mail_account');
