-- A browser has one address for all firms: it belongs to whoever subscribed last, in whichever firm. One person may have it in
-- several. Whoever names an address has it from the browser, and nobody is told of it.
create function push_endpoint_taken(taken text, by_member uuid) returns void
language plpgsql security definer set search_path = public as $$
declare
  me member;
begin
  select * into me from member
    where workspace_id = nullif(current_setting('baton.workspace', true), '')::int and id = by_member;
  if not found then
    return;
  end if;
  delete from push_device d using member m
    where d.endpoint = taken and m.workspace_id = d.workspace_id and m.id = d.member_id
      and (m.workspace_id, m.id) <> (me.workspace_id, me.id) and (m.user_id = me.user_id) is not true;
end $$;
revoke execute on function push_endpoint_taken(text, uuid) from public;
grant execute on function push_endpoint_taken(text, uuid) to baton_app, baton_scoped;
create index push_device_endpoint on push_device (endpoint, workspace_id);
