create extension if not exists pg_trgm;
create table search_entry (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  record text not null,
  owner_id uuid,
  title text not null,
  subtitle text not null,
  words text not null,
  primary key (workspace_id, id)
);
comment on column search_entry.words is 'folded text and digits; only search() reads it through the trigram index';
create index search_entry_words on search_entry using gin (words gin_trgm_ops);
select make_tenant_table('search_entry', 'what the search box finds; recomputed from the records', false);

-- Trigram operators are not leakproof, so under a policy they reach no index. This function is the one fence around them.
create function search(query text, reach uuid[], unowned boolean, records text[], most int)
returns table (id uuid, record text, title text, subtitle text, rank real)
language plpgsql stable security definer set search_path = public as $$
declare ws int := nullif(current_setting('baton.workspace', true), '')::int;
begin
  return query
  select e.id, e.record, e.title, e.subtitle,
         (case when fold(e.title) like w.first || '%' then 2 else 0 end + word_similarity(w.folded, e.words))::real as rank
  from search_entry e, (select fold(query) as folded, split_part(fold(query), ' ', 1) as first) w
  where e.workspace_id = ws and e.record = any (records)
    and (reach is null or e.owner_id = any (reach) or (unowned and e.owner_id is null))
    and not exists (select from regexp_split_to_table(trim(w.folded), '\s+') part
                    where e.words not like '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%')
    and e.words like '%' || replace(replace(replace(w.first, '\', '\\'), '%', '\%'), '_', '\_') || '%'
  order by rank desc, e.title, e.id
  limit least(most, 100);
end $$;
revoke execute on function search(text, uuid[], boolean, text[], int) from public;
grant execute on function search(text, uuid[], boolean, text[], int) to baton_app, baton_scoped;
