-- How far a mailbox was read is kept of each by itself: whoever goes back to the former one, by an undo too, finds what came meanwhile.
create table mailbox (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  name text not null,
  uid_validity bigint not null,
  uid_seen bigint not null,
  uid_past bigint,
  first_read_at timestamptz(3),
  broken_uid bigint,
  broken_times int not null default 0,
  primary key (workspace_id, id)
);
comment on column mailbox.name is 'its user and host';
comment on column mailbox.uid_seen is 'every mail up to this UID of this UIDVALIDITY was stored';
comment on column mailbox.uid_past is 'mails up to this UID were there when the mailbox was numbered anew, its past among them';
comment on column mailbox.first_read_at is 'what came into the mailbox before is its past, which is not read';
comment on column mailbox.broken_uid is 'the mail at which the connection last broke, and how often in a row: after some times only its head is fetched, and then nothing';
create unique index mailbox_name on mailbox (workspace_id, name);
select make_tenant_table('mailbox', 'how far a mailbox was read', false);
select make_engine_queue('mailbox');
insert into mailbox (workspace_id, id, name, uid_validity, uid_seen, uid_past, first_read_at, broken_uid, broken_times)
  select workspace_id, id, mailbox, uid_validity, uid_seen, uid_past, first_read_at, broken_uid, broken_times
  from mail_account_state where mailbox is not null and uid_validity is not null and uid_seen is not null;
alter table mail_account_state
  drop mailbox, drop uid_validity, drop uid_seen, drop uid_past, drop first_read_at, drop broken_uid, drop broken_times;
comment on table mail_account_state is 'tenant: whose turn it is to read the mailbox, and how reading it and looking up the key go (not in the change log)';

-- Keys that were made before they were looked up unasked.
update mail_account_state s set dkim_check_at = m.changed_at from mail_account m
  where m.workspace_id = s.workspace_id and m.dkim_public is not null and s.dkim_check_at is null;
