create table form (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  slug text not null,
  name text not null check (length(name) between 1 and 200),
  intent text not null check (intent in ('asks', 'newsletter', 'download')),
  product_line_id uuid not null,
  owner_id uuid,
  state text not null check (state in ('draft', 'live', 'closed')),
  live_version int,
  created_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  primary key (workspace_id, id),
  unique (workspace_id, slug),
  foreign key (workspace_id, product_line_id) references product_line (workspace_id, id),
  foreign key (workspace_id, owner_id) references member (workspace_id, id)
);
comment on column form.slug is '≥ 128 random bits are not needed: a form is public; unique over the installation by its workspace number in the path';
select make_tenant_table('form', 'where people raise a hand, ask for news or download something');

create table form_version (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  form_id uuid not null,
  version int not null,
  definition jsonb not null,
  wording_id uuid,
  created_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, form_id, version),
  foreign key (workspace_id, form_id) references form (workspace_id, id)
);
select make_tenant_table('form_version', 'a form as it was published: fields, texts, consent wording; never changed');

create table submission (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  form_id uuid not null,
  version int not null,
  nonce text not null,
  subject_id uuid not null,
  lead_id uuid,
  answers jsonb not null,
  source jsonb not null,
  claimed boolean not null,
  spam text,
  opted_in_at timestamptz(3),
  opt_in_hash text,
  received_at timestamptz(3) not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, form_id) references form (workspace_id, id)
);
comment on column submission.subject_id is 'subject: stays on merge, answers scrubbed on erase';
comment on column submission.claimed is 'the address belongs to an existing contact and the sender has not proven to be that person';
create unique index submission_nonce on submission (workspace_id, nonce);
create index submission_form on submission (workspace_id, form_id, received_at);
create index submission_opt_in on submission (workspace_id, opt_in_hash);
create index submission_subject on submission (workspace_id, subject_id);
select make_tenant_table('submission', 'a form as somebody sent it', false);
