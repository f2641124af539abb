create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create table search_entry (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  id uuid not null,
  record text not null,
  owner_id uuid,
  title text not null,
  title_key text collate "C" generated always as (fold(title)) stored,
  subtitle text not null,
  words text not null,
  primary key (workspace_id, id)
);
comment on column search_entry.words is 'folded text and digits; only search() reads it through the trigram index';
create index search_entry_words on search_entry using gin (workspace_id, words gin_trgm_ops);
create index search_entry_title on search_entry (workspace_id, title_key, id);
select make_tenant_table('search_entry', 'what the search box finds; recomputed from the records', false);

-- Trigram operators are not leakproof, so under a policy they reach no index. This function is the one fence around them.
-- Every word must occur; the longest one leads through the index. Fewer than three letters make no trigram: then titles
-- that begin so are found. What is found first is ranked, and of very common words only the first thousand.
create function search(query text, reach uuid[], unowned boolean, records text[], most int)
returns table (id uuid, record text, title text, subtitle text, rank real)
language plpgsql stable security definer set search_path = public as $$
declare
  ws int := nullif(current_setting('baton.workspace', true), '')::int;
  folded text := left(trim(regexp_replace(fold(query), '\s+', ' ', 'g')), 200);
  parts text[] := array(
    select '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    from unnest(string_to_array(folded, ' ')) part where part <> '' order by length(part) desc limit 10);
begin
  if ws is null or folded = '' then
    return;
  end if;
  if length(folded) < 3 then
    return query
    select e.id, e.record, e.title, e.subtitle, 2::real from search_entry e
    where e.workspace_id = ws and e.title_key >= folded and e.title_key < folded || chr(1114111) and e.record = any (records)
      and (reach is null or e.owner_id = any (reach) or (unowned and e.owner_id is null))
    order by e.title_key, e.id limit least(most, 100);
  else
    return query execute $q$
      select f.id, f.record, f.title, f.subtitle,
             (case when starts_with(f.title_key, $2) then 2 else 0 end + word_similarity($2, f.words))::real as rank
      from (
        select e.* from search_entry e
        where e.workspace_id = $1 and e.words like $3 and e.words like all ($4) and e.record = any ($5)
          and ($6 is null or e.owner_id = any ($6) or ($7 and e.owner_id is null))
        limit 1000
      ) f
      order by rank desc, f.title_key, f.id limit least($8, 100)$q$
    using ws, folded, parts[1], parts, records, reach, unowned, most;
  end if;
end $$;
revoke execute on function search(text, uuid[], boolean, text[], int) from public;
grant execute on function search(text, uuid[], boolean, text[], int) to baton_app, baton_scoped;
