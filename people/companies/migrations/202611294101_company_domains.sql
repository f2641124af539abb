-- The addresses of which domains belong to whom: each domain to one company.
alter index company_domain rename to company_site;
create table company_domain (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  company_id uuid not null,
  domain text collate "C" not null check (length(domain) between 1 and 253),
  primary key (workspace_id, id),
  unique (workspace_id, domain),
  foreign key (workspace_id, company_id) references company (workspace_id, id)
);
comment on column company_domain.company_id is 'company: move on merge, delete on erase';
create index company_domain_of on company_domain (workspace_id, company_id);
-- Of several companies with one web site the oldest has its addresses.
insert into company_domain (workspace_id, id, company_id, domain)
select distinct on (workspace_id, domain_key) workspace_id, id, id, domain_key from company
where deleted_at is null and merged_into is null and domain_key ~ '^([a-z0-9_-]+\.)+[a-z0-9-]{2,}$' and length(domain_key) <= 253
order by workspace_id, domain_key, created_at, id;
select make_tenant_table('company_domain', 'a domain of a company: whose address is of it belongs to the company');

create table company_setting (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  joins_by_domain boolean not null,
  primary key (workspace_id, id)
);
comment on column company_setting.joins_by_domain is 'whether new people without a company join the one that has their address’s domain; without a row they do';
create unique index company_setting_one on company_setting (workspace_id);
select make_tenant_table('company_setting', 'how a firm wants its companies kept');

create table free_mail_domain (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  domain text collate "C" not null check (length(domain) between 1 and 253),
  primary key (workspace_id, id),
  unique (workspace_id, domain)
);
select make_tenant_table('free_mail_domain', 'a domain of which anybody may have an address, beyond those that Baton knows');
