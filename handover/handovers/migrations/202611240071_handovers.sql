create table handover (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  kind text not null check (kind in ('lead', 'colleague', 'onboarding')),
  lead_id uuid,
  contact_id uuid not null,
  company_id uuid,
  race_key uuid not null,
  product_line_id uuid not null,
  lane text not null check (lane in ('asked', 'earned')),
  state text not null check (state in ('waiting', 'offered', 'working', 'qualified', 'sent_back', 'withdrawn', 'joined', 'signalled')),
  cause text not null check (cause in ('act', 'definition', 'import', 'recalculation', 'member')),
  joined_to uuid,
  follows uuid,
  signal_to_deal uuid,
  receiver_id uuid,
  deal_id uuid,
  by_rule boolean not null default false,
  hand_ons int not null default 0,
  expiries int not null default 0,
  with_manager boolean not null default false,
  event_id uuid,
  opened_at timestamptz(3) not null,
  first_offered_at timestamptz(3),
  accepted_at timestamptz(3),
  decided_at timestamptz(3),
  decision_due_at timestamptz(3),
  sent_back_reason text,
  sent_back_evidence jsonb,
  nurture_until timestamptz(3),
  upheld text check (upheld in ('open', 'agreed', 'contested', 'upheld', 'overruled')),
  sample boolean not null default false,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, lead_id) references lead (workspace_id, id),
  foreign key (workspace_id, product_line_id) references product_line (workspace_id, id),
  foreign key (workspace_id, receiver_id) references member (workspace_id, id),
  foreign key (workspace_id, joined_to) references handover (workspace_id, id),
  foreign key (workspace_id, follows) references handover (workspace_id, id)
);
comment on column handover.contact_id is 'contact: move on merge (one joins the other, the older clock stays), anonymised on erase';
comment on column handover.company_id is 'company: stays as frozen on merge, kept on erase';
comment on column handover.race_key is 'record: the company, or the person without one, as it was at crossing; stays on merge';
comment on column handover.follows is 'the one before: sent back and come again, or withdrawn for this product line with its clock';
comment on column handover.by_rule is 'accepted by itself (one member wearing both hats); never in an acceptance rate';
create unique index handover_open on handover (workspace_id, race_key, product_line_id, kind) where state in ('waiting', 'offered', 'working');
create index handover_receiver on handover (workspace_id, receiver_id, state, id);
create index handover_state_opened on handover (workspace_id, state, opened_at, id);
create index handover_contact on handover (workspace_id, contact_id);
create index handover_lead on handover (workspace_id, lead_id);
create index handover_deal on handover (workspace_id, deal_id);
create index handover_joined on handover (workspace_id, joined_to);
create index handover_changed on handover (workspace_id, state, changed_at, id);
select make_tenant_table('handover', 'a baton passed: who takes a person over, and what became of it');
select make_reach('handover', 'receiver_id');

create table handover_state (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  handover_id uuid not null,
  state text not null,
  actor text not null,
  reason text not null,
  at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, handover_id) references handover (workspace_id, id)
);
create index handover_state_handover on handover_state (workspace_id, handover_id, at);
select make_tenant_table('handover_state', 'each state of a handover: who, when, why', false);
revoke update, delete on handover_state from baton_app, baton_scoped;

create table offer (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  handover_id uuid not null,
  member_id uuid not null,
  number int not null,
  cause text not null check (cause in ('first', 'hand_on', 'reoffer', 'deputy', 'assigned')),
  state text not null check (state in ('open', 'accepted', 'sent_back', 'expired', 'withdrawn', 'handed_on')),
  offered_at timestamptz(3) not null,
  answer_due_at timestamptz(3),
  attempt_due_at timestamptz(3),
  answered_at timestamptz(3),
  recorded_at timestamptz(3),
  attempted_at timestamptz(3),
  no_cover boolean not null default false,
  because text[] not null,
  frozen jsonb not null,
  note text,
  primary key (workspace_id, id),
  foreign key (workspace_id, handover_id) references handover (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
comment on column offer.frozen is 'as of the offer: score with lines, definition, reasons with evidence, facts, source, consent, promise, capacity and calendars that applied';
create unique index offer_open on offer (workspace_id, handover_id) where state = 'open';
create index offer_handover on offer (workspace_id, handover_id, number);
create index offer_member on offer (workspace_id, member_id, state, offered_at);
create index offer_due on offer (workspace_id, answer_due_at) where state = 'open';
select make_tenant_table('offer', 'a handover laid before one member, with its clocks and the frozen evidence');

create table attempt (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  handover_id uuid,
  deal_id uuid,
  contact_id uuid not null,
  member_id uuid not null,
  channel text not null check (channel in ('phone', 'email', 'meeting', 'message', 'visit', 'post')),
  outcome text not null check (outcome in ('reached', 'no_answer', 'voicemail', 'wrong_number', 'sent', 'held', 'no_show')),
  evidence text not null check (evidence in ('proven', 'reported')),
  note text,
  occurred_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, handover_id) references handover (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
comment on column attempt.contact_id is 'contact: move on merge, anonymised on erase';
create index attempt_handover on attempt (workspace_id, handover_id, occurred_at);
create index attempt_contact on attempt (workspace_id, contact_id, occurred_at);
create index attempt_deal on attempt (workspace_id, deal_id, occurred_at);
select make_tenant_table('attempt', 'a seller''s try to reach a person, with its grade of evidence');

create table seam_setting (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  version int not null,
  content jsonb not null,
  from_at timestamptz(3) not null,
  to_at timestamptz(3),
  created_by text not null,
  primary key (workspace_id, id),
  unique (workspace_id, version)
);
comment on column seam_setting.content is 'the three clocks by lane, what counts as an attempt, reason list version, weekly capacity';
select make_tenant_table('seam_setting', 'the terms both sides work under before an agreement is signed, versioned');
