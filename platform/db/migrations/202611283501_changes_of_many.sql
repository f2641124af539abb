-- Of a statement that changed thousands of rows two things took longer than the statement may: each changed row was written out as
-- JSON anew for each of its columns, twice; and a connection keeps the plan that it made when single rows changed, which compared
-- each row before with each row after. A row is written out once before and once after, and whatever the plan, pairs are found
-- by their keys.
create or replace function record_change() returns trigger language plpgsql set enable_nestloop = off as $$
declare
  op uuid := nullif(current_setting('baton.operation', true), '')::uuid;
begin
  if op is null then
    raise exception 'No operation is set: every change of % belongs to one', tg_table_name using errcode = 'BT001';
  end if;
  insert into operation (id, kind, label, actor, at)
  values (op, current_setting('baton.operation_kind'), nullif(current_setting('baton.operation_label', true), ''),
          current_setting('baton.actor'), current_setting('baton.now')::timestamptz(3))
  on conflict do nothing;
  if tg_op = 'INSERT' then
    insert into change (operation_id, seq, table_name, row_id, before, after)
    select op, nextval('change_seq'), tg_table_name, n.id, null, to_jsonb(n) - 'workspace_id' from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into change (operation_id, seq, table_name, row_id, before, after)
    select op, nextval('change_seq'), tg_table_name, o.id, to_jsonb(o) - 'workspace_id', null from old_rows o;
  else
    insert into change (operation_id, seq, table_name, row_id, before, after)
    with pair as materialized (
      select o.id, to_jsonb(o) as was, to_jsonb(n) as becomes from old_rows o join new_rows n using (workspace_id, id)
    ), differing as materialized (
      select id, (select array[jsonb_object_agg(c.key, c.value), jsonb_object_agg(c.key, becomes -> c.key)]
        from jsonb_each(was) c where c.value is distinct from becomes -> c.key) as sides
      from pair
    )
    select op, nextval('change_seq'), tg_table_name, id, sides[1], sides[2] from differing where sides[1] is not null;
  end if;
  return null;
end $$;
