-- Who tells others of changes hears of them in the transaction that makes them, so that exactly what is true is told.
create table change_listener (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  listens boolean not null,
  primary key (workspace_id)
);
select make_tenant_table('change_listener', 'whether somebody in the firm listens to its changes', false);

create table change_news (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  operation_id uuid not null,
  table_name text not null,
  row_id uuid not null,
  at timestamptz(3) not null,
  primary key (workspace_id, operation_id, table_name, row_id)
);
select make_tenant_table('change_news', 'changed rows that whoever listens has not heard of yet', false);
select make_engine_queue('change_news');

-- What comes in as history is told to nobody.
create function changes_are_listened_to() returns boolean language sql stable as $$
  select coalesce(current_setting('baton.operation_kind', true), '') not in ('imports.bring', 'imports.undo', 'sample', 'sample.remove')
    and exists (
    select from change_listener where workspace_id = nullif(current_setting('baton.workspace', true), '')::int and listens)
$$;

-- Of what is not in the change log its slice says itself that it is new.
create function note_change_news(of_table text, of_rows uuid[]) returns void language sql as $$
  insert into change_news (operation_id, table_name, row_id, at)
  select coalesce(nullif(current_setting('baton.operation', true), '')::uuid, id), of_table, id,
         current_setting('baton.now')::timestamptz(3)
  from unnest(of_rows) as id where changes_are_listened_to()
  on conflict do nothing
$$;

-- As before, and what it wrote is noted for who listens: one row a changed row, by one statement, in the same transaction.
create or replace function record_change() returns trigger language plpgsql set enable_nestloop = off as $$
declare
  op uuid := nullif(current_setting('baton.operation', true), '')::uuid;
  listen boolean;
  since bigint;
begin
  if op is null then
    raise exception 'No operation is set: every change of % belongs to one', tg_table_name using errcode = 'BT001';
  end if;
  insert into operation (id, kind, label, actor, at)
  values (op, current_setting('baton.operation_kind'), nullif(current_setting('baton.operation_label', true), ''),
          current_setting('baton.actor'), current_setting('baton.now')::timestamptz(3))
  on conflict do nothing;
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
  if listen then
    insert into change_news (operation_id, table_name, row_id, at)
    select distinct op, tg_table_name, c.row_id, current_setting('baton.now')::timestamptz(3)
    from change c where c.operation_id = op and c.seq > since
    on conflict do nothing;
  end if;
  return null;
end $$;
