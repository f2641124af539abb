create table ladder (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  campaign_id uuid not null,
  statuses jsonb not null,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, campaign_id),
  foreign key (workspace_id, campaign_id) references campaign (workspace_id, id)
);
comment on column ladder.statuses is 'in order, each with id, name and whether who is there has responded';
select make_tenant_table('ladder', 'the statuses of a campaign in order; without one it has the usual ones of its channel');

create table participant (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  campaign_id uuid not null,
  contact_id uuid not null,
  status text not null,
  via text not null check (via in ('member', 'lead')),
  added_at timestamptz(3) not null,
  status_since timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, campaign_id, contact_id),
  foreign key (workspace_id, campaign_id) references campaign (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
comment on column participant.contact_id is 'contact: move on merge unless the winner has it, delete on erase';
comment on column participant.status is 'the id of a status of the campaign''s ladder';
comment on column participant.via is 'member: somebody put them there; lead: their lead named the campaign''s code';
create index participant_contact on participant (workspace_id, contact_id);
select make_tenant_table('participant', 'a person whom a campaign reaches, with the status they have in it');

create table participant_state (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  campaign_id uuid not null,
  contact_id uuid not null,
  status text,
  label text,
  actor text not null,
  at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, campaign_id) references campaign (workspace_id, id)
);
comment on column participant_state.contact_id is 'contact: move on merge, delete on erase';
comment on column participant_state.status is 'null: taken out of the campaign';
comment on column participant_state.label is 'how the status was called then';
create index participant_state_contact on participant_state (workspace_id, contact_id, at);
select make_tenant_table('participant_state', 'when a participant got which status, and by whom');
