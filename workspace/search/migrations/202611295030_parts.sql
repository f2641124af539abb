-- An entry's text by where it stands, so that lists can ask for a part of a name or of an address without reading all those
-- who have it elsewhere: names by title_key, addresses by mail, everything else by rest. words stays the whole of it.
alter table search_entry add column mail text not null default '', add column rest text not null default '';
comment on column search_entry.mail is 'folded addresses; the functions alone read it through the trigram index';
comment on column search_entry.rest is 'folded, what it may be found by beside title and addresses; read as mail is';
comment on column search_entry.words is 'folded text and digits: title, addresses and the rest';
drop index search_entry_words;
-- Here the rest of what is there already holds all of it; the next change of a record tells them apart.
update search_entry set rest = words,
  mail = coalesce((select string_agg(part, ' ') from unnest(string_to_array(words, ' ')) part where position('@' in part) > 0), '')
where of_id is null;
create index search_entry_parts on search_entry using gin (workspace_id, title_key gin_trgm_ops, mail gin_trgm_ops, rest gin_trgm_ops);

drop function put_search_entries(int, uuid[], text[], uuid[], uuid[], text[], text[], text[]);
create function put_search_entries(ws int, ids uuid[], records text[], owners uuid[], ofs uuid[], titles text[], subtitles text[], texts text[], mails text[] default null)
returns void language sql set search_path = public as $$
  insert into search_entry (workspace_id, id, record, owner_id, of_id, title, subtitle, words, mail, rest, body)
  select ws, e.id, e.record, e.owner_id, e.of_id, e.title, e.subtitle,
    case when e.of_id is null then fold(concat_ws(' ', e.title, nullif(e.mail, ''), nullif(e.text, ''))) else '' end,
    coalesce(case when e.of_id is null then fold(e.mail) end, ''), case when e.of_id is null then fold(e.text) else '' end,
    case when e.of_id is not null then fold(e.text) end
  from unnest(ids, records, owners, ofs, titles, subtitles, texts, mails) as e (id, record, owner_id, of_id, title, subtitle, text, mail)
  on conflict (workspace_id, id) do update set record = excluded.record, owner_id = excluded.owner_id, of_id = excluded.of_id,
    title = excluded.title, subtitle = excluded.subtitle, words = excluded.words, mail = excluded.mail, rest = excluded.rest, body = excluded.body;
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

-- More that records are found by; for migrations of slices above, whose next change of a record writes all of it anew.
create function add_search_text(ws int, ids uuid[], texts text[]) returns void language sql set search_path = public as $$
  update search_entry e set words = e.words || ' ' || n.text, rest = e.rest || ' ' || n.text
  from (select id, fold(text) as text from unnest(ids, texts) as t (id, text)) n where e.workspace_id = ws and e.id = n.id
$$;

-- Which records of a kind have this part of a word where it is looked for, for lists: names (title), addresses (mail) or
-- anything else that is kept of them (rest). Null in ids where it can't be told: common says whether because many have it, or
-- because too little of a word was typed for the index. Without the reach of who asks: the list's own fence has it. Volatile,
-- since no other function may ask for a plan.
create function search_part(kind text, place text, part text, most int)
returns table (ids uuid[], common boolean)
language plpgsql volatile security definer set search_path = public as $$
declare
  ws int := nullif(current_setting('baton.workspace', true), '')::int;
  folded text := left(fold(part), 100);
  -- A dozen letters say enough, and each more is another list of the index to be read.
  lead text := case when left(folded, 14) ~ '[[:alnum:]]{3}' then left(folded, 14) else folded end;
  place_key text := case place when 'title' then 'title_key' when 'mail' then 'mail' when 'rest' then 'rest' end;
  test text;
  plan json;
begin
  ids := null;
  common := false;
  if ws is null or folded = '' then
    return next;
    return;
  end if;
  test := format('e.workspace_id = %s and e.record = %L and e.%I like %L', ws, kind, place_key,
    '%' || replace(replace(replace(lead, '\', '\\'), '%', '\%'), '_', '\_') || '%');
  execute 'explain (format json) select from search_entry e where ' || test into plan;
  -- Told from a sample of a hundred: only what is far beyond is taken for common unseen.
  common := (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float8 > 6 * most;
  if not common and lead ~ '[[:alnum:]]{3}|[^[:alnum:]][[:alnum:]]' then
    execute format('select array(select e.id from search_entry e where %s and position(%L in e.%I) > 0 limit %s)',
      test, folded, place_key, most + 1) into ids;
    if cardinality(ids) > most then
      ids := null;
      common := true;
    end if;
  end if;
  return next;
end $$;
revoke execute on function search_part(text, text, text, int) from public;
grant execute on function search_part(text, text, text, int) to baton_app, baton_scoped;
