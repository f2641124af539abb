import type { Benchmark } from './bench.ts'
import { type Installation, install, seconds } from './installation.ts'

const people = 100_000
const most = 20
const months = 18
const pollMs = 250
const [enterInForce, enterCandidate] = [40, 30]
const pointsEach = 10

/** The act at which somebody is strong enough is the n-th: so plain that one SQL statement finds it too. */
const content = (enter: number) => ({
  rules: [
    {
      ...{ id: 'views', axis: 'interest', points: pointsEach, lifeH: null, last: 5 },
      matcher: { kind: 'page.viewed', where: [] },
    },
  ],
  ...{ fitMax: 100, interestMax: 100, enter, leave: enter - pointsEach },
  ...{ required: [], exclude: [], recencyDays: null },
})

type Week = { monday: string; inForce: { ready: number }; candidate: { ready: number } }
type Replay = { id: string; state: string; total: number; weeks: Week[] }

/**
 * Two definitions over every look of eighteen months, person by person, week by week. Floor: the same weeks out of the same
 * acts as one SQL statement, which knows nothing of decay, verdicts, who somebody was then, or what was known when.
 */
export const replay: Benchmark = {
  name: 'replay',
  work: `${people.toLocaleString('en')} people over ${months} months, ${((people * most) / 2).toLocaleString('en')} acts each a look, two definitions side by side`,
  unit: 's',
  rounds: 1,
  prepare: async () => {
    const at = await install()
    const [line] = await at.sql<{ id: string }>(
      'select id from product_line order by is_default desc limit 1',
    )
    const draft = (enter: number) =>
      at.ask<{ id: string }>('PUT', `/product-lines/${line!.id}/definition-draft`, {
        ...{ lanes: 'both', content: content(enter) },
      })
    await at.ask('POST', `/definitions/${(await draft(enterInForce)).id}/enforcement`, {})
    while ((await at.sql('select from rescore')).length > 0)
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    await draft(enterCandidate)
    const [span] = await at.sql<{ from: string; to: string }>(
      `select (date_trunc('month', now()) - interval '${months} months')::date::text as from, date_trunc('month', now())::date::text as to`,
    )
    await populate(at, span!.from)
    const weeks = (enter: number) => `
      select date_trunc('week', x.occurred_at at time zone 'Europe/Berlin')::date::text as monday, count(*)::int as ready
      from (select e.occurred_at, row_number() over (partition by s.key order by e.occurred_at) as act
            from journal_event e join subject s on s.workspace_id = e.workspace_id and s.id = e.subject_id where e.kind = 'page.viewed') x
      where x.act = ${enter / pointsEach} and x.occurred_at >= '${span!.from} Europe/Berlin' and x.occurred_at < '${span!.to} Europe/Berlin'
      group by 1 order by 1`
    let last: Replay | undefined
    const run = async () => {
      const { id } = await at.ask<Replay>('POST', '/replays', { productLineId: line!.id, ...span })
      do {
        await new Promise((resolve) => setTimeout(resolve, pollMs))
        last = await at.ask<Replay>('GET', `/replays/${id}`)
      } while (last.state === 'running')
    }
    let taken = 0
    return {
      oracle: async () => {
        taken = await seconds(run)
        if (last?.state !== 'done' || last.total !== people)
          throw new Error(`${last?.state}: ${last?.total} people`)
        for (const [name, enter] of [
          ['inForce', enterInForce],
          ['candidate', enterCandidate],
        ] as const) {
          const right = await at.sql<{ monday: string; ready: number }>(weeks(enter))
          const said = last.weeks
            .filter((week) => week[name].ready > 0)
            .map((week) => ({ monday: week.monday, ready: week[name].ready }))
          if (right.length < 50) throw new Error(`Only ${right.length} weeks have anybody`)
          for (const [n, week] of right.entries())
            if (JSON.stringify(said[n]) !== JSON.stringify(week))
              throw new Error(`${name}: ${JSON.stringify(said[n])} instead of ${JSON.stringify(week)}`)
          if (said.length > right.length) throw new Error(`${name}: ${said.length} weeks`)
        }
      },
      round: async () => taken,
      floor: () => seconds(() => Promise.all([at.sql(weeks(enterInForce)), at.sql(weeks(enterCandidate))])),
      memoryMb: at.memoryMb,
      close: at.close,
    }
  },
}

/** People, their acts and the looks at them, laid into the tables as if it had all happened. */
const populate = ({ database, workspaceId: w }: Installation, from: string): Promise<void> =>
  database.owner(async (client) => {
    const id = (kind: string, n: string) =>
      `encode(sha256(('${kind}' || ${n})::bytea), 'hex')::char(32)::uuid`
    const begin = `'${from}T00:00:00Z'::timestamptz`
    const acts = `generate_series(1, ${people}) n, generate_series(1, (n * 7 % ${most + 1})) act`
    const time = `${begin} + ((n * 13 + act * 29) % 545) * interval '1 day' + act * interval '1 hour'`
    await client.query('set session_replication_role = replica')
    await client.query(`update definition set from_at = ${begin} where from_at is not null`)
    await client.query(`
    insert into contact (workspace_id, id, name, email, created_via, status, created_at, changed_at)
    select ${w}, ${id('c', 'n')}, 'Person ' || n, 'person' || n || '@firm.example', 'bench', 'person', ${begin}, ${begin}
    from generate_series(1, ${people}) n`)
    await client.query(`
    insert into subject (workspace_id, id, kind, key, created_at)
    select ${w}, ${id('s', 'n')}, 'contact', ${id('c', 'n')}::text, ${begin} from generate_series(1, ${people}) n`)
    await client.query(`
    insert into identity (workspace_id, id, subject_id, contact_id, proof, known_at)
    select ${w}, ${id('i', 'n')}, ${id('s', 'n')}, ${id('c', 'n')}, 'born', ${begin} from generate_series(1, ${people}) n`)
    await client.query(`
    insert into standing (workspace_id, contact_id, stage)
    select ${w}, ${id('c', 'n')}, 'person' from generate_series(1, ${people}) n`)
    await client.query(`
    insert into journal_event (workspace_id, id, kind, subject_id, occurred_at, received_at, human, data)
    select ${w}, ${id('e', "n || '/' || act")}, 'page.viewed', ${id('s', 'n')}, ${time}, ${time}, true, '{}' from ${acts}`)
    await client.query(`
    insert into look (workspace_id, id, contact_id, at, arrived, cause)
    select ${w}, ${id('l', "n || '/' || act")}, ${id('c', 'n')}, ${time}, array[${id('e', "n || '/' || act")}], 'act' from ${acts}`)
    await client.query('analyze')
    await client.query('reset session_replication_role')
  })
