create table note (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  contact_id uuid,
  company_id uuid,
  deal_id uuid,
  author_id uuid,
  body text not null check (length(body) between 1 and 20000),
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, company_id) references company (workspace_id, id),
  foreign key (workspace_id, author_id) references member (workspace_id, id)
);
comment on column note.contact_id is 'contact: move on merge, delete on erase';
comment on column note.company_id is 'company: move on merge, clear on erase';
create index note_contact on note (workspace_id, contact_id, created_at);
create index note_company on note (workspace_id, company_id, created_at);
create index note_deal on note (workspace_id, deal_id, created_at);
select make_tenant_table('note', 'what a colleague wrote down about a person, company or deal');
