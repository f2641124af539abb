-- As before, but that the words that lead are looked for in each part of an entry, and that two may.
create or replace function search(query text, me uuid, reach uuid[], unowned boolean, records text[], holders text[], most int, each int)
returns table (id uuid, record text, title text, subtitle text, holder uuid, holder_record text)
language plpgsql stable security definer set search_path = public as $$
declare
  ws int := nullif(current_setting('baton.workspace', true), '')::int;
  folded text := left(trim(regexp_replace(fold(query), '\s+', ' ', 'g')), 200);
  owners uuid[] := case when reach is not null then reach || '00000000-0000-0000-0000-000000000000'::uuid end;
  likes text[] := array(
    select '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    from unnest(string_to_array(folded, ' ')) part where part <> '' order by length(part) desc limit 10);
  -- The two longest may lead through the index. A dozen letters say enough, and each more is another list of it to be read.
  leads text[] := array(
    select case when length(l) <= 14 then l else rtrim(left(l, 13), '\') || '%' end
    from unnest(likes[:2]) with ordinality w (l, nth) where nth = 1 or length(l) > 4 order by nth);
  begins text[];
  within text := '(%1$s.owner_id = any ($5) or ($6 and %1$s.owner_id is null))';
  head text := 'select e.* from unnest($4) k%2$s, lateral (select * from search_entry s where s.workspace_id = $1 and s.record = k'
    || ' and s.title_key >= $2 and s.title_key < $3%1$s order by s.title_key, s.id limit $7) e';
  found text;
begin
  if ws is null or folded = '' then
    return;
  end if;
  found := format(head, ' and s.owner_id = o', ', unnest($8) o');
  if owners is null then
    within := 'true';
    found := found || ' union all ' || format(head, '', '');
  elsif unowned then
    found := found || ' union all ' || format(head, ' and s.owner_id is null', '');
  end if;
  if length(folded) >= 3 then
    found := found || format($q$
      union all (select e.* from search_entry e where e.workspace_id = $1 and %s and e.words like all ($9)
        and e.record = any ($4) and %s limit 1000)$q$,
      (select string_agg(format('(e.title_key like %1$L or e.mail like %1$L or e.rest like %1$L)', l), ' and ') from unnest(leads) l),
      format(within, 'e'));
    if cardinality(holders) > 0 then
      found := found || format($q$
        union all (select e.* from search_entry e join search_entry o on o.workspace_id = $1 and o.id = e.of_id
          where e.workspace_id = $1 and e.of_id is not null and %s and e.body like all ($9) and e.record = any ($4)
            and o.record = any ($11) and %s limit 1000)$q$,
        (select string_agg(format('e.body like %L', l), ' and ') from unnest(leads) l), format(within, 'o'));
    end if;
  end if;
  begins := array(
    select '\m' || regexp_replace(part, '([^[:alnum:]])', '\\\1', 'g') from unnest(string_to_array(folded, ' ')) part where part <> '');
  return query execute format($q$
    with found as (select distinct on (e.id) e.* from (%s) e),
    ranked as (
      select f.*, coalesce(f.owner_id = $12, false) as mine, case
          when f.of_id is not null then case when f.body ~ all ($10) then 3 else 4 end
          when f.title_key = $2 then 0
          when starts_with(f.title_key, $2) then 1
          when f.title_key collate "default" ~ all ($10) then 2
          when f.words ~ all ($10) then 3
          else 4 end as tier
      from found f),
    placed as (
      select r.*, row_number() over (partition by r.record order by r.tier, r.mine desc, r.title_key, r.id desc) as place from ranked r),
    best as (
      select p.* from placed p where p.place <= $13
      order by p.tier, p.of_id is not null, p.mine desc, p.title_key, p.id desc limit $7)
    select b.id, b.record, coalesce(o.title, b.title), b.subtitle, o.id, o.record
    from best b left join search_entry o on o.workspace_id = $1 and o.id = b.of_id
    order by b.tier, b.of_id is not null, b.mine desc, b.title_key, b.id desc$q$, found)
  using ws, folded, folded || chr(1114111), records, owners, unowned, least(most, 100), coalesce(owners, array[me]),
    likes, begins, holders, me, each;
end $$;

create or replace function search_near(query text, me uuid, reach uuid[], unowned boolean, records text[], most int)
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
    (select string_agg(format($q$(select %1$s as place, e.* from search_entry e
        where e.workspace_id = $1 and (e.title_key like %2$L or e.mail like %2$L or e.rest like %2$L)%3$s
        and e.record = any ($3) and ($4 is null or e.owner_id = any ($4) or ($5 and e.owner_id is null)) limit 100)$q$,
      case when place <= cardinality(lead) then place else 0 end, word, coalesce(' and ' || nullif(beside, ''), '')), ' union all ')
     from unnest(lead || case when others then array[led] else '{}' end) with ordinality w (word, place)))
  using ws, likes, records, owners, unowned, me, most;
end $$;
