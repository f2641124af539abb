create extension if not exists fuzzystrmatch;

-- Words of titles, so that what was typed is compared with some ten thousands of words and not with a million records.
-- Each word keeps the first few records that have it: enough that it outlives one of them, and gone with the last. No two
-- records want the same row, so that nobody waits for another's import.
create table search_word (
  workspace_id int not null default nullif(current_setting('baton.workspace', true), '')::int,
  word text collate "C" not null,
  id uuid not null,
  primary key (workspace_id, word, id)
);
comment on column search_word.id is 'a record whose title has the word; of many the first few';
create index search_word_near on search_word using gin (workspace_id, word gin_trgm_ops);
create index search_word_id on search_word (workspace_id, id);
select make_tenant_table('search_word', 'words of titles, for who mistypes one; recomputed from the records', false);

create function search_words(title text) returns text[] language sql immutable parallel safe set search_path = public as $$
  select array(select distinct word from regexp_split_to_table(fold(title), '[^[:alpha:]]+') word where length(word) between 4 and 40)
$$;

create or replace function put_search_entries(ws int, ids uuid[], records text[], owners uuid[], ofs uuid[], titles text[], subtitles text[], texts text[])
returns void language sql set search_path = public as $$
  insert into search_entry (workspace_id, id, record, owner_id, of_id, title, subtitle, words, body)
  select ws, e.id, e.record, e.owner_id, e.of_id, e.title, e.subtitle,
    case when e.of_id is null then fold(e.text) else '' end, case when e.of_id is not null then fold(e.text) end
  from unnest(ids, records, owners, ofs, titles, subtitles, texts) as e (id, record, owner_id, of_id, title, subtitle, text)
  on conflict (workspace_id, id) do update set record = excluded.record, owner_id = excluded.owner_id, of_id = excluded.of_id,
    title = excluded.title, subtitle = excluded.subtitle, words = excluded.words, body = excluded.body;
  delete from search_word w using unnest(ids, titles) as e (id, title)
  where w.workspace_id = ws and w.id = e.id and w.word <> all (search_words(e.title));
  insert into search_word (workspace_id, word, id)
  select ws, n.word, n.id from (
    select k.word, e.id, row_number() over (partition by k.word order by e.id) as place
    from unnest(ids, ofs, titles) as e (id, of_id, title), unnest(search_words(e.title)) k (word)
    where e.of_id is null
      and 3 > (select count(*) from (select from search_word w where w.workspace_id = ws and w.word = k.word limit 3) few)
  ) n where n.place <= 3
  on conflict do nothing
$$;

insert into search_word (workspace_id, word, id)
select n.workspace_id, n.word, n.id from (
  select e.workspace_id, k.word, e.id, row_number() over (partition by e.workspace_id, k.word order by e.id) as place
  from search_entry e, unnest(search_words(e.title)) k (word) where e.of_id is null
) n where n.place <= 3;

-- What is called nearly so, for when little is called so: each word of four letters or more may differ by one letter, of
-- eight or more by two, have two neighbours swapped, or be the beginning of such a word. What holds all words as they were
-- typed is search()'s; words with digits or signs and short ones must occur as they are.
create function search_near(query text, me uuid, reach uuid[], unowned boolean, records text[], most int)
returns table (id uuid, record text, title text, subtitle text)
language plpgsql stable security definer set search_path = public set pg_trgm.similarity_threshold = 0.35 as $$
declare
  ws int := nullif(current_setting('baton.workspace', true), '')::int;
  folded text := left(trim(regexp_replace(fold(query), '\s+', ' ', 'g')), 200);
  owners uuid[] := case when reach is not null then reach || '00000000-0000-0000-0000-000000000000'::uuid end;
  typed text;
  letters int;
  words text[];
  likes text[] := '{}';
  lead text[] := '{}';
  led text;
  beside text;
  parts text[] := '{}';
  others boolean := false;
begin
  if ws is null or exists (
    select from search_entry e where e.workspace_id = ws and e.record = any (records) and e.title_key = folded
      and (owners is null or e.owner_id = any (owners) or (unowned and e.owner_id is null))) then
    return; -- who types a name as it is has not mistyped it
  end if;
  for typed in
    select part from unnest(string_to_array(folded, ' ')) part where part <> '' order by length(part) desc limit 6
  loop
    letters := length(typed);
    likes := likes || ('%' || replace(replace(replace(typed, '\', '\\'), '%', '\%'), '_', '\_') || '%');
    words := '{}';
    if typed ~ '^[[:alpha:]]{4,40}$' then
      -- One letter is more of a short word.
      perform set_config('pg_trgm.similarity_threshold', case letters when 4 then '0.25' when 5 then '0.3' else '0.35' end, true);
      words := array(
        select '%' || n.word || '%' from (
          select c.word, least(
            levenshtein_less_equal(typed, c.word, 2),
            case when letters >= 5 and length(c.word) > letters then 0.5 + levenshtein_less_equal(typed, left(c.word, letters), 2) end,
            case when letters >= 5 and length(c.word) > letters + 1 then 0.5 + levenshtein_less_equal(typed, left(c.word, letters + 1), 2) end) as distance
          from (select distinct w.word from search_word w where w.workspace_id = ws and w.word % typed) c
          union all
          select distinct w.word, 1 from generate_series(1, letters - 1) i join search_word w on w.workspace_id = ws
            and w.word = left(typed, i - 1) || substr(typed, i + 1, 1) || substr(typed, i, 1) || substr(typed, i + 2)
        ) n
        where position(typed in n.word) = 0 and n.distance <= case when letters < 8 then 1.5 else 2.5 end
        group by n.word order by min(n.distance), similarity(n.word, typed) desc, n.word limit 4);
    end if;
    if cardinality(lead) = 0 and cardinality(words) > 0 then
      lead := words;
      led := likes[cardinality(likes)];
    else
      others := others or cardinality(words) > 0;
      -- Not by the index: the leading word is the rarer one as a rule, and two lists of it cost more than one.
      parts := parts || format('e.words || '''' like any (%L::text[])', words || likes[cardinality(likes)]);
    end if;
  end loop;
  if cardinality(lead) = 0 then
    return;
  end if;
  beside := array_to_string(parts, ' and ');
  -- One look for each near word, the nearest first; a word typed right leads where another one is mistyped.
  return query execute format($q$
    select f.id, f.record, f.title, f.subtitle from (
      select distinct on (e.id) e.* from (%s) e order by e.id, e.place
    ) f
    where not f.words like all ($2)
    order by f.place, coalesce(f.owner_id = $6, false) desc, f.title_key, f.id desc limit least($7, 100)$q$,
    (select string_agg(format($q$(select %s as place, e.* from search_entry e where e.workspace_id = $1 and e.words like %L%s
        and e.record = any ($3) and ($4 is null or e.owner_id = any ($4) or ($5 and e.owner_id is null)) limit 100)$q$,
      case when place <= cardinality(lead) then place else 0 end, word, coalesce(' and ' || nullif(beside, ''), '')), ' union all ')
     from unnest(lead || case when others then array[led] else '{}' end) with ordinality w (word, place)))
  using ws, likes, records, owners, unowned, me, most;
end $$;
revoke execute on function search_near(text, uuid, uuid[], boolean, text[], int) from public;
grant execute on function search_near(text, uuid, uuid[], boolean, text[], int) to baton_app, baton_scoped;
