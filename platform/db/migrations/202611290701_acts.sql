-- An act belongs in the log though it changed no row whose values before and after are kept, as when a mailbox is set up.
-- What changes such rows is put down with the first of them.
create function note_operation() returns void language sql as $$
  insert into operation (id, kind, label, actor, at)
  values (current_setting('baton.operation')::uuid, current_setting('baton.operation_kind'),
          nullif(current_setting('baton.operation_label', true), ''), current_setting('baton.actor'),
          current_setting('baton.now')::timestamptz(3))
  on conflict do nothing
$$;
