-- Whoever brings in very many new records may note them afterwards (`note_changed_records` itself, without the setting): their
-- place in the order is then that of the moment when they are noted.
create or replace function note_changed_records(ids uuid[], kind text) returns void language plpgsql as $$
begin
  if coalesce(current_setting('baton.noted_later', true), '') = 'on' then
    return;
  end if;
  if kind = '' then
    update changed_record set at = current_setting('baton.now')::timestamptz(3), number = null
    where workspace_id = nullif(current_setting('baton.workspace', true), '')::int and record_id = any(ids);
  else
    insert into changed_record (record_id, record, at)
    select id, kind, current_setting('baton.now')::timestamptz(3) from unnest(ids) as id order by id
    on conflict (workspace_id, record_id) do update set at = excluded.at, number = null;
  end if;
end $$;
