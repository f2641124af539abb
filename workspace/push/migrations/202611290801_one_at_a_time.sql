-- Two who add one browser at the same moment, in two firms, did not see each other, and both had it: one waits for the other.
create or replace function push_endpoint_taken(taken text, by_member uuid) returns void
language plpgsql security definer set search_path = public as $$
declare
  me member;
begin
  select * into me from member
    where workspace_id = nullif(current_setting('baton.workspace', true), '')::int and id = by_member;
  if not found then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('push ' || taken, 0));
  delete from push_device d using member m
    where d.endpoint = taken and m.workspace_id = d.workspace_id and m.id = d.member_id
      and (m.workspace_id, m.id) <> (me.workspace_id, me.id) and (m.user_id = me.user_id) is not true;
end $$;
