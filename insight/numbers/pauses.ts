import { sql } from 'kysely'
import { type clocks, dutiesIn, type Filter, titleOf } from '#insight/sets'
import type { Db } from '#platform/db'
import { businessMinutesBetween } from '#workspace/calendars'
import { type Begun, calendarAt, withCalendars } from './calendars-then.ts'
import type { Pauses } from './pauses-said.ts'

export type Duty = (typeof clocks)[number]['duty']

/** While somebody was away a clock of theirs stood still: whose, from when to when, and how many of their working minutes. */
export type Pause = {
  duty: Duty
  handoverId: string
  title: string
  /** Who was away. */
  member: string
  fromAt: Date
  toAt: Date
  minutes: number
  /** As it was entered. */
  why: string | null
  enteredBy: string | null
  /** Null: it counted without being granted. */
  grantedBy: string | null
  cancelledAt: Date | null
} & Record<'channel' | 'form_id' | 'product_line_id' | 'member_id', string | null>

type Row = Omit<Pause, 'minutes' | 'member_id'> & Begun & { clock: string; duty_member_id: string | null }

/**
 * The pauses of the very clocks that the in-time rates count, the newest first. A clock runs by what was known when it began, so
 * an absence pauses those that began while it counted, as long as they ran, whether it was cancelled later or not. An answer and
 * a first attempt run on when they are handed on, and what paused them before comes with them.
 */
export async function pausesOf(db: Db, filter: Filter, now: Date): Promise<Pause[]> {
  const { rows } = await sql<Row>`
    with duty as (${dutiesIn(filter, now)}),
    run as (
      select d.*, d.member_id::uuid as away_id, d.since_at as run_at, d.at as run_until from duty d
      union all
      select d.*, p.member_id, p.offered_at, p.answered_at from duty d join offer o on o.id = d.offer_id
      join offer p on p.workspace_id = o.workspace_id and p.handover_id = o.handover_id and p.state = 'handed_on' and p.number < o.number
      where not exists (select from offer e where e.workspace_id = o.workspace_id and e.handover_id = o.handover_id
        and e.state = 'expired' and e.number between p.number and o.number - 1)
    )
    select d.duty, d.handover_id as "handoverId", ${titleOf.handover} as title, m.name as member, m.id as member_id,
      d.member_id as duty_member_id, d.channel, d.form_id, d.product_line_id, concat(d.duty, d.handover_id, d.offer_id) as clock,
      greatest(d.run_at, a.from_at) as "fromAt", least(d.run_until, a.to_at) as "toAt", a.note as why, a.cancelled_at as "cancelledAt",
      e.name as "enteredBy", case a.state when 'granted' then g.name end as "grantedBy",
      d.run_at as since_at, ${calendarAt('d.run_at', 'd.away_id')} as version_at
    from run d cross join lateral (select d.handover_id as id) s
    join absence a on a.member_id = d.away_id and a.from_at < d.run_until and a.to_at > d.run_at
      and a.created_at <= d.run_at and (a.cancelled_at is null or a.cancelled_at > d.run_at)
      and case when a.decided_at <= d.run_at or a.decided_at is null and a.state <> 'asked' then a.state = 'granted' else a.from_at <= d.run_at end
    join member m on m.id = a.member_id left join member e on e.id = a.entered_by left join member g on g.id = a.decided_by
    order by "fromAt" desc, clock, a.id`.execute(db)
  const began = new Map<string, { from: Date; to: Date }[]>()
  const pauses: Pause[] = []
  for (const [
    { clock, duty_member_id: member_id, since_at: _, version_at: __, ...row },
    calendar,
  ] of await withCalendars(db, rows, now)) {
    // Of two absences at once, what the one paused the other can't pause again.
    const before = began.get(clock) ?? []
    const minutes = businessMinutesBetween({ ...calendar, absences: before }, row.fromAt, row.toAt)
    began.set(clock, [...before, { from: row.fromAt, to: row.toAt }])
    if (minutes > 0) pauses.push({ ...row, member_id, minutes })
  }
  return pauses.sort((a, b) => b.fromAt.getTime() - a.fromAt.getTime())
}

export const pausesTold = (pauses: readonly Pause[]): Pauses => ({
  n: pauses.length,
  minutes: pauses.reduce((sum, { minutes }) => sum + minutes, 0),
})
