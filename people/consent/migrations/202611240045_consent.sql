create table consent_wording (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  text text not null,
  text_hash text not null,
  created_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, text_hash)
);
select make_tenant_table('consent_wording', 'the exact words somebody agreed to; never changed', false);

create table consent (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  subject_id uuid not null,
  address_key text,
  channel text not null check (channel in ('email', 'phone', 'sms', 'post', 'any')),
  topic text not null,
  basis text not null check (basis in ('consent', 'request', 'contract', 'legitimate_interest')),
  state text not null check (state in ('pending', 'granted', 'withdrawn', 'objected', 'expired')),
  wording_id uuid,
  proof jsonb not null,
  at timestamptz(3) not null,
  expires_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, wording_id) references consent_wording (workspace_id, id)
);
comment on column consent.subject_id is 'subject: stays on merge, proof kept without the person on erase';
create index consent_subject on consent (workspace_id, subject_id, at);
create index consent_address on consent (workspace_id, address_key, at);
select make_tenant_table('consent', 'the consent ledger: each permission, request and objection with wording and proof, append-only', false);
revoke update, delete on consent, consent_wording from baton_app, baton_scoped;
