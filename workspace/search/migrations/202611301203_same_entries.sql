-- Most changes of a record change nothing of what it is found by: such an entry is left as it is, with its place in the indexes.
create or replace function put_search_entries(ws int, ids uuid[], records text[], owners uuid[], ofs uuid[], titles text[], subtitles text[], texts text[], mails text[] default null)
returns void language sql set search_path = public as $$
  with given as materialized (
    select e.id, e.record, e.owner_id, e.of_id, e.title, e.subtitle,
      case when e.of_id is null then fold(concat_ws(' ', e.title, nullif(e.mail, ''), nullif(e.text, ''))) else '' end as words,
      coalesce(case when e.of_id is null then fold(e.mail) end, '') as mail, case when e.of_id is null then fold(e.text) else '' end as rest,
      case when e.of_id is not null then fold(e.text) end as body
    from unnest(ids, records, owners, ofs, titles, subtitles, texts, mails) as e (id, record, owner_id, of_id, title, subtitle, text, mail)
  ), forgotten as (
    delete from search_word w using given g, search_entry s
    where w.workspace_id = ws and w.id = g.id and s.workspace_id = ws and s.id = g.id and s.title <> g.title
      and w.word <> all (search_words(g.title))
  )
  insert into search_entry (workspace_id, id, record, owner_id, of_id, title, subtitle, words, mail, rest, body)
  select ws, g.* from given g where not exists (
    select from search_entry s where s.workspace_id = ws and s.id = g.id
      and (s.record, s.owner_id, s.of_id, s.title, s.subtitle, s.words, s.mail, s.rest, s.body)
        is not distinct from (g.record, g.owner_id, g.of_id, g.title, g.subtitle, g.words, g.mail, g.rest, g.body))
  on conflict (workspace_id, id) do update set record = excluded.record, owner_id = excluded.owner_id, of_id = excluded.of_id,
    title = excluded.title, subtitle = excluded.subtitle, words = excluded.words, mail = excluded.mail, rest = excluded.rest, body = excluded.body;
  insert into search_word (workspace_id, word, id)
  select ws, n.word, n.id from (
    select k.word, e.id, row_number() over (partition by k.word order by e.id) as place
    from unnest(ids, ofs, titles) as e (id, of_id, title), unnest(search_words(e.title)) k (word)
    where e.of_id is null
      and 3 > (select count(*) from (select from search_word w where w.workspace_id = ws and w.word = k.word limit 3) few)
  ) n where n.place <= 3
  on conflict do nothing
$$;
