-- What a form is for and what it sells belong to the version that people see, not to the draft.
alter table form_version
  add column intent text,
  add column product_line_id uuid,
  add column deleted_at timestamptz(3);
alter table form_version disable trigger user;
update form_version v set intent = f.intent, product_line_id = f.product_line_id
  from form f where f.workspace_id = v.workspace_id and f.id = v.form_id;
alter table form_version enable trigger user;
alter table form_version
  alter column intent set not null,
  alter column product_line_id set not null,
  add check (intent in ('asks', 'newsletter', 'download')),
  add foreign key (workspace_id, product_line_id) references product_line (workspace_id, id);
alter table form add column archived_at timestamptz(3);
alter table submission add column consented boolean not null default false;
comment on column submission.consented is 'ticked the words of the version; a permission only after the click in the letter';
create index submission_received on submission (workspace_id, received_at, id);
