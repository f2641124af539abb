-- Roles, schemas and the one function that makes a tenant table.
-- owner: whoever migrates · baton_app: all work inside a workspace · baton_scoped: the same, fenced to
-- own or team records · baton_engine: queues and clocks across workspaces · baton_auth: sign-in.
do $$
declare r text;
begin
  foreach r in array array['baton_app', 'baton_scoped', 'baton_engine', 'baton_auth'] loop
    if not exists (select from pg_roles where rolname = r) then
      begin
        execute format('create role %I login noinherit', r);
      exception when duplicate_object or unique_violation then null; -- another database of this server made it just now
      end;
    end if;
  end loop;
  execute 'grant baton_scoped to baton_app' || case when current_setting('server_version_num')::int >= 160000 then ' with inherit false' else '' end;
end $$;

revoke create on schema public from public;
create schema leaf;                    -- partitions live here: a parent's policy does not fence a partition read directly
create schema scratch;                 -- staging of imports: the owner's alone
create schema auth;                    -- sign-in, before a workspace is known
revoke all on schema leaf, scratch, auth from public;
grant usage on schema public to baton_app, baton_scoped, baton_engine, baton_auth;
grant usage on schema auth to baton_auth;

create table operation (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  kind text not null,
  label text,
  actor text not null,
  at timestamptz(3) not null,
  state text not null check (state in ('done', 'undoing', 'undone')) default 'done',
  undoes uuid,
  undone_by uuid,
  conflicts int not null default 0,
  primary key (workspace_id, id)
);
create index operation_undoes on operation (workspace_id, undoes);

create table change (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  operation_id uuid not null,
  seq bigint not null,
  table_name text not null,
  row_id uuid not null,
  before jsonb,
  after jsonb,
  primary key (workspace_id, operation_id, seq)
) partition by range (operation_id);
create table leaf.change_default partition of change default;
create index change_row on change (workspace_id, row_id);
create sequence change_seq;
grant usage on sequence change_seq to baton_app, baton_scoped, baton_engine;

-- Writes what a statement changed, only the columns that differ. Fires once a statement, so it is set-based.
create function record_change() returns trigger language plpgsql as $$
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
    select op, nextval('change_seq'), tg_table_name, d.id, d.before, d.after
    from (
      select o.id,
             (select jsonb_object_agg(b.key, b.value) from jsonb_each(to_jsonb(o)) b where b.value is distinct from to_jsonb(n) -> b.key) as before,
             (select jsonb_object_agg(a.key, a.value) from jsonb_each(to_jsonb(n)) a where a.value is distinct from to_jsonb(o) -> a.key) as after
      from old_rows o join new_rows n using (workspace_id, id)
    ) d where d.before is not null;
  end if;
  return null;
end $$;

-- Makes a table a tenant's: row-level security (enabled, not forced), grants, class, and the change log's triggers.
create function make_tenant_table(t regclass, purpose text, audited boolean default true) returns void language plpgsql as $$
declare
  fence text := '(workspace_id = nullif(current_setting(''baton.workspace'', true), '''')::int)';
begin
  execute format('alter table %s enable row level security', t);
  execute format('create policy tenant on %s to baton_app, baton_scoped using %s with check %s', t, fence, fence);
  execute format('grant select, insert, update, delete on %s to baton_app, baton_scoped', t);
  execute format('comment on table %s is %L', t, 'tenant: ' || purpose || case when audited then '' else ' (not in the change log)' end);
  if audited then
    execute format('create trigger change_insert after insert on %s referencing new table as new_rows for each statement execute function record_change()', t);
    execute format('create trigger change_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function record_change()', t);
    execute format('create trigger change_delete after delete on %s referencing old table as old_rows for each statement execute function record_change()', t);
  end if;
end $$;

-- Fences a table to the member's reach for the scoped role: rows whose owner is in baton.reach, and unowned ones where allowed.
create function make_reach(t regclass, owner_column text) returns void language plpgsql as $$
declare
  fence text := format('(%I = any (nullif(current_setting(''baton.reach'', true), '''')::uuid[]) or (%I is null and current_setting(''baton.unowned'', true) = ''on''))', owner_column, owner_column);
begin
  execute format('create policy reach on %s as restrictive to baton_scoped using %s with check %s', t, fence, fence);
end $$;

-- Lets the engine see and take rows of a queue table in every workspace.
create function make_engine_queue(t regclass) returns void language plpgsql as $$
begin
  execute format('create policy engine on %s to baton_engine using (true) with check (true)', t);
  execute format('grant select, insert, update, delete on %s to baton_engine', t);
end $$;

select make_tenant_table('operation', 'one act of a person or the engine that changed living records', false);
select make_tenant_table('change', 'before and after of each changed row, by operation: audit and undo', false);

-- Accents and case do not count in keys. Immutable, so that it may stand in generated columns.
create function fold(value text) returns text language sql immutable parallel safe strict as $$
  select translate(
    replace(replace(replace(lower(regexp_replace(normalize(value, nfd), E'[\u0300-\u036f]', '', 'g')), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
    'łøđı', 'lodi')
$$;
