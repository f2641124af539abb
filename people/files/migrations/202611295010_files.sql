create table file (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  contact_id uuid,
  company_id uuid,
  deal_id uuid,
  note_id uuid,
  name text not null check (length(name) between 1 and 200),
  type text not null,
  care text check (care in ('odd', 'page', 'program')),
  size_bytes int not null check (size_bytes between 1 and 26214400),
  added_by uuid,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, company_id) references company (workspace_id, id),
  foreign key (workspace_id, added_by) references member (workspace_id, id)
);
comment on column file.contact_id is 'contact: move on merge, delete on erase';
comment on column file.company_id is 'company: move on merge, clear on erase';
comment on column file.note_id is 'the note that it was kept with; both are of the same record';
comment on column file.type is 'what its bytes are, whatever its name says';
comment on column file.care is 'why to be careful: its bytes are not what its name says, a page that runs scripts, a program';
create index file_contact on file (workspace_id, contact_id, created_at, id);
create index file_company on file (workspace_id, company_id, created_at, id);
create index file_deal on file (workspace_id, deal_id, created_at, id);
create index file_note on file (workspace_id, note_id);
create index file_bin on file (deleted_at, workspace_id) where deleted_at is not null;
select make_tenant_table('file', 'a file kept with a person, company or deal');
select make_engine_queue('file');

create table file_part (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  file_id uuid not null,
  at int not null check (at >= 0),
  bytes bytea not null,
  primary key (workspace_id, file_id, at),
  foreign key (workspace_id, file_id) references file (workspace_id, id)
);
comment on column file_part.at is 'where in the file these bytes begin';
alter table file_part alter column bytes set storage external;
select make_tenant_table('file_part', 'the bytes of a file, in parts of 4 MB at most', false);
select make_engine_queue('file_part');

create table upload (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  contact_id uuid,
  company_id uuid,
  deal_id uuid,
  member_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  size_bytes int not null check (size_bytes between 1 and 26214400),
  received_bytes int not null default 0,
  created_at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id),
  foreign key (workspace_id, company_id) references company (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
comment on column upload.contact_id is 'contact: move on merge, delete on erase';
comment on column upload.company_id is 'company: move on merge, clear on erase';
create index upload_member on upload (workspace_id, member_id);
create index upload_contact on upload (workspace_id, contact_id);
create index upload_company on upload (workspace_id, company_id);
create index upload_age on upload (created_at, workspace_id);
select make_tenant_table('upload', 'a file on its way in; it is none yet and goes after a day', false);
select make_engine_queue('upload');

create table upload_part (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  upload_id uuid not null,
  at int not null check (at >= 0),
  bytes bytea not null,
  primary key (workspace_id, upload_id, at),
  foreign key (workspace_id, upload_id) references upload (workspace_id, id) on delete cascade
);
alter table upload_part alter column bytes set storage external;
select make_tenant_table('upload_part', 'bytes of a file that is not whole yet', false);
select make_engine_queue('upload_part');

create table file_link (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  token_hash text not null,
  file_id uuid not null,
  member_id uuid not null,
  key_id uuid,
  expires_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, token_hash),
  foreign key (workspace_id, file_id) references file (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
comment on column file_link.key_id is 'the key by which a program asked; what it may is asked again when the link is followed';
create index file_link_file on file_link (workspace_id, file_id);
create index file_link_member on file_link (workspace_id, member_id);
create index file_link_age on file_link (expires_at, workspace_id);
select make_tenant_table('file_link', 'a link by which one member fetches one file, for some minutes', false);
select make_engine_queue('file_link');
