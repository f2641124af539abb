import { sql } from 'kysely'
import {
  type CountedSet,
  clockSets,
  clocks,
  type Filter,
  median,
  offerSets,
  p90,
  talkSet,
  told,
} from '#insight/sets'
import type { Db } from '#platform/db'
import { businessMinutesBetween } from '#workspace/calendars'
import { type Begun, calendarAt, withCalendars } from './calendars-then.ts'
import { pausesOf, pausesTold } from './pauses.ts'

export type Group = 'channel' | 'form_id' | 'product_line_id' | 'member_id'
/** How long one of them took; `met` is false where it still runs and stands with its time so far. */
type Taken = { id: string; span: number; met: boolean } & Record<Group, string | null>
export type Times = { n: number; open: number; median: number | null; p90: number | null }

export const timesOf = (taken: readonly Taken[]): Times => ({
  n: taken.length,
  open: taken.filter(({ met }) => !met).length,
  median: median(taken.map(({ span }) => span)),
  p90: p90(taken.map(({ span }) => span)),
})

/**
 * Business minutes from offer to what stopped the clock, on the receiver's calendar as it was when the offer was made: its
 * version of hours, holidays and absences.
 */
async function businessTimes(
  db: Db,
  set: CountedSet,
  stop: 'answer' | 'attempt',
  now: Date,
): Promise<Taken[]> {
  const stoppedAt =
    stop === 'answer'
      ? sql`case when o.state = 'expired' then coalesce(o.recorded_at, o.answer_due_at) else o.answered_at end`
      : sql`least(o.attempted_at, h.decided_at)`
  const { rows } = await sql<
    Begun & { id: string; stopped_at: Date | null } & Record<Group, string | null>
  >`select s.id, s.channel, s.form_id, s.product_line_id, s.member_id, o.offered_at as since_at, ${stoppedAt} as stopped_at,
      ${calendarAt('o.offered_at', 'o.member_id')} as version_at
    from (${set.rows}) s join offer o on o.id = s.id join handover h on h.id = o.handover_id`.execute(db)
  return (await withCalendars(db, rows, now)).map(([row, calendar]) => {
    const until = row.stopped_at && row.stopped_at < now ? row.stopped_at : now
    const span = businessMinutesBetween(calendar, row.since_at, until)
    return { ...row, span, met: row.stopped_at !== null }
  })
}

async function talkTimes(db: Db, set: CountedSet): Promise<Taken[]> {
  const { rows } = await sql<{ hours: number } & Omit<Taken, 'span'>>`
    select s.id, s.channel, s.form_id, s.product_line_id, s.member_id, s.hours, s.met from (${set.rows}) s`.execute(
    db,
  )
  return rows.map(({ hours, ...row }) => ({ ...row, span: hours }))
}

const measured = ['answer', 'attempt', 'talk'] as const
type Measured = (typeof measured)[number]

/** The times that were taken at the seam in the period, all of them or those asked for. */
export async function allTimes(
  db: Db,
  filter: Filter,
  now: Date,
  which: readonly Measured[] = measured,
): Promise<Record<Measured, Taken[]>> {
  const offers = offerSets(filter)
  const set = (key: string) => offers.find((it) => it.key === key)!
  return {
    answer: which.includes('answer') ? await businessTimes(db, set('offer.waited'), 'answer', now) : [],
    attempt: which.includes('attempt') ? await businessTimes(db, set('offer.tried'), 'attempt', now) : [],
    talk: which.includes('talk') ? await talkTimes(db, talkSet(filter, now)) : [],
  }
}

/** Speed and duty by source, form, product line or person. */
export async function speedBy(db: Db, filter: Filter, group: Group, now: Date) {
  const pauses = await pausesOf(db, filter, now)
  const times = await allTimes(db, filter, now)
  const sets = [...clockSets(filter, now), ...offerSets(filter).filter(({ key }) => key === 'offer.no_cover')]
  const { rows } = await sql<{ key: string; grp: string | null; n: number }>`
    select s.key, s.grp, count(*)::int as n from (${sql.join(
      sets.map(
        (set) => sql`select ${set.key}::text as key, ${sql.ref(`s.${group}`)} as grp from (${set.rows}) s`,
      ),
      sql` union all `,
    )}) s group by 1, 2`.execute(db)
  const all = [...times.answer, ...times.attempt, ...times.talk].map((it) => it[group])
  return [...new Set([...all, ...rows.map(({ grp }) => grp)])].map((grp) => {
    const n = (key: string) => rows.find((row) => row.grp === grp && row.key === key)?.n ?? 0
    const ours = (taken: Taken[]) => timesOf(taken.filter((it) => it[group] === grp))
    return {
      group: grp,
      answer: ours(times.answer),
      attempt: ours(times.attempt),
      talk: ours(times.talk),
      inTime: clocks.map(({ duty }) => ({
        duty,
        share: told(n(`clock.${duty}_in_time`), n(`clock.${duty}_due`)),
        pauses: pausesTold(pauses.filter((it) => it.duty === duty && it[group] === grp)),
      })),
      noCover: n('offer.no_cover'),
    }
  })
}
