create table identity (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  subject_id uuid not null,
  contact_id uuid not null,
  proof text not null check (proof in ('born', 'claimed', 'proven', 'by_member', 'merged')),
  known_at timestamptz(3) not null,
  until timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, subject_id) references subject (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
comment on column identity.subject_id is 'subject: stays on merge, deleted on erase';
comment on column identity.contact_id is 'contact: move on merge, deleted on erase';
create unique index identity_subject on identity (workspace_id, subject_id) where until is null;
create index identity_contact on identity (workspace_id, contact_id);
select make_tenant_table('identity', 'which subject of the journal is which person, since when and by what proof', false);
