import { sql } from 'kysely'
import { reasonLabel, seamInForce } from '#handover/handovers'
import type { Db } from '#platform/db'
import { businessMinutesBetween, calendarOf } from '#workspace/calendars'
import { allSets, type CountedSet, type Filter, type View } from './sets.ts'
import { COHORT_WINDOW_DAYS, median, p90, ripeness, tellShare } from './statistics.ts'

/** `youngest`: when the last of them began; a cohort is followed until it is old enough. */
export type Count = { n: number; valueMinor: number | null; youngest: Date | null }

/** All counts of a filter by set, each one statement over the very set that its rows are read from. */
export async function countAll(db: Db, sets: CountedSet[]): Promise<Map<string, Count>> {
  const parts = sets.map(
    (set) =>
      sql`select ${set.key}::text as key, count(*)::int as n, sum(s.value)::float8 as value, max(s.at) as youngest from (${set.rows}) s`,
  )
  const { rows } = await sql<{
    key: string
    n: number
    value: number | null
    youngest: Date | null
  }>`${sql.join(parts, sql` union all `)}`.execute(db)
  return new Map(rows.map((row) => [row.key, { n: row.n, valueMinor: row.value, youngest: row.youngest }]))
}

type RateDefinition = {
  key: string
  label: string
  hits: string
  cases: string
  formula: string
  windowDays?: number
}

/** The rates of numbers.md whose facts exist: numerator, denominator and the words beside them. */
export const rateDefinitions: RateDefinition[] = [
  {
    key: 'acceptance',
    label: 'Acceptance, by handover',
    hits: 'handover.accepted',
    cases: 'handover.decided',
    formula:
      'accepted by a person at any offer ÷ (accepted + sent back before acceptance + expired at all offers)',
  },
  {
    key: 'acceptance_by_offer',
    label: 'Acceptance, by offer',
    hits: 'offer.accepted',
    cases: 'offer.answered',
    formula: 'accepted ÷ (accepted + sent back + expired)',
  },
  {
    key: 'kept',
    label: 'Kept rate',
    hits: 'handover.kept',
    cases: 'handover.answerable',
    formula: 'accepted by a person and not sent back within 30 days ÷ (offered − withdrawn)',
    windowDays: COHORT_WINDOW_DAYS.offerToVerdict,
  },
  {
    key: 'qualified',
    label: 'Qualified rate',
    hits: 'handover.qualified',
    cases: 'handover.answerable',
    formula: 'qualified ÷ (offered − withdrawn)',
    windowDays: COHORT_WINDOW_DAYS.offerToVerdict,
  },
  {
    key: 'upheld',
    label: 'Upheld send-backs',
    hits: 'handover.upheld',
    cases: 'handover.answerable',
    formula: 'sent back and upheld ÷ (offered − withdrawn)',
  },
  {
    key: 'answer_in_time',
    label: 'Answered in time',
    hits: 'offer.answer_in_time',
    cases: 'offer.answer_due',
    formula: 'answered at or before due ÷ answers that were met or fell due; “no cover” apart',
  },
  {
    key: 'attempt_in_time',
    label: 'First attempt in time',
    hits: 'offer.attempt_in_time',
    cases: 'offer.attempt_due',
    formula: 'first attempt at or before due ÷ attempts that were met or fell due; “no cover” apart',
  },
  {
    key: 'win_rate',
    label: 'Win rate',
    hits: 'deal.won',
    cases: 'deal.closed',
    formula: 'won ÷ (won + lost), by closing instant',
  },
]

export function told(hits: number, cases: number) {
  const share = tellShare(hits, cases)
  return {
    hits,
    cases,
    text: share.text,
    low: share.kind === 'percent' ? share.interval.low : null,
    high: share.kind === 'percent' ? share.interval.high : null,
  }
}

/** Rates over counted sets; a cohort rate is ripe when its youngest member is older than the window. */
export function ratesOf(counts: Map<string, Count>, now: Date) {
  const n = (key: string) => counts.get(key)?.n ?? 0
  return rateDefinitions.map(({ hits, cases, windowDays, ...rate }) => ({
    ...rate,
    share: told(n(hits), n(cases)),
    hitsKey: hits,
    casesKey: cases,
    ripe: windowDays === undefined || ripeOf(counts.get(cases), windowDays, now),
  }))
}

/** Whether the youngest of a set is older than the window. */
export const ripeOf = (count: Count | undefined, windowDays: number, now: Date) =>
  ripeness(count?.youngest ? [count.youngest] : [], windowDays, now).ripe

