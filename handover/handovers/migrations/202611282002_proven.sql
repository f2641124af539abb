alter table attempt add column mail_id uuid;
comment on column attempt.mail_id is 'the sent mail that proves it; one mail is one attempt';
create unique index attempt_mail on attempt (workspace_id, mail_id);
