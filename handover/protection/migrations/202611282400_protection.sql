create table protection (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  member_id uuid not null,
  product_line_id uuid not null,
  company_name text,
  company_key text generated always as (fold(company_name)) stored,
  domain text,
  person_name text,
  email text,
  email_key text generated always as (lower(email)) stored,
  phone text,
  phone_key text,
  town text,
  proof text not null,
  proof_day date not null,
  proof_place text,
  state text not null check (state in ('registered', 'confirmed', 'refused', 'withdrawn', 'ended')),
  blocked_by text check (blocked_by in ('handover', 'deal', 'customer', 'protection')),
  company_id uuid,
  contact_id uuid,
  ends_at timestamptz(3),
  extended_at timestamptz(3),
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id),
  foreign key (workspace_id, product_line_id) references product_line (workspace_id, id),
  foreign key (workspace_id, company_id) references company (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
comment on column protection.proof_day is 'the day of the talk, visit or mail that shows it';
comment on column protection.proof_place is 'where the proof lies: a mail, a file';
comment on column protection.blocked_by is 'of a refusal by rule: what was open already; for managers only';
comment on column protection.company_id is 'company: move on merge, clear on erase';
comment on column protection.contact_id is 'contact: move on merge, delete on erase';
create index protection_member on protection (workspace_id, member_id, created_at);
create index protection_company on protection (workspace_id, company_id, product_line_id);
create index protection_contact on protection (workspace_id, contact_id, product_line_id);
create index protection_in_state on protection (workspace_id, state, id);
select make_tenant_table('protection', 'a contractor''s claim on a firm or person for a product line, confirmed until a day');
select make_reach('protection', 'member_id');

create table protection_state (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  protection_id uuid not null,
  state text not null check (state in ('registered', 'confirmed', 'refused', 'withdrawn', 'extended', 'passed_on', 'ended')),
  actor text not null,
  reason text,
  at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, protection_id) references protection (workspace_id, id)
);
create index protection_state_of on protection_state (workspace_id, protection_id, at);
select make_tenant_table('protection_state', 'each state of a protection: who, when, why');

create table protection_clock (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  protection_id uuid not null,
  at timestamptz(3) not null,
  primary key (workspace_id, protection_id),
  foreign key (workspace_id, protection_id) references protection (workspace_id, id)
);
create index protection_clock_at on protection_clock (at);
select make_tenant_table('protection_clock', 'when a protection is about to end, or ends', false);
select make_engine_queue('protection_clock');

create table protection_setting (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  months int not null check (months between 1 and 36),
  changed_at timestamptz(3) not null,
  primary key (workspace_id, id)
);
create unique index protection_setting_one on protection_setting (workspace_id);
select make_tenant_table('protection_setting', 'how long a protection lasts');