/** Identities that must hold between the numbers; shown with a tick, tested with properties. */
export function identitiesOf(
  counts: Map<string, Count>,
  readyInPeriod: number,
  origins: { valueMinor: number }[],
) {
  const n = (key: string) => counts.get(key)?.n ?? 0
  const parts = ['offered', 'joined', 'signalled', 'waiting', 'withdrawn'].reduce(
    (sum, key) => sum + n(`ready.${key}`),
    0,
  )
  const rows = [
    {
      name: 'Ready = offered + joined + signalled + waiting + withdrawn before offer',
      left: readyInPeriod,
      right: parts,
    },
    {
      name: 'Won value = sum over origins',
      left: counts.get('deal.won')?.valueMinor ?? 0,
      right: origins.reduce((sum, row) => sum + row.valueMinor, 0),
    },
    {
      name: 'Sent back = upheld + not answered or decided yet',
      left: n('handover.sent_back'),
      right: n('handover.upheld') + n('handover.undecided'),
    },
    { name: 'Closed = won + lost', left: n('deal.closed'), right: n('deal.won') + n('deal.lost') },
  ]
  return rows.map((row) => ({ ...row, holds: row.left === row.right }))
}

/** Won value by origin; one origin a deal, so the sum is the won value. */
export async function originsOf(db: Db, won: CountedSet) {
  const { rows } = await sql<{ origin: string; n: number; value: number | null }>`
    select s.origin, count(*)::int as n, sum(s.value)::float8 as value, max(s.at) as youngest from (${won.rows}) s group by s.origin order by 3 desc nulls last`.execute(
    db,
  )
  return rows.map((row) => ({ origin: row.origin, n: row.n, valueMinor: row.value ?? 0 }))
}

export async function sentBackOf(db: Db, sentBack: CountedSet) {
  const { rows } = await sql<{ reason: string; n: number; upheld: number }>`
    select coalesce(s.reason, 'other') as reason, count(*)::int as n, count(*) filter (where h.upheld in ('agreed', 'upheld'))::int as upheld
    from (${sentBack.rows}) s join handover h on h.id = s.id group by 1 order by 2 desc, 1`.execute(db)
  const { ownReasons } = await seamInForce(db)
  return rows.map((row) => ({ ...row, label: reasonLabel(row.reason, ownReasons) }))
}

/** Business minutes from offer to answer, on each receiver's calendar; those without an answer with their time so far. */
export async function timeToAnswerOf(db: Db, waited: CountedSet, now: Date) {
  const { rows } = await sql<{
    member_id: string
    offered_at: Date
    recorded_at: Date | null
    state: string
  }>`
    select o.member_id, o.offered_at, o.recorded_at, o.state from (${waited.rows}) s join offer o on o.id = s.id
    order by o.offered_at desc limit 50000`.execute(db)
  const calendars = new Map<string, Awaited<ReturnType<typeof calendarOf>>>()
  const minutes: number[] = []
  for (const row of rows) {
    const calendar = calendars.get(row.member_id) ?? (await calendarOf(db, row.member_id, now))
    calendars.set(row.member_id, calendar)
    minutes.push(businessMinutesBetween(calendar, row.offered_at, row.recorded_at ?? now))
  }
  return {
    n: minutes.length,
    medianMinutes: median(minutes),
    p90Minutes: p90(minutes),
    open: rows.filter((row) => row.state === 'open').length,
  }
}

export async function cyclesOf(db: Db, closed: CountedSet) {
  const { rows } = await sql<{ median: number | null; p90: number | null }>`
    select percentile_cont(0.5) within group (order by s.cycle_days) as median, percentile_cont(0.9) within group (order by s.cycle_days) as p90
    from (${closed.rows}) s where s.cycle_days is not null`.execute(db)
  return { medianCycleDays: rows[0]?.median ?? null, p90CycleDays: rows[0]?.p90 ?? null }
}

/** Each member's accepted and in-time share over the same sets. */
export async function peopleOf(db: Db, sets: CountedSet[]) {
  const keys = ['offer.accepted', 'offer.answered', 'offer.answer_in_time', 'offer.answer_due']
  const parts = sets
    .filter((set) => keys.includes(set.key))
    .map((set) => sql`select ${set.key}::text as key, s.member_id from (${set.rows}) s`)
  const { rows } = await sql<{ member_id: string; name: string; key: string; n: number }>`
    select s.member_id, m.name, s.key, count(*)::int as n from (${sql.join(parts, sql` union all `)}) s join member m on m.id = s.member_id::uuid
    group by 1, 2, 3 order by 2`.execute(db)
  return [...Map.groupBy(rows, (row) => row.member_id)].map(([memberId, list]) => {
    const n = (key: string) => list.find((row) => row.key === key)?.n ?? 0
    return {
      memberId,
      name: list[0]?.name ?? '',
      accepted: told(n('offer.accepted'), n('offer.answered')),
      answerInTime: told(n('offer.answer_in_time'), n('offer.answer_due')),
    }
  })
}

/** A set by its key, for opening its rows; null for a key that is none of ours. */
export const setOf = (key: string, filter: Filter, view: View, now: Date): CountedSet | null =>
  allSets(filter, view, now).find((set) => set.key === key) ?? null
