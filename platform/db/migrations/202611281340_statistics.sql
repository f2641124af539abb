-- What fills tables by the thousand calls this while it works: a plan made for an empty table, kept by the session,
-- reads a whole workspace for each row that a foreign key checks. A table that somebody else analyzes is left to them.
create function refresh_statistics() returns void
language plpgsql security definer set search_path = public as $$
declare
  t regclass;
begin
  for t in select c.oid from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and pg_has_role(current_user, c.relowner, 'usage')
    order by c.oid
  loop
    execute format('analyze (skip_locked) %s', t);
  end loop;
end $$;
