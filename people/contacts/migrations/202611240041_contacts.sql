create table contact (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  external_id text,
  first_name text,
  last_name text,
  name text not null check (length(name) between 1 and 300),
  name_key text collate "C" generated always as (fold(name)) stored,
  email text,
  email_key text collate "C" generated always as (lower(email)) stored,
  phone text,
  phone_key text collate "C",
  job_title text,
  company_id uuid,
  city text,
  city_key text collate "C" generated always as (fold(city)) stored,
  country text,
  owner_id uuid,
  created_via text not null,
  status text not null check (status in ('target', 'person', 'customer')),
  bars text[] not null default '{}',
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  merged_into uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, company_id) references company (workspace_id, id),
  foreign key (workspace_id, merged_into) references contact (workspace_id, id),
  foreign key (workspace_id, owner_id) references member (workspace_id, id)
);
comment on column contact.company_id is 'company: move on merge, clear on erase';
comment on column contact.merged_into is 'contact: the winner this one redirects to';
comment on column contact.phone is 'as entered';
comment on column contact.phone_key is 'E.164 where it can be read as a number of a country, else its digits';
comment on column contact.status is 'target: a cold name without any act, outside every funnel count';
comment on column contact.bars is 'channels barred until somebody decides, as channel:cause';
create unique index contact_external on contact (workspace_id, external_id);
create index contact_email on contact (workspace_id, email_key);
create index contact_phone on contact (workspace_id, phone_key);
create index contact_name on contact (workspace_id, name_key, id);
create index contact_created on contact (workspace_id, created_at, id);
create index contact_changed on contact (workspace_id, changed_at, id);
create index contact_company on contact (workspace_id, company_id, id);
create index contact_owner on contact (workspace_id, owner_id, id);
create index contact_city on contact (workspace_id, city_key, id);
create index contact_country on contact (workspace_id, country, id);
select make_tenant_table('contact', 'a person; an external id or a phone number is enough');
select make_reach('contact', 'owner_id');

create table tag (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  name_key text collate "C" generated always as (fold(name)) stored,
  created_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, name_key)
);
select make_tenant_table('tag', 'a word put on people');

create table contact_tag (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  contact_id uuid not null,
  tag_id uuid not null,
  primary key (workspace_id, id),
  unique (workspace_id, contact_id, tag_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, tag_id) references tag (workspace_id, id)
);
comment on column contact_tag.contact_id is 'contact: move on merge unless the winner has it, delete on erase';
create index contact_tag_tag on contact_tag (workspace_id, tag_id, contact_id);
select make_tenant_table('contact_tag', 'which person has which tag');

create table fact_version (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  contact_id uuid not null,
  field text not null,
  value jsonb,
  known_at timestamptz(3) not null,
  until timestamptz(3),
  primary key (workspace_id, id)
);
comment on column fact_version.contact_id is 'contact: stays on merge, delete on erase';
create unique index fact_version_open on fact_version (workspace_id, contact_id, field) where until is null;
create index fact_version_contact on fact_version (workspace_id, contact_id, field, known_at);
select make_tenant_table('fact_version', 'what was known of a person when: what replay reads instead of today''s values', false);
