import { sql } from 'kysely'
import { firstTalk } from '#insight/sets'
import type { Db } from '#platform/db'
import { AGAINST, isFlagged, type Outcome } from './contradiction.ts'
import { type Asked, allSets, type Grouping, type SetName, setRows } from './sets.ts'

export async function countSets(db: Db, asked: Asked, now: Date): Promise<Record<SetName, number>> {
  const parts = allSets.map(
    (set) => sql`select ${set}::text as key, count(*)::int as n from (${setRows(set, asked, now)}) t`,
  )
  const { rows } = await sql<{ key: SetName; n: number }>`${sql.join(parts, sql` union all `)}`.execute(db)
  return Object.fromEntries(rows.map(({ key, n }) => [key, n])) as Record<SetName, number>
}

interface Cell {
  key: string | null
  name: string | null
  reason: string
  n: number
  upheld: number
  regrets: number
}

/** Counts by group and reason over the very set of send-backs. */
async function cells(db: Db, asked: Asked, by: Grouping, now: Date): Promise<Cell[]> {
  const regretted = sql`s.id in (select id from (${setRows('regrets', asked, now)}) g)`
  const { rows } = await sql<Cell>`
    select ${sql.ref(`s.${by}_key`)} as key, max(${sql.ref(`s.${by}_name`)}) as name, s.reason, count(*)::int as n,
      count(*) filter (where s.upheld in ('agreed', 'upheld'))::int as upheld, count(*) filter (where ${regretted})::int as regrets
    from (${setRows('sent_back', asked, now)}) s group by 1, s.reason order by n desc, s.reason`.execute(db)
  return rows
}

const sum = (list: Cell[]) => ({
  sentBack: list.reduce((total, { n }) => total + n, 0),
  upheld: list.reduce((total, { upheld }) => total + upheld, 0),
  regrets: list.reduce((total, { regrets }) => total + regrets, 0),
})
const none: Record<Grouping, string> = {
  campaign: 'No campaign',
  form: 'No form',
  asset: 'No page or download',
  product_line: 'No product line',
  person: 'Nobody',
}

export async function grouped(db: Db, asked: Asked, by: Grouping, now: Date) {
  const all = await cells(db, asked, by, now)
  const byReason = [...Map.groupBy(all, ({ reason }) => reason)].map(([reason, list]) => ({
    reason,
    ...sum(list),
  }))
  const groups = [...Map.groupBy(all, ({ key }) => key)].map(([key, list]) => ({
    key,
    name: list[0]?.name ?? none[by],
    ...sum(list),
    reasons: list.map(({ reason, n }) => ({ reason, n })),
  }))
  const most = <T extends { sentBack: number }>(list: T[]) => list.toSorted((a, b) => b.sentBack - a.sentBack)
  return { reasons: most(byReason), groups: most(groups) }
}

/** So many people are named beside a reason; all of them are counted. */
const mostPeople = 50

interface Contradicted {
  id: string
  contact_id: string
  name: string
  reason: string
  sent_back_at: Date
  at: Date
}

/** Reasons that outcomes speak against, with the people: the most doubtful first. */
export async function contradictions(db: Db, asked: Asked, now: Date) {
  const after = {
    bought: sql`s.won_at`,
    won_before_date: sql`case when s.won_at < s.nurture_until then s.won_at end`,
    answered: firstTalk('s.contact_id', sql`> s.at`),
    came_back: sql`(select min(b.opened_at) from handover b where b.contact_id = s.contact_id and b.kind = 'lead'
      and b.opened_at > s.at and b.cause = 'act' and b.event_id is distinct from s.event_id)`,
  } satisfies Record<Outcome, unknown>
  const reasons = Object.entries(AGAINST)
  const when = sql.join(
    reasons.map(([reason, outcome]) => sql`when ${reason} then ${after[outcome]}`),
    sql` `,
  )
  const { rows } = await sql<Contradicted & { at: Date | null }>`
    select s.id, s.contact_id, s.name, s.reason, s.at as sent_back_at, case s.reason ${when} end as at
    from (${setRows('sent_back', asked, now)}) s where s.reason = any(${reasons.map(([reason]) => reason)}::text[])
    order by s.at desc, s.id`.execute(db)
  return reasons
    .map(([reason, outcome]) => {
      const cases = rows.filter((row) => row.reason === reason)
      const against = cases.flatMap((row) => (row.at ? [{ ...row, at: row.at }] : []))
      return {
        reason,
        outcome,
        cases: cases.length,
        against: against.length,
        flagged: isFlagged(against.length, cases.length),
        people: against.slice(0, mostPeople).map((row) => ({
          handoverId: row.id,
          contactId: row.contact_id,
          name: row.name,
          sentBackAt: row.sent_back_at,
          at: row.at,
        })),
      }
    })
    .filter(({ against }) => against > 0)
    .sort((a, b) => Number(b.flagged) - Number(a.flagged) || b.against / b.cases - a.against / a.cases)
}
