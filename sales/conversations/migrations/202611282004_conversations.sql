create table conversation (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  contact_id uuid not null,
  deal_id uuid,
  handover_id uuid,
  member_id uuid,
  subject text not null,
  token text not null,
  claimed boolean not null,
  opened_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  last_in_at timestamptz(3),
  last_out_at timestamptz(3),
  seen_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, deal_id) references deal (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
comment on column conversation.contact_id is 'contact: move on merge, delete on erase';
comment on column conversation.token is 'of the address that answers come to; whoever knows it was written to, or told';
comment on column conversation.claimed is 'begun by a mail that names a known address as its sender, which proves nothing';
comment on column conversation.last_in_at is 'the latest mail of a person, automatic ones apart';
create unique index conversation_token on conversation (workspace_id, token);
create index conversation_contact on conversation (workspace_id, contact_id, last_at);
create index conversation_deal on conversation (workspace_id, deal_id);
create index conversation_member on conversation (workspace_id, member_id, last_at);
create index conversation_last on conversation (workspace_id, last_at, id);
select make_tenant_table('conversation', 'a thread of mails between the firm and a person', false);

create table conversation_mail (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  conversation_id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  via text not null check (via in ('written', 'reply', 'thread', 'sender', 'log')),
  letter_id uuid,
  incoming_id uuid,
  member_id uuid,
  message_id text,
  at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversation (workspace_id, id),
  foreign key (workspace_id, letter_id) references letter (workspace_id, id),
  foreign key (workspace_id, incoming_id) references incoming (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
comment on column conversation_mail.via is 'by what it was known to belong here: an address of ours, a Message-ID, or only the sender''s address';
create index conversation_mail_conversation on conversation_mail (workspace_id, conversation_id, at);
create unique index conversation_mail_letter on conversation_mail (workspace_id, letter_id);
create unique index conversation_mail_incoming on conversation_mail (workspace_id, incoming_id);
create index conversation_mail_message on conversation_mail (workspace_id, message_id);
select make_tenant_table('conversation_mail', 'a mail of a conversation: a letter of ours, or one that came in', false);

create table correspondent (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  signature text not null,
  log_token text not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, id) references member (workspace_id, id)
);
comment on column correspondent.id is 'the member';
comment on column correspondent.log_token is 'of the address by which the member files mails that were written elsewhere';
create unique index correspondent_token on correspondent (workspace_id, log_token);
select make_tenant_table('correspondent', 'a member as a writer of mails: signature, and the address for filing', false);
