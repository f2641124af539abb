create table lead (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  contact_id uuid not null,
  company_id uuid,
  product_line_id uuid not null,
  state text not null check (state in ('open', 'won', 'not_a_lead', 'sent_back', 'dormant', 'withdrawn')),
  lane text check (lane in ('asked', 'earned')),
  evidence text not null check (evidence in ('by_person', 'reported')),
  opening_event_id uuid,
  sort text not null check (sort in ('lead', 'support', 'job', 'supplier', 'press', 'spam')) default 'lead',
  channel text not null,
  campaign text,
  form_id uuid,
  first_page text,
  referrer text,
  utm jsonb not null,
  click_ids jsonb not null,
  self_reported text,
  opened_at timestamptz(3) not null,
  asked_at timestamptz(3),
  ready_at timestamptz(3),
  last_act_at timestamptz(3) not null,
  ended_at timestamptz(3),
  end_reason text,
  registered_by uuid,
  sample boolean not null default false,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, product_line_id) references product_line (workspace_id, id)
);
comment on column lead.contact_id is 'contact: move on merge, anonymised on erase';
comment on column lead.company_id is 'company: stays as frozen on merge, kept on erase';
comment on column lead.form_id is 'the form of the opening act, opaque here';
create unique index lead_open on lead (workspace_id, contact_id, product_line_id) where state = 'open';
create index lead_opened on lead (workspace_id, opened_at, id);
create index lead_by_state on lead (workspace_id, state, last_act_at);
create index lead_contact on lead (workspace_id, contact_id);
select make_tenant_table('lead', 'an episode: one person and one product line, from the first act of interest until it ends; its source is frozen');

create table lead_state (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  lead_id uuid not null,
  state text not null,
  actor text not null,
  reason text,
  at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, lead_id) references lead (workspace_id, id)
);
create index lead_state_lead on lead_state (workspace_id, lead_id, at);
select make_tenant_table('lead_state', 'when a lead opened, asked, became ready, ended: who and why', false);
