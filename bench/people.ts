import { sql } from 'kysely'
import { contactsShown, findPeople, people as list } from '#people/contacts'
import { type Db, sqlState } from '#platform/db'
import { idPage } from '#workspace/lists'
import { wiring } from '../apps/wiring.ts'
import type { Benchmark } from './bench.ts'
import { type Installation, install } from './installation.ts'
import { populate } from './people-data.ts'
import { idOf, people } from './people-ids.ts'
import { conditions, rep, rightKeys, type Shape, shapes, sortKeys } from './people-shapes.ts'
import { processorMs } from './processor.ts'

const limit = 50
const reads = new Set(['contacts.read', 'campaigns.read', 'forms.read', 'leads.read', 'deals.read'])
const eachShape = 3
const told = 40
/** So many rows of one table are read one after the other only where no index leads to the page. */
const wholeTable = 50_000

type Read = { rows: number; whole: string[] }
type Taken = { ms: number; processorMs: number }
type Answer = { ids: string[]; taken: Taken; read: Read }

/** The first page of any list that can be clicked together. Floor: as many rows of one table along its index. */
export const peopleLists: Benchmark = {
  name: 'people',
  work: `the first page of ${shapes().length} lists of ${people.toLocaleString('en')} people, by ${conditions} conditions, in pairs, nests and orders: the slowest hundredth`,
  unit: 'ms',
  rounds: 1,
  prepare: async () => {
    const at = await install({ name: 'people', populate })
    const all = shapes().filter(({ name }) => name.includes(process.env.BATON_BENCH_SHAPES ?? ''))
    const numbers = new Map(Array.from({ length: people }, (_, n) => [idOf('c', n + 1), n + 1]))
    return {
      oracle: async () => {
        const wrong: string[] = []
        const reading: { name: string; taken: Taken; read: Read }[] = []
        for (const shape of all) {
          const answer = await page(at, shape).catch(endedByTime)
          if (!answer) {
            wrong.push(`${nameOf(shape)}: ended by the time that a statement has`)
            continue
          }
          const { ids, taken, read } = answer
          const says = fault(
            shape,
            ids.map((id) => numbers.get(id)!),
          )
          if (says) wrong.push(`${nameOf(shape)}: ${says}`)
          reading.push({ name: nameOf(shape), taken, read })
        }
        tell(reading)
        if (wrong.length > 0) throw new Error(wrong.join('\n'))
      },
      round: async () => {
        const times: Taken[] = []
        for (const shape of all) for (let n = 0; n < eachShape; n++) times.push((await page(at, shape)).taken)
        const of = (what: keyof Taken, part: number) =>
          times.map((it) => it[what]).toSorted((one, other) => one - other)[
            Math.ceil(times.length * part) - 1
          ]!
        for (const part of [0.5, 0.9, 0.95, 0.99, 1])
          console.error(
            `${part * 100} % within ${of('ms', part).toFixed(1)} ms; on a processor ${of('processorMs', part).toFixed(1)} ms`,
          )
        return of('ms', 0.99)
      },
      floor: async () => {
        const from = performance.now()
        await at.sql(
          `select * from contact where workspace_id = $1 order by created_at desc, id desc limit ${limit}`,
          [at.workspaceId],
        )
        return performance.now() - from
      },
      memoryMb: at.memoryMb,
      close: at.close,
    }
  },
}

const endedByTime = (error: unknown): null => {
  if (sqlState(error) === '57014') return null
  throw error
}

const nameOf = ({ name, sort, direction }: Shape) => `${name}, by ${sort} ${direction}`

/** As the route answers, in a transaction of its own; beside the time it took what its process had of a processor and read. */
const page = (at: Installation, { filter, sort, direction, own }: Shape): Promise<Answer> => {
  const reach = own && { members: [rep], unowned: false }
  const access = { workspaceId: at.workspaceId, actor: 'bench', now: at.clock.now(), ...(reach && { reach }) }
  return at.database.tenant(access, async (db) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
    const [from, ran] = [performance.now(), await processorMs(rows[0]!.pid)]
    const actor = { permissions: reads, ...(reach && { reach }) }
    const asking = { db, actor, now: at.clock.now(), registry: wiring }
    const found = await findPeople(asking, { filter })
    const { ids } = await idPage(db, list, found, { sort, direction }, { limit })
    await contactsShown(db, ids)
    const taken = {
      ms: performance.now() - from,
      processorMs: (await processorMs(rows[0]!.pid)) - ran,
    }
    return { ids, taken, read: await readIn(db) }
  })
}

/** What the transaction has read so far, and which tables as good as whole. */
async function readIn(db: Db): Promise<Read> {
  const { rows } = await sql<{ name: string; rows: number; scanned: number }>`
    select relname as name, (seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 as rows, seq_tup_read::float8 as scanned
    from pg_stat_xact_user_tables`.execute(db)
  return {
    rows: rows.reduce((sum, it) => sum + it.rows, 0),
    whole: rows.flatMap(({ name, scanned }) => (scanned >= wholeTable ? [name] : [])),
  }
}

/** All rows hold what was asked, in its order, from the first on, and none is missing that would have had a place. */
function fault(shape: Shape, found: number[]): string | null {
  if (!found.every(shape.holds))
    return `found ${found.find((n) => !shape.holds(n))}, of whom it does not hold`
  const [keys, right] = [found.map(sortKeys[shape.sort]!), rightKeys(shape, limit)]
  return JSON.stringify(keys) === JSON.stringify(right) ? null : JSON.stringify({ keys, right })
}

/** Prints, slowest first, what each shape takes and reads, and which tables it reads whole. */
function tell(all: readonly { name: string; taken: Taken; read: Read }[]): void {
  const slowest = all.toSorted((one, other) => other.taken.processorMs - one.taken.processorMs)
  for (const { name, taken, read } of slowest.slice(0, told))
    console.error(
      `${taken.processorMs.toFixed(0).padStart(6)} ms ${String(read.rows).padStart(9)} rows ${read.whole.map((it) => `all of ${it} `).join('')} ${name}`,
    )
  const within = [50, 100, 500, 1000].map(
    (ms) => `${all.filter(({ taken }) => taken.processorMs <= ms).length} within ${ms} ms`,
  )
  console.error(`of ${all.length} lists that answered, by the processor: ${within.join(', ')}`)
  const whole = all.filter(({ read }) => read.whole.length > 0)
  console.error(`${whole.length} of ${all.length} lists read a whole table`)
}
