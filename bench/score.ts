import type { Benchmark } from './bench.ts'
import { type Installation, install, seconds } from './installation.ts'

const people = 1_000_000
const actsEach = 2
const checked = 500
const pollMs = 250

/** Points of these rules are so plain that one SQL statement gives them too: the oracle and the floor. */
const plainScore = `
  select c.id as contact_id,
    case when c.job_title = 'Head of Purchasing' then 30 else 0 end + case when c.country = 'DE' then 10 else 0 end as fit,
    10 * least(3, count(e.id))::int as interest
  from contact c join subject s on s.workspace_id = c.workspace_id and s.kind = 'contact' and s.key = c.id::text
  left join journal_event e on e.workspace_id = s.workspace_id and e.subject_id = s.id and e.kind = 'page.viewed'
  where c.deleted_at is null group by c.workspace_id, c.id`

const content = (enter: number) => ({
  rules: [
    {
      id: 'title',
      axis: 'fit',
      points: 30,
      matcher: { field: 'job_title', op: 'eq', value: 'Head of Purchasing' },
    },
    { id: 'country', axis: 'fit', points: 10, matcher: { field: 'country', op: 'eq', value: 'DE' } },
    {
      id: 'views',
      axis: 'interest',
      points: 10,
      matcher: { kind: 'page.viewed', where: [] },
      lifeH: null,
      last: 3,
    },
  ],
  ...{
    fitMax: 100,
    interestMax: 100,
    enter,
    leave: enter - 10,
    required: [],
    exclude: [],
    recencyDays: null,
  },
})

/** Everybody scored anew in the background while the old version is served. Floor: the same sums as one SQL statement. */
export const score: Benchmark = {
  name: 'score-1m',
  work: `${people.toLocaleString('en')} people scored anew from ${(people * actsEach).toLocaleString('en')} acts, old version served meanwhile`,
  unit: 's',
  rounds: 1,
  prepare: async () => {
    const at = await install()
    await populate(at)
    const [line] = await at.sql<{ id: string }>(
      'select id from product_line order by is_default desc limit 1',
    )
    let enter = 60
    const rescore = async () => {
      const draft = { lanes: 'both', content: content(enter++) }
      const { id } = await at.ask<{ id: string }>('PUT', `/product-lines/${line!.id}/definition-draft`, draft)
      await at.ask('POST', `/definitions/${id}/enforcement`, {})
      for (;;) {
        const [left] = await at.sql<{ n: number }>('select count(*)::int as n from rescore')
        if (left!.n === 0) return id
        await new Promise((resolve) => setTimeout(resolve, pollMs))
      }
    }
    return {
      oracle: async () => {
        const id = await rescore()
        const wrong = await at.sql<{ contact_id: string }>(
          `select p.contact_id from (${plainScore}) p
           left join score s on s.contact_id = p.contact_id and s.definition_id = $1
           where (s.fit, s.interest) is distinct from (p.fit, p.interest) limit ${checked}`,
          [id],
        )
        if (wrong.length > 0) throw new Error(`${wrong.length} people have another score`)
      },
      round: () => seconds(rescore),
      floor: async () => {
        const taken = await seconds(() => at.sql(`create table bench_floor as ${plainScore}`))
        await at.sql('drop table bench_floor')
        return taken
      },
      memoryMb: at.memoryMb,
      close: at.close,
    }
  },
}

/** People and their acts, laid into the tables beside the change log as if they had been there for long. */
const populate = ({ database, workspaceId: w }: Installation): Promise<void> =>
  database.owner(async (client) => {
    const id = (kind: string, n: string) =>
      `encode(sha256(('${kind}' || ${n})::bytea), 'hex')::char(32)::uuid`
    const time = `'2026-01-01T00:00:00Z'::timestamptz + n % 300 * interval '1 day'`
    await client.query('set session_replication_role = replica')
    await client.query(`
    insert into contact (workspace_id, id, name, email, job_title, country, created_via, status, created_at, changed_at)
    select ${w}, ${id('c', 'n')}, 'Person ' || n, 'person' || n || '@firm.example',
      (array['Head of Purchasing', 'CEO', 'Technik', null])[1 + n % 4], (array['DE', 'AT', 'CH'])[1 + n % 3],
      'bench', 'person', ${time}, ${time} from generate_series(1, ${people}) n`)
    await client.query(`
    insert into subject (workspace_id, id, kind, key, created_at)
    select ${w}, ${id('s', 'n')}, 'contact', ${id('c', 'n')}::text, ${time} from generate_series(1, ${people}) n`)
    await client.query(`
    insert into identity (workspace_id, id, subject_id, contact_id, proof, known_at)
    select ${w}, ${id('i', 'n')}, ${id('s', 'n')}, ${id('c', 'n')}, 'born', ${time} from generate_series(1, ${people}) n`)
    await client.query(`
    insert into standing (workspace_id, contact_id, stage)
    select ${w}, ${id('c', 'n')}, 'person' from generate_series(1, ${people}) n`)
    await client.query(`
    insert into journal_event (workspace_id, id, kind, subject_id, occurred_at, received_at, human, data)
    select ${w}, ${id('e', "n || '/' || act")}, 'page.viewed', ${id('s', 'n')}, ${time}, ${time}, true, '{}'
    from generate_series(1, ${people}) n, generate_series(1, (n * 7 % (2 * ${actsEach} + 1))) act`)
    await client.query(`
    insert into look (workspace_id, id, contact_id, at, arrived, cause)
    select ${w}, ${id('l', 'n')}, ${id('c', 'n')}, '2026-11-01T00:00:00Z',
      array(select ${id('e', "n || '/' || act")} from generate_series(1, (n * 7 % (2 * ${actsEach} + 1))) act), 'act'
    from generate_series(1, ${people}) n`)
    await client.query('analyze')
    await client.query('reset session_replication_role')
  })
