-- The journal: what happened to and through people. Append-only; speaks of subjects, never of contacts.
create table subject (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  kind text not null check (kind in ('contact', 'visitor', 'address', 'row', 'key')),
  key text,
  created_at timestamptz(3) not null,
  primary key (workspace_id, id)
);
create unique index subject_key on subject (workspace_id, kind, key);
select make_tenant_table('subject', 'whom the journal speaks of: a visitor, an address, an imported row, or a contact from birth', false);

create table journal_event (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  kind text not null,
  subject_id uuid not null,
  company_id uuid,
  occurred_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  human boolean not null,
  data jsonb not null,
  effect_key text,
  primary key (workspace_id, id)
) partition by range (id);
comment on column journal_event.subject_id is 'subject: stays on merge, anonymised on erase';
comment on column journal_event.company_id is 'company: stays on merge, kept on erase (frozen as it was)';
create table leaf.journal_event_default partition of journal_event default;
create index journal_event_subject on journal_event (workspace_id, subject_id, occurred_at);
create index journal_event_kind on journal_event (workspace_id, kind, occurred_at);
select make_tenant_table('journal_event', 'what happened to and through people, append-only', false);
revoke update, delete on journal_event from baton_app, baton_scoped;

-- A redelivered event is the same event: its effect key is taken once.
create table journal_key (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  key text not null,
  event_id uuid not null,
  primary key (workspace_id, key)
);
select make_tenant_table('journal_key', 'which event a sender''s own key stands for', false);

create table verdict (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  event_id uuid not null,
  verdict text not null check (verdict in ('human', 'machine', 'retracted')),
  evidence text not null,
  known_at timestamptz(3) not null,
  primary key (workspace_id, id)
);
create index verdict_event on verdict (workspace_id, event_id, known_at);
select make_tenant_table('verdict', 'human or machine, or taken back: a row with the time at which it became known', false);
