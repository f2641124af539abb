create sequence workspace_seq as int;
grant usage on sequence workspace_seq to baton_auth;

create table workspace (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int primary key,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  zone text not null,
  region text not null,
  locale text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  look jsonb not null,
  sample boolean not null default false,
  created_at timestamptz(3) not null
);
select make_tenant_table('workspace', 'the firm: zone, region of public holidays, currency, look');

create table team (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz(3) not null,
  primary key (workspace_id, id),
  unique (workspace_id, name)
);
select make_tenant_table('team', 'members who see each other''s records');

create table member (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  user_id uuid,
  external_id text,
  name text not null check (length(name) between 1 and 200),
  email text,
  role text not null check (role in ('owner', 'marketer', 'sales_manager', 'sales_rep', 'contractor', 'viewer')),
  visibility text not null check (visibility in ('own', 'team', 'all')),
  team_id uuid,
  status text not null check (status in ('active', 'imported', 'suspended', 'left')),
  takes_leads boolean not null default false,
  locale text,
  created_at timestamptz(3) not null,
  left_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, team_id) references team (workspace_id, id)
);
create unique index member_user on member (workspace_id, user_id);
create unique index member_external on member (workspace_id, external_id);
create index member_user_any on member (user_id);
select make_tenant_table('member', 'a person who works here, with role and reach; imported sellers are members without sign-in');
create policy sign_in on member to baton_auth using (true);
create policy sign_in on workspace to baton_auth using (true);
grant select on member, workspace to baton_auth;

create table invitation (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  email text not null,
  name text,
  role text not null check (role in ('owner', 'marketer', 'sales_manager', 'sales_rep', 'contractor', 'viewer')),
  visibility text not null check (visibility in ('own', 'team', 'all')),
  team_id uuid,
  token_hash text not null,
  invited_by uuid not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  revoked_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, invited_by) references member (workspace_id, id),
  foreign key (workspace_id, team_id) references team (workspace_id, id)
);
create index invitation_token on invitation (token_hash);
select make_tenant_table('invitation', 'an offer by mail to become a member');
create policy sign_in on invitation to baton_auth using (true);
grant select on invitation to baton_auth;
