create table campaign (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  name_key text collate "C" generated always as (fold(name)) stored,
  channel text not null check (channel in ('email', 'ads', 'social', 'search', 'event', 'print', 'press', 'partner', 'other')),
  code text not null,
  code_key text collate "C" generated always as (fold(code)) stored,
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  goal_leads int check (goal_leads > 0),
  goal_minor bigint check (goal_minor > 0),
  owner_id uuid,
  note text,
  costs_complete boolean not null default false,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, owner_id) references member (workspace_id, id)
);
comment on column campaign.code is 'what links carry as utm_campaign: leads name it';
comment on column campaign.goal_minor is 'won value wanted of it; frozen with the first day';
create unique index campaign_code on campaign (workspace_id, code_key) where deleted_at is null;
create index campaign_days on campaign (workspace_id, from_day desc, id);
select make_tenant_table('campaign', 'one push of marketing: what it wants, what it costs, by which code its leads are known');

create table cost_line (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  campaign_id uuid,
  title text not null check (length(title) between 1 and 200),
  kind text not null check (kind in ('ads', 'agency', 'print', 'event', 'content', 'tools', 'own_time', 'other')),
  state text not null check (state in ('planned', 'committed', 'actual')),
  amount_minor bigint not null check (amount_minor >= 0),
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, campaign_id) references campaign (workspace_id, id)
);
comment on column cost_line.campaign_id is 'null: not allocated to a campaign';
comment on column cost_line.from_day is 'the period that the service is for: spend is spread over it by day';
create index cost_line_campaign on cost_line (workspace_id, campaign_id, from_day);
select make_tenant_table('cost_line', 'what marketing spends, planned, committed or actual, in the firm''s currency');
