create table company (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  external_id text,
  name text not null check (length(name) between 1 and 300),
  name_key text collate "C" generated always as (fold(name)) stored,
  domain text,
  domain_key text collate "C" generated always as (lower(domain)) stored,
  sector text,
  employees int,
  revenue_minor bigint,
  city text,
  country text,
  parent_id uuid,
  owner_id uuid,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  merged_into uuid,
  primary key (workspace_id, id),
  foreign key (workspace_id, parent_id) references company (workspace_id, id),
  foreign key (workspace_id, merged_into) references company (workspace_id, id),
  foreign key (workspace_id, owner_id) references member (workspace_id, id)
);
comment on column company.parent_id is 'company: move on merge, clear on erase';
comment on column company.merged_into is 'company: the winner this one redirects to';
create unique index company_external on company (workspace_id, external_id);
create index company_name on company (workspace_id, name_key, id);
create index company_domain on company (workspace_id, domain_key);
create index company_created on company (workspace_id, created_at, id);
create index company_owner on company (workspace_id, owner_id, id);
create index company_parent on company (workspace_id, parent_id);
select make_tenant_table('company', 'a firm that people work for');
select make_reach('company', 'owner_id');
