create table company_tag (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  company_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  name_key text collate "C" generated always as (fold(name)) stored,
  primary key (workspace_id, id),
  unique (workspace_id, company_id, name_key),
  foreign key (workspace_id, company_id) references company (workspace_id, id)
);
comment on column company_tag.company_id is 'company: move on merge unless the winner has it, delete on erase';
create index company_tag_name on company_tag (workspace_id, name_key, company_id);
select make_tenant_table('company_tag', 'a word put on a company');
