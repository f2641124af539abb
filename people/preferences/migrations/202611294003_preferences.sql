-- Where people say by themselves what they want to hear of: whoever has the link is who it was given to.
create table preference_link (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  token_hash text not null,
  contact_id uuid not null,
  made_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, token_hash),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id)
);
create index preference_link_contact on preference_link (workspace_id, contact_id);
comment on column preference_link.contact_id is 'contact: move on merge, delete on erase';
select make_tenant_table('preference_link', 'a link to a person''s own choices of what they hear of, kept as a hash', false);
