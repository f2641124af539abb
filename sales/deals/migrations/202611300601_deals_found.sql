-- Deals are found by their number, their person where both are of the same owner, and by what is written in fields of the firm's own.
select add_search_text(workspace_id, array_agg(id), array_agg(said)) from (
  select d.workspace_id, d.id, concat_ws(' ', d.external_id, c.name, string_agg(ltrim(v.text_value, '+'), ' ')) as said
  from deal d
  left join contact c on c.workspace_id = d.workspace_id and c.id = d.contact_id and c.owner_id is not distinct from d.owner_id
    and c.deleted_at is null
  left join (
    select v.workspace_id, v.record_id, v.text_value from field_value v
    join field f on f.workspace_id = v.workspace_id and f.id = v.field_id where f.type in ('text', 'prose', 'url', 'email', 'phone')
  ) v on v.workspace_id = d.workspace_id and v.record_id = d.id
  group by d.workspace_id, d.id, d.external_id, c.name
) deals where said <> '' group by workspace_id, right(id::text, 2);
