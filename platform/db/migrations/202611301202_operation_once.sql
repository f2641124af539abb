-- An operation is put down with the first change of a transaction; those after it need not look whether it is there. What is taken
-- back to a savepoint, is taken back of both.
create or replace function record_change() returns trigger language plpgsql set enable_nestloop = off as $$
declare
  op uuid := nullif(current_setting('baton.operation', true), '')::uuid;
  listen boolean;
  since bigint;
  changed uuid[];
  followed uuid[];
  its text;
begin
  if current_setting('baton.operation_kind', true) = 'firm.import' then
    return null;
  end if;
  if op is null then
    raise exception 'No operation is set: every change of % belongs to one', tg_table_name using errcode = 'BT001';
  end if;
  its := concat(current_setting('baton.workspace', true), ' ', op);
  if current_setting('baton.put_down', true) is distinct from its then
    insert into operation (id, kind, label, actor, at)
    values (op, current_setting('baton.operation_kind'), nullif(current_setting('baton.operation_label', true), ''),
            current_setting('baton.actor'), current_setting('baton.now')::timestamptz(3))
    on conflict do nothing;
    its := set_config('baton.put_down', its, true);
  end if;
  listen := changes_are_listened_to();
  if listen then
    since := nextval('change_seq');
  end if;
  if tg_op = 'INSERT' then
    insert into change (operation_id, seq, table_name, row_id, before, after)
    select op, nextval('change_seq'), tg_table_name, n.id, null, to_jsonb(n) - 'workspace_id' from new_rows n;
  elsif tg_op = 'DELETE' then
    insert into change (operation_id, seq, table_name, row_id, before, after)
    select op, nextval('change_seq'), tg_table_name, o.id, to_jsonb(o) - 'workspace_id', null from old_rows o;
  else
    with pair as materialized (
      select o.id, to_jsonb(o) as was, to_jsonb(n) as becomes from old_rows o join new_rows n using (workspace_id, id)
    ), differing as materialized (
      select id, (select array[jsonb_object_agg(c.key, c.value), jsonb_object_agg(c.key, becomes -> c.key)]
        from jsonb_each(was) c where c.value is distinct from becomes -> c.key) as sides
      from pair
    ), logged as (
      insert into change (operation_id, seq, table_name, row_id, before, after)
      select op, nextval('change_seq'), tg_table_name, id, sides[1], sides[2] from differing where sides[1] is not null
      returning row_id
    ) select case when tg_nargs > 0 then array_agg(row_id) end into changed from logged;
  end if;
  if listen then
    insert into change_news (operation_id, table_name, row_id, at)
    select distinct op, tg_table_name, c.row_id, current_setting('baton.now')::timestamptz(3)
    from change c where c.operation_id = op and c.seq > since
    on conflict do nothing;
  end if;
  if tg_nargs > 0 then
    if tg_op = 'INSERT' then
      execute format('select array_agg(distinct %I) from new_rows', tg_argv[1]) into followed;
    elsif tg_op = 'DELETE' then
      execute format('select array_agg(distinct %I) from old_rows', tg_argv[1]) into followed;
    else
      execute format('select array_agg(distinct of) from (select %1$I as of from new_rows where id = any($1)
        union all select %1$I from old_rows where id = any($1)) rows', tg_argv[1]) into followed using changed;
    end if;
    if followed is not null then
      perform note_changed_records(followed, tg_argv[0]);
    end if;
  end if;
  return null;
end $$;
