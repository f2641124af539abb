create table website (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  key text not null,
  sites text[] not null,
  off_at timestamptz(3),
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id)
);
comment on column website.key is '128 random bits after the workspace number; stands in the page, so it opens nothing but the collection of hits';
select make_tenant_table('website', 'the firm''s own sites that tell what visitors do, and whether they do');

create table visitor (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  key text not null,
  subject_id uuid not null,
  visit_id uuid,
  last_at timestamptz(3) not null,
  page_at timestamptz(3),
  quick int not null,
  burst_at timestamptz(3) not null,
  burst int not null,
  machine text,
  machine_at timestamptz(3),
  judged_at timestamptz(3),
  primary key (workspace_id, key)
);
comment on column visitor.key is 'web: a browser that agreed to be known again; day: a hash that nobody can make again after the day';
comment on column visitor.subject_id is 'subject: stays on merge, deleted on erase';
comment on column visitor.machine is 'why it is held to be a program';
create index visitor_unjudged on visitor (machine_at, workspace_id) where machine_at is not null and judged_at is null;
select make_tenant_table('visitor', 'a browser on the firm''s site: whose history it writes, which visit runs', false);
select make_engine_queue('visitor');

create table machine_hit (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  kind text not null,
  site text not null,
  page text not null,
  agent text not null,
  evidence text not null,
  known_at timestamptz(3) not null,
  primary key (workspace_id, id)
);
create index machine_hit_known on machine_hit (known_at, workspace_id);
select make_tenant_table('machine_hit', 'what programs did on the site, with the verdict and its evidence; kept for 30 days, never in the journal', false);
select make_engine_queue('machine_hit');

create table site_link (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  token_hash text not null,
  contact_id uuid not null,
  made_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  primary key (workspace_id, id),
  unique (workspace_id, token_hash),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
comment on column site_link.contact_id is 'contact: move on merge, delete on erase';
create index site_link_contact on site_link (workspace_id, contact_id);
select make_tenant_table('site_link', 'a link to the site that was given to one person: who opens it is proven to be them', false);

create table day_salt (
  day date primary key,
  salt text not null
);
comment on table day_salt is 'engine: what visitors without a cookie are hashed with for one day; gone with the day';
grant select, insert, delete on day_salt to baton_engine;
