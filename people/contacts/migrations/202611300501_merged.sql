-- What a merged person was known by leads to who stayed, and is looked up with every key that nobody living has.
create index contact_merged on contact (workspace_id, merged_into) where merged_into is not null;

-- Who was merged before this is found by their own name, address and number too.
select add_search_text(workspace_id, array_agg(winner), array_agg(said)) from (
  with recursive one (workspace_id, winner, id) as (
    select workspace_id, merged_into, id from contact where merged_into is not null
    union select one.workspace_id, one.winner, c.id from one join contact c on c.workspace_id = one.workspace_id and c.merged_into = one.id
  )
  select one.workspace_id, one.winner,
    string_agg(concat_ws(' ', c.name, c.email, ltrim(regexp_replace(c.phone, '\D', '', 'g'), '0'), ltrim(c.phone_key, '+')), ' ') as said
  from one join contact c on c.workspace_id = one.workspace_id and c.id = one.id where c.deleted_at is null
  group by one.workspace_id, one.winner
) people group by workspace_id;
