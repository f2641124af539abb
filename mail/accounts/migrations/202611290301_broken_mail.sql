alter table mail_account add column broken_uid bigint;
alter table mail_account add column broken_times int not null default 0;
comment on column mail_account.broken_uid is 'the mail at which the connection last broke, and how often in a row: after some times only its head is fetched';
