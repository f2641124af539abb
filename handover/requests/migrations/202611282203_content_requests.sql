create table content_request (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  title text not null check (length(title) between 1 and 200),
  detail text,
  product_line_id uuid,
  stage_id uuid,
  close_reason_id uuid,
  asker_id uuid not null,
  state text not null check (state in ('open', 'made', 'exists', 'declined', 'withdrawn')),
  link text,
  answer text,
  answered_by text,
  answered_at timestamptz(3),
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, product_line_id) references product_line (workspace_id, id),
  foreign key (workspace_id, stage_id) references stage (workspace_id, id),
  foreign key (workspace_id, close_reason_id) references close_reason (workspace_id, id),
  foreign key (workspace_id, asker_id) references member (workspace_id, id)
);
comment on column content_request.close_reason_id is 'the reason for which deals are lost without it';
create index content_request_by_state on content_request (workspace_id, state, created_at desc, id);
create index content_request_asker on content_request (workspace_id, asker_id);
select make_tenant_table('content_request', 'what sales misses to win with: asked of marketing, answered as made, existing or declined');
select make_reach('content_request', 'asker_id');

create table content_request_voice (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  request_id uuid not null,
  member_id uuid not null,
  deal_id uuid,
  contact_id uuid,
  at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, request_id) references content_request (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id),
  foreign key (workspace_id, deal_id) references deal (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
comment on column content_request_voice.contact_id is 'contact: move on merge, clear on erase';
create index content_request_voice_request on content_request_voice (workspace_id, request_id, member_id);
create index content_request_voice_deal on content_request_voice (workspace_id, deal_id);
create index content_request_voice_contact on content_request_voice (workspace_id, contact_id);
select make_tenant_table('content_request_voice', 'who waits for it: the asker and whoever says "me too", with the deal that it is for');

create table content_request_state (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  request_id uuid not null,
  state text not null,
  actor text not null,
  reason text,
  at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, request_id) references content_request (workspace_id, id)
);
create index content_request_state_request on content_request_state (workspace_id, request_id, at);
select make_tenant_table('content_request_state', 'each state of a content request: who, when, why');
