alter table mail_account add column fence int not null default 0;
alter table mail_account add column first_read_at timestamptz(3);
alter table mail_account add column uid_past bigint;
comment on column mail_account.fence is 'whose turn it is: who reads under an older number writes nothing more';
comment on column mail_account.first_read_at is 'what came into the mailbox before is its past, which is not read';
comment on column mail_account.uid_past is 'mails up to this UID were there when the mailbox was numbered anew, its past among them';
update mail_account set first_read_at = changed_at where uid_seen is not null;
