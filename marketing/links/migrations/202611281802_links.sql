create table tracked_link (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  campaign_id uuid not null,
  token text collate "C" not null,
  page text not null,
  source text not null,
  medium text not null,
  label text,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  primary key (workspace_id, id),
  unique (workspace_id, token),
  foreign key (workspace_id, campaign_id) references campaign (workspace_id, id)
);
comment on column tracked_link.token is 'what the short address ends in; no secret, but not to be guessed';
comment on column tracked_link.page is 'where it leads, as typed by a member: the short address leads nowhere else';
create index tracked_link_campaign on tracked_link (workspace_id, campaign_id, id);
select make_tenant_table('tracked_link', 'a link of a campaign: to which page, placed where, under which short address');

create table link_day (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  link_id uuid not null,
  day date not null,
  people int not null,
  machines int not null,
  primary key (workspace_id, link_id, day),
  foreign key (workspace_id, link_id) references tracked_link (workspace_id, id)
);
select make_tenant_table('link_day', 'how often a link was followed on a day of the firm''s zone, by people and by known machines', false);
