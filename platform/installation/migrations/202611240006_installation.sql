create table installation (
  id smallint primary key check (id = 1),
  fingerprint text not null,
  silent_since timestamptz(3),
  silent_reason text,
  created_at timestamptz(3) not null
);
comment on table installation is 'engine: which machine and folder this database last ran on; silent while an administrator has not confirmed a copy or a restore';

-- What members may know of it, without a right on the table.
create function installation_state() returns table (silent_since timestamptz, silent_reason text)
language sql stable security definer set search_path = public as $$ select silent_since, silent_reason from installation $$;
revoke execute on function installation_state() from public;
grant execute on function installation_state() to baton_app, baton_scoped;

grant select, insert on installation to baton_engine;
grant update (fingerprint, silent_since, silent_reason) on installation to baton_engine;
