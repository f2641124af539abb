-- Towns and countries are looked up as sectors are; the few in the bin are asked for beside what the search finds.
alter table company
  add column city_key text collate "C" generated always as (fold(city)) stored,
  add column country_key text collate "C" generated always as (fold(country)) stored;
create index company_city on company (workspace_id, city_key, id);
create index company_country on company (workspace_id, country_key, id);
create index company_gone on company (workspace_id, id) where deleted_at is not null or merged_into is not null;
select add_search_text(workspace_id, array_agg(id), array_agg(said)) from (
  select c.workspace_id, c.id, concat_ws(' ', c.country, c.sector, string_agg(ltrim(v.text_value, '+'), ' ')) as said
  from company c left join (
    select v.workspace_id, v.record_id, v.text_value from field_value v
    join field f on f.workspace_id = v.workspace_id and f.id = v.field_id where f.type in ('text', 'prose', 'url', 'email', 'phone')
  ) v on v.workspace_id = c.workspace_id and v.record_id = c.id
  group by c.workspace_id, c.id, c.country, c.sector
) companies where said <> '' group by workspace_id, right(id::text, 2);
