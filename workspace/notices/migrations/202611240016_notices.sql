create table notice (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  member_id uuid not null,
  kind text not null,
  title text not null,
  body text not null,
  link text not null,
  handover_id uuid,
  contact_id uuid,
  created_at timestamptz(3) not null,
  read_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
comment on column notice.contact_id is 'contact: stays on merge, delete on erase';
create index notice_member on notice (workspace_id, member_id, id);
create index notice_unread on notice (workspace_id, member_id, id) where read_at is null;
create index notice_handover on notice (workspace_id, handover_id);
select make_tenant_table('notice', 'what a member should know now, in the app and by mail', false);

create table answer_token (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  token_hash text not null,
  member_id uuid not null,
  purpose text not null,
  record_id uuid not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index answer_token_hash on answer_token (workspace_id, token_hash);
select make_tenant_table('answer_token', 'a single-use token in a notice mail: GET shows, POST acts', false);

create table notice_mail (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  notice_id uuid not null,
  member_id uuid not null,
  content jsonb not null,
  at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, notice_id) references notice (workspace_id, id)
);
create index notice_mail_at on notice_mail (at, workspace_id);
select make_tenant_table('notice_mail', 'notices still to be written as letters, by the process that knows our addresses', false);
select make_engine_queue('notice_mail');
