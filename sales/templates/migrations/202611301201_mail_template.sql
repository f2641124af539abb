create table mail_template (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  subject text not null check (length(subject) <= 300),
  text text not null check (length(text) between 1 and 100000),
  member_id uuid not null,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index mail_template_name on mail_template (workspace_id, name, id);
select make_tenant_table('mail_template', 'words for a mail that come again, with places filled in for each person');
