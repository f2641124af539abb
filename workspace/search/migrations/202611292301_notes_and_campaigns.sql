-- What hangs on a record, as a note, is found by its text and lies within reach as its record does: the record's own entry
-- says whose that is, so that nothing of a note changes when its person gets another owner, goes, or comes back.
alter table search_entry add column of_id uuid, add column body text;
comment on column search_entry.of_id is 'the record that it hangs on, whose reach it has';
comment on column search_entry.body is 'folded text of what hangs on a record; only search() reads it through the trigram index';
comment on column search_entry.owner_id is 'whose it is; null: nobody''s; all zeros: everybody''s, as a campaign';
create index search_entry_body on search_entry using gin (workspace_id, body gin_trgm_ops) where of_id is not null;
create index search_entry_kind on search_entry (workspace_id, record, title_key, id);
create index search_entry_owner on search_entry (workspace_id, owner_id, record, title_key, id);
drop index search_entry_title;

-- Writes what is found, anew for each record given; slices above call it, migrations of theirs too.
create function put_search_entries(ws int, ids uuid[], records text[], owners uuid[], ofs uuid[], titles text[], subtitles text[], texts text[])
returns void language sql set search_path = public as $$
  insert into search_entry (workspace_id, id, record, owner_id, of_id, title, subtitle, words, body)
  select ws, e.id, e.record, e.owner_id, e.of_id, e.title, e.subtitle,
    case when e.of_id is null then fold(e.text) else '' end, case when e.of_id is not null then fold(e.text) end
  from unnest(ids, records, owners, ofs, titles, subtitles, texts) as e (id, record, owner_id, of_id, title, subtitle, text)
  on conflict (workspace_id, id) do update set record = excluded.record, owner_id = excluded.owner_id, of_id = excluded.of_id,
    title = excluded.title, subtitle = excluded.subtitle, words = excluded.words, body = excluded.body
$$;

-- Trigram operators are not leakproof, so under a policy they reach no index. This function is the one fence around them.
-- Titles that are or begin so come from the order of titles, each kind's and the member's own; what holds every word comes
-- from the trigrams, led by the longest, and of very common words only the first thousand. Then: the title itself, its
-- beginning, beginnings of its words, beginnings of other words, the middle of words; the member's own first.
-- Fewer than three letters make no trigram: then only titles that begin so are found.
drop function search(text, uuid[], boolean, text[], int);
create function search(query text, me uuid, reach uuid[], unowned boolean, records text[], holders text[], most int, each int)
returns table (id uuid, record text, title text, subtitle text, holder uuid, holder_record text)
language plpgsql stable security definer set search_path = public as $$
declare
  ws int := nullif(current_setting('baton.workspace', true), '')::int;
  folded text := left(trim(regexp_replace(fold(query), '\s+', ' ', 'g')), 200);
  owners uuid[] := case when reach is not null then reach || '00000000-0000-0000-0000-000000000000'::uuid end;
  likes text[] := array(
    select '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    from unnest(string_to_array(folded, ' ')) part where part <> '' order by length(part) desc limit 10);
  -- A dozen letters say enough, and each more is another list of the index to be read.
  lead text := case when length(likes[1]) <= 14 then likes[1] else rtrim(left(likes[1], 13), '\') || '%' end;
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
      union all (select e.* from search_entry e where e.workspace_id = $1 and e.words like $9 and e.words like all ($10)
        and e.record = any ($4) and %s limit 1000)$q$, format(within, 'e'));
    if cardinality(holders) > 0 then
      found := found || format($q$
        union all (select e.* from search_entry e join search_entry o on o.workspace_id = $1 and o.id = e.of_id
          where e.workspace_id = $1 and e.of_id is not null and e.body like $9 and e.body like all ($10) and e.record = any ($4)
            and o.record = any ($12) and %s limit 1000)$q$, format(within, 'o'));
    end if;
  end if;
  begins := array(
    select '\m' || regexp_replace(part, '([^[:alnum:]])', '\\\1', 'g') from unnest(string_to_array(folded, ' ')) part where part <> '');
  return query execute format($q$
    with found as (select distinct on (e.id) e.* from (%s) e),
    ranked as (
      select f.*, coalesce(f.owner_id = $13, false) as mine, case
          when f.of_id is not null then case when f.body ~ all ($11) then 3 else 4 end
          when f.title_key = $2 then 0
          when starts_with(f.title_key, $2) then 1
          when f.title_key collate "default" ~ all ($11) then 2
          when f.words ~ all ($11) then 3
          else 4 end as tier
      from found f),
    placed as (
      select r.*, row_number() over (partition by r.record order by r.tier, r.mine desc, r.title_key, r.id desc) as place from ranked r),
    best as (
      select p.* from placed p where p.place <= $14
      order by p.tier, p.of_id is not null, p.mine desc, p.title_key, p.id desc limit $7)
    select b.id, b.record, coalesce(o.title, b.title), b.subtitle, o.id, o.record
    from best b left join search_entry o on o.workspace_id = $1 and o.id = b.of_id
    order by b.tier, b.of_id is not null, b.mine desc, b.title_key, b.id desc$q$, found)
  using ws, folded, folded || chr(1114111), records, owners, unowned, least(most, 100), coalesce(owners, array[me]),
    lead, case when lead = likes[1] then likes[2:] else likes end, begins, holders, me, each;
end $$;
revoke execute on function search(text, uuid, uuid[], boolean, text[], text[], int, int) from public;
grant execute on function search(text, uuid, uuid[], boolean, text[], text[], int, int) to baton_app, baton_scoped;
