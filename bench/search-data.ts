import type { Installation, Laid } from './installation.ts'

/** BATON_BENCH_PEOPLE asks for fewer, for a first look. */
const people = Number(process.env.BATON_BENCH_PEOPLE ?? 1_000_000)
export const sizes = { people, companies: people / 10, notes: people / 10 }
const owners = 50
/** Whose the records are: so many members, each with as much. */
export const ownerOf = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

const firsts =
  'Anna Bernd Carla Dieter Emma Felix Greta Hans Ida Jonas Klara Lukas Mia Nils Olga Paul Rosa Simon Tina Udo Vera Willi Yara Zoe Jürgen Chloé Søren Łucja Björn André'
const starts =
  'Acker Berg Birn Brand Busch Dorn Eber Fels Fink Gold Gries Hage Hart Hoch Holz Kall Klein Korn Krag Lang Lind Loh Mark Meer Mül Neu Ober Pfann Quant Reich Rot Sand Schön Stein Tann Ulm Vogt Wald Wein Zier'
const middles =
  'a al am an ar au e ed el em en er es i ich ig il in ing isch itt o ol on or os ost u ul um un ur ut ach eck ein eld end ert ick ob'
const ends =
  'bach bauer berg beck burg dorf feld furt gard hagen hain hart haus heim hof holz horst kamp lein ler mann meier moser ner reuter rich ring roth schmidt see stedt stein thal wald wang weber weiler werth zell'

const list = (words: string) => `array['${words.replaceAll(' ', "','")}']`
const place = (seed: string, of: string, many: number) =>
  `(hashtextextended('${seed}' || ${of}, 0) & 2147483647) % ${many}`
const pick = (words: string, seed: string, of: string) =>
  `(${list(words)})[1 + ${place(seed, of, words.split(' ').length)}]`
/** One of some sixty thousand last names; the first of them are far more common, as in life. */
const last = (seed: string, of: string) => {
  const [one, two, three] = [starts, middles, ends].map((words) => words.split(' ').length) as [
    number,
    number,
    number,
  ]
  const nth = `floor(power((hashtextextended('${seed}' || ${of}, 0) & 2147483647) / 2147483648.0, 2) * ${one * two * three})::int`
  const part = (words: string, from: number, many: number) => `(${list(words)})[1 + i / ${from} % ${many}]`
  return `(select ${part(starts, 1, one)} || ${part(middles, one, two)} || ${part(ends, one * two, three)} from (select ${nth} as i) nth)`
}
const id = (kind: string, of: string) => `encode(sha256(('${kind}' || ${of})::bytea), 'hex')::char(32)::uuid`
const owner = (of: string) =>
  `('00000000-0000-7000-8000-' || lpad(to_hex(${place('o', of, owners)}), 12, '0'))::uuid`

/** Entries laid into the table as if they had been there for long; what they are of is not asked by a search. */
export const populate = ({ database, workspaceId: w }: Laid): Promise<void> =>
  database.owner(async (client) => {
    // Made at the end, in one go, as an index of a million is quickest.
    const { rows: indexes } = await client.query<{ name: string; made: string }>(
      `select indexname as name, indexdef as made from pg_indexes
       where tablename in ('search_entry', 'search_word') and indexname not like '%_pkey'`,
    )
    for (const { name } of indexes) await client.query(`drop index ${name}`)
    await client.query("set maintenance_work_mem = '512MB'; set synchronous_commit = off")
    await client.query(`
      create temporary table firm as select n, ${last('c', 'n')} as name, ${pick('GmbH AG KG Werke Gruppe', 'f', 'n')} as form,
        ${pick('Köln Bonn Ulm Trier Aachen Weimar Jena Kiel Lübeck Gießen', 't', 'n')} as town from generate_series(0, ${sizes.companies - 1}) n`)
    await client.query('create index on firm (n)')
    await client.query('analyze firm')
    await client.query(`
      insert into search_entry (workspace_id, id, record, owner_id, title, subtitle, words, mail, rest)
      select ${w}, ${id('p', 'n')}, 'contact', ${owner('n')}, name, firm, concat_ws(' ', fold(name), mail, rest), mail, rest
      from (select *, first || ' ' || last as name, fold(last || n || '@' || domain) as mail,
          fold(concat_ws(' ', firm, town, '49' || (1700000000 + n * 7919::bigint % 99999989))) as rest from (select p.n, ${pick(firsts, 'a', 'p.n')} as first, ${last('l', 'p.n')} as last, f.name || ' ' || f.form as firm, f.town,
          fold(f.name) || f.n || '.example' as domain
        from generate_series(1, ${sizes.people}) p (n) join firm f on f.n = ${place('w', 'p.n', sizes.companies)}) one) said`)
    await client.query(`
      insert into search_entry (workspace_id, id, record, owner_id, title, subtitle, words, rest)
      select ${w}, ${id('c', 'n')}, 'company', ${owner('n')}, title, town, concat_ws(' ', fold(title), rest), rest
      from (select *, name || ' ' || form as title, fold(concat_ws(' ', name || n || '.example', town)) as rest from firm) said`)
    await client.query(`
      insert into search_entry (workspace_id, id, record, of_id, title, subtitle, words, body)
      select ${w}, ${id('n', 'n')}, 'note', ${id('p', 'n')}, '', text, '', fold(text)
      from (select n, 'Called about the offer for ' || ${last('x', 'n')} || ', they decide in spring. Asked for ' || ${last('y', 'n')}
          || ', who was at the fair with ' || ${last('z', 'n')} || '; wants a drawing, the price for ' || n || ' pieces and a date.' as text
        from generate_series(1, ${sizes.notes}) n) one`)
    await client.query(`
      insert into search_word (workspace_id, word, id)
      select ${w}, n.word, n.id from (
        select k.word, e.id, row_number() over (partition by k.word order by e.id) as place
        from search_entry e, unnest(search_words(e.title)) k (word) where e.of_id is null) n
      where n.place <= 3`)
    for (const { made } of indexes) await client.query(made)
    await client.query('vacuum analyze search_entry, search_word')
    await client.query('reset maintenance_work_mem; reset synchronous_commit')
  })

/** People who are looked for, spread over all of them, and what is known of each. */
export async function asked(at: Installation, many: number) {
  const rows = await at.sql<{ title: string; words: string }>(
    `select title, words from search_entry where workspace_id = $1 and id in
       (select ${id('p', 'n')} from generate_series(1, ${sizes.people}, ${Math.floor(sizes.people / many)}) n) limit ${many}`,
    [at.workspaceId],
  )
  return rows.map(({ title, words }) => {
    const [first, last] = title.split(' ') as [string, string]
    return {
      ...{ title, first, last },
      domain: /@(\S+)/.exec(words)![1]!,
      phone: /\d+$/.exec(words)![0],
    }
  })
}
