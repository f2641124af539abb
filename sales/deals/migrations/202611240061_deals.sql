create table deal (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  external_id text,
  name text not null check (length(name) between 1 and 300),
  name_key text collate "C" generated always as (fold(name)) stored,
  company_id uuid,
  contact_id uuid,
  lead_id uuid,
  owner_id uuid,
  stage_id uuid not null,
  state text not null check (state in ('open', 'won', 'lost')),
  position float8 not null,
  one_off_minor bigint not null default 0,
  recurring_minor bigint not null default 0,
  term_months int not null default 0,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  rate float8,
  expected_close date,
  pushes int not null default 0,
  origin text not null check (origin in ('marketing', 'sales', 'partner', 'referral', 'unknown')),
  origin_note text,
  close_reason_id uuid,
  close_note text,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  stage_since timestamptz(3) not null,
  closed_at timestamptz(3),
  recorded_at timestamptz(3) not null,
  imported boolean not null default false,
  deleted_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, company_id) references company (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, lead_id) references lead (workspace_id, id),
  foreign key (workspace_id, owner_id) references member (workspace_id, id),
  foreign key (workspace_id, stage_id) references stage (workspace_id, id),
  foreign key (workspace_id, close_reason_id) references close_reason (workspace_id, id)
);
comment on column deal.company_id is 'company: move on merge, clear on erase';
comment on column deal.contact_id is 'contact: move on merge, clear on erase';
comment on column deal.recurring_minor is 'per month; the deal''s value is one-off + recurring × min(term, 12)';
comment on column deal.rate is 'the firm''s minor units per minor unit of the deal''s currency, of the day it closed (or was last valued); null: missing, shown apart';
comment on column deal.pushes is 'how often the expected close was moved later';
create unique index deal_external on deal (workspace_id, external_id);
create index deal_stage on deal (workspace_id, stage_id, position, id) where state = 'open' and deleted_at is null;
create index deal_state on deal (workspace_id, state, closed_at, id);
create index deal_created on deal (workspace_id, created_at, id);
create index deal_owner on deal (workspace_id, owner_id, state, id);
create index deal_contact_by on deal (workspace_id, contact_id);
create index deal_company on deal (workspace_id, company_id);
create index deal_lead on deal (workspace_id, lead_id);
create index deal_name on deal (workspace_id, name_key, id);
select make_tenant_table('deal', 'a possible sale, from the first talk to won or lost');
select make_reach('deal', 'owner_id');

create table deal_contact (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  deal_id uuid not null,
  contact_id uuid not null,
  role text,
  primary key (workspace_id, id),
  unique (workspace_id, deal_id, contact_id),
  foreign key (workspace_id, deal_id) references deal (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
comment on column deal_contact.contact_id is 'contact: move on merge unless the winner is there, delete on erase';
create index deal_contact_contact on deal_contact (workspace_id, contact_id);
select make_tenant_table('deal_contact', 'who takes part in a deal, and as what');

create table deal_product (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  deal_id uuid not null,
  product_id uuid not null,
  quantity float8 not null check (quantity > 0),
  price_minor bigint not null,
  primary key (workspace_id, id),
  unique (workspace_id, deal_id, product_id),
  foreign key (workspace_id, deal_id) references deal (workspace_id, id),
  foreign key (workspace_id, product_id) references product (workspace_id, id)
);
create index deal_product_product on deal_product (workspace_id, product_id);
select make_tenant_table('deal_product', 'what a deal is about');

create table deal_stage_entry (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  deal_id uuid not null,
  stage_id uuid not null,
  state text not null check (state in ('open', 'won', 'lost')),
  actor text not null,
  entered_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deal (workspace_id, id),
  foreign key (workspace_id, stage_id) references stage (workspace_id, id)
);
create index deal_stage_entry_deal on deal_stage_entry (workspace_id, deal_id, entered_at);
select make_tenant_table('deal_stage_entry', 'when a deal entered each stage, append-only', false);
