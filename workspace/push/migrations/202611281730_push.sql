create table push_key (
  id smallint primary key check (id = 1),
  public_key text not null,
  private_key text not null,
  created_at timestamptz(3) not null
);
comment on table push_key is 'engine: the pair of keys by which push services know this installation (RFC 8292), made once';
grant select on push_key to baton_engine;

-- The public key, which every browser may know; the pair is kept if there is none yet.
create function push_public_key(new_public text, new_private text, at timestamptz) returns text
language plpgsql security definer set search_path = public as $$
begin
  insert into push_key (id, public_key, private_key, created_at) values (1, new_public, new_private, at) on conflict do nothing;
  return (select public_key from push_key);
end $$;
revoke execute on function push_public_key(text, text, timestamptz) from public;
grant execute on function push_public_key(text, text, timestamptz) to baton_app, baton_scoped;

create table push_device (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  member_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  name text not null,
  created_at timestamptz(3) not null,
  reached_at timestamptz(3),
  failure text,
  primary key (workspace_id, id),
  unique (workspace_id, endpoint),
  foreign key (workspace_id, member_id) references member (workspace_id, id)
);
create index push_device_member on push_device (workspace_id, member_id);
select make_tenant_table('push_device', 'a browser on which a member wants to hear of notices', false);

create table push_message (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  device_id uuid not null,
  content jsonb not null,
  at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  tries int not null default 0,
  primary key (workspace_id, id),
  foreign key (workspace_id, device_id) references push_device (workspace_id, id) on delete cascade
);
create index push_message_at on push_message (at, workspace_id);
create index push_message_device on push_message (workspace_id, device_id);
select make_tenant_table('push_message', 'notices on their way to a browser', false);
select make_engine_queue('push_message');
