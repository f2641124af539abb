-- What a person sets stands in the change log and is undone; what the engine notes of its reading and looking up, each minute, does not.
create table mail_account_state (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  mailbox text,
  uid_validity bigint,
  uid_seen bigint,
  uid_past bigint,
  first_read_at timestamptz(3),
  lease_until timestamptz(3),
  fence int not null default 0,
  read_next_at timestamptz(3),
  read_at timestamptz(3),
  read_error text,
  failures int not null default 0,
  broken_uid bigint,
  broken_times int not null default 0,
  dkim_key text,
  dkim_check_at timestamptz(3),
  dkim_checked_at timestamptz(3),
  dkim_since timestamptz(3),
  dkim_problem text,
  primary key (workspace_id, id)
);
create unique index mail_account_state_one on mail_account_state (workspace_id);
create index mail_account_state_due on mail_account_state (read_next_at, workspace_id);
comment on column mail_account_state.mailbox is 'whose the numbers are: of another mailbox they say nothing';
comment on column mail_account_state.uid_seen is 'every mail up to this UID of this UIDVALIDITY was stored';
comment on column mail_account_state.uid_past is 'mails up to this UID were there when the mailbox was numbered anew, its past among them';
comment on column mail_account_state.first_read_at is 'what came into the mailbox before is its past, which is not read';
comment on column mail_account_state.fence is 'whose turn it is: who reads under an older number writes nothing more';
comment on column mail_account_state.broken_uid is 'the mail at which the connection last broke, and how often in a row: after some times only its head is fetched';
comment on column mail_account_state.dkim_key is 'the public key that was looked up: of another key what was found says nothing';
comment on column mail_account_state.dkim_since is 'letters are signed since the record was found in the DNS; null: not signed';
select make_tenant_table('mail_account_state', 'how reading the mailbox and looking up the key go', false);
select make_engine_queue('mail_account_state');

insert into mail_account_state
select workspace_id, id, imap_user || '@' || imap_host, uid_validity, uid_seen, uid_past, first_read_at, lease_until, fence, read_next_at,
       read_at, read_error, failures, broken_uid, broken_times, dkim_public, dkim_check_at, dkim_checked_at, dkim_since, dkim_problem
from mail_account;
drop index mail_account_due;
alter table mail_account
  drop uid_validity, drop uid_seen, drop uid_past, drop first_read_at, drop lease_until, drop fence, drop read_next_at, drop read_at,
  drop read_error, drop failures, drop broken_uid, drop broken_times, drop dkim_check_at, drop dkim_checked_at, drop dkim_since, drop dkim_problem;
comment on table mail_account is 'tenant: as whom a firm writes, which mailbox it reads, and its key for signing';
create trigger change_insert after insert on mail_account referencing new table as new_rows for each statement execute function record_change();
create trigger change_update after update on mail_account referencing old table as old_rows new table as new_rows for each statement execute function record_change();
create trigger change_delete after delete on mail_account referencing old table as old_rows for each statement execute function record_change();
