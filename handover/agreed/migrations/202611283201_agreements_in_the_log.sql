-- Whoever drafts, changes, signs and calls off stands in the change log.
do $$
declare t regclass;
begin
  foreach t in array array['agreement', 'agreement_signature']::regclass[] loop
    execute format('create trigger change_insert after insert on %s referencing new table as new_rows for each statement execute function record_change()', t);
    execute format('create trigger change_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function record_change()', t);
    execute format('create trigger change_delete after delete on %s referencing old table as old_rows for each statement execute function record_change()', t);
    execute format('comment on table %s is %L', t, replace(obj_description(t), ' (not in the change log)', ''));
  end loop;
end $$;
