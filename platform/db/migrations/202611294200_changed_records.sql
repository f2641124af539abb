-- Whoever keeps a copy of records elsewhere asks what changed since they asked last. No time tells it: a transaction that began
-- before commits after, and an undo puts an earlier time back. So each change notes its record as unnumbered, and whoever asks
-- numbers what is committed, one asker at a time: what becomes visible later has the higher number.
create table changed_record (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  record_id uuid not null,
  record text not null,
  at timestamptz(3) not null,
  number bigint,
  primary key (workspace_id, record_id)
);
create index changed_record_order on changed_record (workspace_id, record, number) include (at) where number is not null;
create index changed_record_new on changed_record (workspace_id, record, at) where number is null;
comment on column changed_record.record_id is 'record: stays on merge, kept on erase (an id that says it is gone)';
comment on column changed_record.at is 'when the latest change of it was made';
comment on column changed_record.number is 'its place in the order in which changes became visible; null until somebody asks';
select make_tenant_table('changed_record', 'a record that programs follow: which change of it was the latest', false);

create table change_number (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  last bigint not null,
  primary key (workspace_id)
);
select make_tenant_table('change_number', 'the last number given to a changed record; locked by who gives them', false);

-- Of records themselves (`kind`) their being there is noted; of what belongs to a record, that this changed.
create function note_changed_records(ids uuid[], kind text) returns void language plpgsql as $$
begin
  if kind = '' then
    update changed_record set at = current_setting('baton.now')::timestamptz(3), number = null
    where workspace_id = nullif(current_setting('baton.workspace', true), '')::int and record_id = any(ids);
  else
    insert into changed_record (record_id, record, at)
    select id, kind, current_setting('baton.now')::timestamptz(3) from unnest(ids) as id order by id
    on conflict (workspace_id, record_id) do update set at = excluded.at, number = null;
  end if;
end $$;

-- As before, and of tables that are followed it says which record each changed row is of: arguments of the trigger name the kind
-- of record, or nothing where rows belong to one, and the column with its id.
create or replace function record_change() returns trigger language plpgsql set enable_nestloop = off as $$
declare
  op uuid := nullif(current_setting('baton.operation', true), '')::uuid;
  listen boolean;
  since bigint;
  changed uuid[];
  followed uuid[];
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

-- Lets programs follow the rows of a table: as records of a kind, or as parts of records where the kind is ''. Records that are
-- there already count as changed when they last were.
create function follow_changes(t regclass, kind text, of text) returns void language plpgsql as $$
begin
  execute format('create or replace trigger change_insert after insert on %s referencing new table as new_rows for each statement execute function record_change(%L, %L)', t, kind, of);
  execute format('create or replace trigger change_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function record_change(%L, %L)', t, kind, of);
  execute format('create or replace trigger change_delete after delete on %s referencing old table as old_rows for each statement execute function record_change(%L, %L)', t, kind, of);
  if kind <> '' then
    execute format('insert into changed_record (workspace_id, record_id, record, at) select workspace_id, id, %L, changed_at from %s', kind, t);
  end if;
end $$;
