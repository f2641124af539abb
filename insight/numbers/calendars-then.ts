import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import { type Calendar, calendarsOf } from '#workspace/calendars'

/** A clock of a member that began at an instant, with the version of their hours that was in force then. */
export type Begun = { member_id: string | null; since_at: Date; version_at: Date | null }

/** Since when the hours that a member, or a firm, had at an instant were in force. */
export const calendarAt = (at: string, member: string): RawBuilder<Date | null> => sql`(
  select max(case when c.to_at <= ${sql.ref(at)} then c.to_at else c.from_at end) from calendar c
  where c.from_at <= ${sql.ref(at)} and (c.member_id is null or c.member_id = ${sql.ref(member)}))`

/** Each with its member's calendar as it was when the clock began: hours, holidays and absences. */
export async function withCalendars<T extends Begun>(
  db: Db,
  rows: readonly T[],
  now: Date,
): Promise<[T, Calendar][]> {
  // Holidays are known around an instant, so that each year has its own, from the version's first day on.
  const versions = Map.groupBy(rows, ({ since_at, version_at }) => {
    const year = Date.UTC(since_at.getUTCFullYear(), 0)
    return Math.max(version_at?.getTime() ?? year, year)
  })
  const found: [T, Calendar][] = []
  for (const [at, begun] of versions) {
    const members = [...new Set(begun.flatMap((row) => row.member_id ?? []))]
    const calendars = await calendarsOf(db, members, new Date(at), now)
    for (const row of begun) found.push([row, calendars.get(row.member_id!)!])
  }
  return found
}
