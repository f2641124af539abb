create table letter (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  kind text not null,
  effect_key text not null,
  subject_id uuid,
  member_id uuid,
  to_address text not null,
  to_name text,
  subject text not null,
  text_body text not null,
  html_body text not null,
  message_id text not null,
  priority smallint not null,
  state text not null check (state in ('queued', 'sending', 'accepted', 'rejected', 'kept', 'held', 'expired', 'stopped')),
  attempts int not null default 0,
  not_before timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  lease_until timestamptz(3),
  last_reply text,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3),
  primary key (workspace_id, id)
);
comment on column letter.subject_id is 'subject: stays on merge, address and bodies scrubbed on erase';
comment on column letter.state is 'kept: no mail server is set up, readable under Sent mail; held: the installation is silent';
create unique index letter_effect on letter (workspace_id, effect_key);
create index letter_due on letter (not_before, workspace_id) where state in ('queued', 'sending');
create index letter_age on letter (workspace_id, created_at);
select make_tenant_table('letter', 'a transactional mail: sent at least once, always with the same Message-ID', false);
select make_engine_queue('letter');
