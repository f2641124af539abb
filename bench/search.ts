import { loadavg } from 'node:os'
import { sql } from 'kysely'
import { searchBox, searchText } from '#workspace/search'
import type { Benchmark } from './bench.ts'
import { type Installation, install, seconds } from './installation.ts'
import { processorMs } from './processor.ts'
import { asked, ownerOf, populate, sizes } from './search-data.ts'

const questions = 40
const checked = 2
const targetMs = 50
const box = { limit: 24, each: 6 }
const kinds = ['contact', 'company', 'deal', 'campaign']
const member = ownerOf(7)
/** Of words that more have, any are found. */
const ranked = 1000

/** What is typed, by its shape; `own`: by a member who sees their own records alone. */
type Shape = { name: string; typed: string[]; own?: boolean }
type Taken = { ms: number; processorMs: number }
type Row = { id: string; record: string; title: string }

/** The search box at a million people. Floor: a record looked up by its key, beside all fences. */
export const search: Benchmark = {
  name: 'search-1m',
  work: `the slowest of ${questions} questions of the slowest shape, among ${sizes.people.toLocaleString('en')} people, ${sizes.companies.toLocaleString('en')} companies and ${sizes.notes.toLocaleString('en')} notes`,
  unit: 'ms',
  rounds: 1,
  prepare: async () => {
    const at = await install({ name: 'search', populate })
    const shapes = await shapesOf(at)
    return {
      oracle: async () => {
        for (const shape of shapes)
          for (const typed of shape.typed.slice(0, checked)) await compare(at, shape, typed)
      },
      round: async () => {
        const slowest: number[] = []
        for (const shape of shapes) {
          const taken: Taken[] = []
          for (const typed of shape.typed) taken.push((await answer(at, shape, typed)).taken)
          const of = (what: keyof Taken, part: number) =>
            taken.map((it) => it[what]).toSorted((one, other) => one - other)[
              Math.ceil(taken.length * part) - 1
            ]!
          const said = (what: keyof Taken) =>
            `median ${of(what, 0.5).toFixed(1)}, p99 ${of(what, 0.99).toFixed(1)}`
          console.error(`${shape.name}: ${said('ms')} ms; on a processor ${said('processorMs')} ms`)
          slowest.push(of('ms', 0.99))
        }
        console.error(`load ${loadavg().map((it) => it.toFixed(1))}; wanted are ${targetMs} ms`)
        return Math.max(...slowest)
      },
      floor: async () => {
        const [one] = await at.sql<{ id: string }>('select id from search_entry limit 1')
        const text = 'select title from search_entry where workspace_id = $1 and id = $2'
        return 1000 * (await seconds(() => at.sql(text, [at.workspaceId, one!.id])))
      },
      memoryMb: at.memoryMb,
      close: at.close,
    }
  },
}

async function shapesOf(at: Installation): Promise<Shape[]> {
  const people = await asked(at, questions)
  const of = (say: (it: (typeof people)[number]) => string) => people.map(say)
  const common = ['gmbh', 'example', 'anna', 'werke', 'berg']
  const alike = [
    { name: 'beginning of a last name', typed: of((it) => it.last.slice(0, 5)) },
    { name: 'middle of a name', typed: of((it) => it.last.slice(2, 6)) },
    { name: 'a letter missing', typed: of(({ last: it }) => it.slice(0, 3) + it.slice(4)) },
    { name: 'very common', typed: people.map((_, n) => common[n % common.length]!) },
  ]
  return [
    { name: 'whole name', typed: of((it) => it.title) },
    { name: 'beginning of a name', typed: of((it) => it.title.slice(0, 6)) },
    { name: 'two letters', typed: of((it) => it.last.slice(0, 2)) },
    { name: 'two words', typed: of((it) => `${it.last} ${it.first.slice(0, 3)}`) },
    { name: 'digits', typed: of((it) => it.phone.slice(-7).replace(/(...)/, '$1 ')) },
    { name: 'domain', typed: of((it) => `@${it.domain}`) },
    { name: 'neighbours swapped', typed: of(({ last: it }) => it.slice(0, 2) + it[3] + it[2] + it.slice(4)) },
    { name: 'nothing there', typed: of((it) => `zqx${it.phone.slice(-5)}`) },
    { name: 'nothing near', typed: of((it) => `${it.last.slice(3)}wqxw`) },
    { name: 'words of a note', typed: of((it) => `offer ${it.last} spring`) },
    ...alike,
    ...alike.map((it) => ({ ...it, name: `${it.name}, own alone`, own: true })),
  ]
}

