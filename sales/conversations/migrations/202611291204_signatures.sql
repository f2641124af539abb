-- What a member writes below their mails is changed by them, stands in the change log and is undone; their address for filing is made once.
create table signature (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  text text not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, id) references member (workspace_id, id)
);
comment on column signature.id is 'the member';
select make_tenant_table('signature', 'what stands below the mails of a member');
alter table signature disable trigger user;
insert into signature (workspace_id, id, text) select workspace_id, id, signature from correspondent where signature <> '';
alter table signature enable trigger user;
alter table correspondent drop column signature;
comment on table correspondent is 'tenant: the address by which a member files mails that were written elsewhere (not in the change log)';
