create table task (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  title text not null check (length(title) between 1 and 500),
  body text,
  owner_id uuid not null,
  created_by uuid,
  contact_id uuid,
  company_id uuid,
  deal_id uuid,
  handover_id uuid,
  due_at timestamptz(3),
  done_at timestamptz(3),
  done_by uuid,
  created_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, owner_id) references member (workspace_id, id)
);
comment on column task.contact_id is 'contact: move on merge, delete on erase';
comment on column task.company_id is 'company: move on merge, clear on erase';
create index task_owner on task (workspace_id, owner_id, due_at);
create index task_contact on task (workspace_id, contact_id);
create index task_company on task (workspace_id, company_id);
create index task_deal on task (workspace_id, deal_id);
select make_tenant_table('task', 'something a member has to do, perhaps about a person or a deal');
select make_reach('task', 'owner_id');
