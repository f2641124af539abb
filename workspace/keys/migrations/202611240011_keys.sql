create table api_key (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  member_id uuid not null,
  prefix text not null,
  secret_hash text not null,
  scopes text[] not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  last_used_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index api_key_secret on api_key (secret_hash);
select make_tenant_table('api_key', 'a key for programs: acts as its member, within its scopes');
create policy sign_in on api_key to baton_auth using (true);
grant select on api_key to baton_auth;
grant update (last_used_at) on api_key to baton_auth;
drop trigger change_update on api_key;
