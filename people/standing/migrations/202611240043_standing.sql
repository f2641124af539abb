create table standing (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  contact_id uuid not null,
  stage text not null check (stage in ('target', 'person', 'lead', 'ready', 'waiting', 'offered', 'working', 'qualified', 'customer')),
  fit int not null default 0,
  interest int not null default 0,
  ready boolean not null default false,
  ready_since timestamptz(3),
  open_deals int not null default 0,
  is_customer boolean not null default false,
  account_owner_id uuid,
  last_act_at timestamptz(3),
  looked_at timestamptz(3),
  primary key (workspace_id, contact_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
comment on column standing.contact_id is 'contact: recomputed on merge, delete on erase';
create index standing_stage on standing (workspace_id, stage, contact_id);
create index standing_interest on standing (workspace_id, interest desc, contact_id);
select make_tenant_table('standing', 'a person''s place in the race, written from above and read from below; recomputed', false);