/** As the route answers, in a transaction of its own; beside the time it took what its process had of a processor. */
const answer = (at: Installation, { own }: Shape, typed: string) =>
  at.database.tenant({ workspaceId: at.workspaceId, actor: 'bench', now: at.clock.now() }, async (db) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
    const [from, ran] = [performance.now(), await processorMs(rows[0]!.pid)]
    const found = await searchBox(db, typed, {
      ...box,
      ...{ records: [...kinds, 'note'], holders: kinds, memberId: member },
      reach: own ? { members: [member], unowned: false } : undefined,
    })
    const taken: Taken = {
      ms: performance.now() - from,
      processorMs: (await processorMs(rows[0]!.pid)) - ran,
    }
    return { ...found, taken }
  })

/** Beside a plain look at every row: nothing that is not there, as much of each kind as there is, and only near ones near. */
async function compare(at: Installation, shape: Shape, typed: string): Promise<void> {
  const { found, near } = await answer(at, shape, typed)
  const wrong = (says: string) => new Error(`“${typed}” (${shape.name}): ${says}`)
  const own = shape.own ? `and o.owner_id = '${member}'` : ''
  const holds =
    typed.length < 3
      ? `starts_with(e.title_key, fold($2))`
      : `not exists (select from regexp_split_to_table(fold($2), '\\s+') w where position(w in coalesce(e.body, e.words)) = 0)`
  const there = await at.sql<Row>(
    `select e.id, e.record, o.title from search_entry e join search_entry o on o.workspace_id = e.workspace_id and o.id = coalesce(e.of_id, e.id) ${own}
     where e.workspace_id = $1 and ${holds}`,
    [at.workspaceId, searchText(typed)],
  )
  const ids = new Set(there.map((it) => it.id))
  const stranger = found.find((it) => !ids.has(it.id))
  if (stranger) throw wrong(`${stranger.title} does not hold it`)
  const countOf = (rows: readonly { record: string }[], kind: string) =>
    rows.filter(({ record }) => record === kind).length
  for (const kind of [...kinds, 'note']) {
    const wanted = Math.min(box.each, countOf(there, kind))
    if (there.length <= ranked && countOf(found, kind) !== wanted)
      throw wrong(`${countOf(found, kind)} of ${wanted} of kind ${kind} were found`)
  }
  if (there.length > 0 && found.length === 0) throw wrong('nothing was found')
  const [alike] = await at.sql<{ far: number; near: number }>(
    `select count(*) filter (where e.id = any ($3) and not is_near)::int as far, count(*) filter (where is_near)::int as near
     from (select o.id, exists (select from regexp_split_to_table(fold($2), '\\s+') t, regexp_split_to_table(o.words, '[^[:alpha:]]+') w
         where length(t) > 3 and least(levenshtein_less_equal(t, w, 2), levenshtein_less_equal(t, left(w, length(t)), 2),
           levenshtein_less_equal(t, left(w, length(t) + 1), 2)) <= 2) as is_near
       from search_entry o where o.workspace_id = $1 and o.id = any ($3) ${own}) e`,
    [at.workspaceId, searchText(typed), near.map((it) => it.id)],
  )
  if (alike!.far > 0 || alike!.near < near.length)
    throw wrong(`${alike!.far} are not near it, or out of reach`)
  if (/letter missing|swapped/.test(shape.name) && !shape.own && found.length + near.length === 0)
    throw wrong('nobody was near, and one is')
}
