create table contact_number (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  contact_id uuid not null,
  number text not null check (length(number) between 1 and 300),
  primary key (workspace_id, id),
  unique (workspace_id, contact_id, number),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
comment on column contact_number.contact_id is 'contact: move on merge unless the winner has it, delete on erase';
create index contact_number_number on contact_number (workspace_id, number, contact_id);
select make_tenant_table('contact_number', 'further external ids of a person, as of the lead they were in another tool');
