-- People are found by their job title and by what is written in fields of the firm's own too. Some at a time, so that no list
-- of a million is made.
select add_search_text(workspace_id, array_agg(id), array_agg(said)) from (
  select c.workspace_id, c.id, concat_ws(' ', c.job_title, string_agg(ltrim(v.text_value, '+'), ' ')) as said
  from contact c left join (
    select v.workspace_id, v.record_id, v.text_value from field_value v
    join field f on f.workspace_id = v.workspace_id and f.id = v.field_id where f.type in ('text', 'prose', 'url', 'email', 'phone')
  ) v on v.workspace_id = c.workspace_id and v.record_id = c.id
  group by c.workspace_id, c.id, c.job_title
) people where said <> '' group by workspace_id, right(id::text, 2);
