import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { Calendar } from './calendar.ts'
import { hoursShape, type workingHoursShape } from './contract.ts'
import { holidaysOf, type PublicHoliday, regions } from './holidays.ts'

export type WorkingHours = z.infer<typeof workingHoursShape>

const nineToFive: [number, number][] = [[540, 1020]]
/** Monday to Friday, 9 to 17: what a firm starts with. */
export const defaultHours: WorkingHours['hours'] = {
  1: nineToFive,
  2: nineToFive,
  3: nineToFive,
  4: nineToFive,
  5: nineToFive,
}

/** How far back absences are read, so that time already spent can be measured. */
const lookBackMs = 120 * 86_400_000

const inForce = (db: Db, at: Date) =>
  db
    .selectFrom('calendar')
    .select(['id', 'member_id', 'zone', 'region', 'hours'])
    .where('from_at', '<=', at)
    .where((it) => it.or([it('to_at', 'is', null), it('to_at', '>', at)]))

/** The firm's working hours at an instant. */
export async function firmHours(db: Db, at: Date): Promise<WorkingHours> {
  const row = await inForce(db, at)
    .where('member_id', 'is', null)
    .orderBy('from_at', 'desc')
    .executeTakeFirst()
  if (row) return { zone: row.zone, region: row.region, hours: hoursShape.parse(row.hours) }
  const firm = await db.selectFrom('workspace').select(['zone', 'region']).executeTakeFirstOrThrow()
  return { ...firm, hours: defaultHours }
}

/** The members' own working hours where they differ from the firm's. */
export async function ownHours(
  db: Db,
  memberIds: readonly string[],
  at: Date,
): Promise<Map<string, WorkingHours>> {
  if (memberIds.length === 0) return new Map()
  const rows = await inForce(db, at).where('member_id', 'in', memberIds).orderBy('from_at').execute()
  return new Map(
    rows.map(({ member_id, zone, region, hours }) => [
      member_id!,
      { zone, region, hours: hoursShape.parse(hours) },
    ]),
  )
}

/** Ends the version in force and begins the next; `memberId` null is the firm; hours null means as the firm. */
export async function saveHours(
  db: Db,
  memberId: string | null,
  wanted: WorkingHours | null,
  now: Date,
): Promise<void> {
  await db
    .updateTable('calendar')
    .set({ to_at: now })
    .where('to_at', 'is', null)
    .where('member_id', memberId === null ? 'is' : '=', memberId)
    .execute()
  if (!wanted) return
  const hours = JSON.stringify(wanted.hours)
  await db
    .insertInto('calendar')
    .values({ id: uuidv7(now), member_id: memberId, ...wanted, hours, from_at: now })
    .execute()
}

/** The hours that a new firm starts with: its own zone and region, Monday to Friday, 9 to 17. */
export async function makeDefaultCalendar(db: Db, now: Date): Promise<void> {
  const firm = await db.selectFrom('workspace').select(['zone', 'region']).executeTakeFirstOrThrow()
  await saveHours(db, null, { ...firm, hours: defaultHours }, now)
}

export interface Absence {
  id: string
  memberId: string
  fromAt: Date
  toAt: Date
  deputyId: string | null
  note: string | null
}

/** By which absences routing and clocks go: granted ones, and from their first day on those that nobody decided on. */
export const counts = (now: Date) => sql<boolean>`
  cancelled_at is null and (state = 'granted' or (state = 'asked' and from_at <= ${now}))`

/** Absences that count and end after `since`, oldest first. */
export async function absences(db: Db, since: Date, now: Date): Promise<Absence[]> {
  const rows = await db
    .selectFrom('absence')
    .select(['id', 'member_id', 'from_at', 'to_at', 'deputy_id', 'note'])
    .where(counts(now))
    .where('to_at', '>', since)
    .orderBy('from_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    memberId: row.member_id,
    fromAt: row.from_at,
    toAt: row.to_at,
    deputyId: row.deputy_id,
    note: row.note,
  }))
}

/** The calendars by which members' clocks run: hours, public holidays of their region, absences. */
export async function calendarsOf(
  db: Db,
  memberIds: readonly string[],
  at: Date,
  now = at,
): Promise<Map<string, Calendar>> {
  const { rows } = await sql<{
    member_id: string
    zone: string
    region: string
    hours: unknown
    absences: { from: string; to: string }[] | null
  }>`
    select m.id as member_id, coalesce(own.zone, firm.zone, w.zone) as zone, coalesce(own.region, firm.region, w.region) as region,
      coalesce(own.hours, firm.hours) as hours,
      (select json_agg(json_build_object('from', a.from_at, 'to', a.to_at) order by a.from_at, a.id) from absence a
        where a.member_id = m.id and ${counts(now)} and a.to_at > ${new Date(at.getTime() - lookBackMs)}) as absences
    from unnest(${memberIds}::uuid[]) as m (id) cross join workspace w
    left join lateral (${hoursAt(at, sql`member_id is null`)}) firm on true
    left join lateral (${hoursAt(at, sql`member_id = m.id`)}) own on true`.execute(db)
  const made = new Map<string, Calendar>()
  for (const { member_id, zone, region, hours, absences } of rows)
    made.set(member_id, {
      zone,
      hours: hours ? hoursShape.parse(hours) : defaultHours,
      holidays: await holidaysAround(region, at),
      absences: (absences ?? []).map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })),
    })
  return made
}

const hoursAt = (at: Date, whose: RawBuilder<unknown>) => sql`
  select zone, region, hours from calendar where ${whose} and from_at <= ${at} and (to_at is null or to_at > ${at})
  order by from_at desc limit 1`

/** The firm's own hours and holidays, nobody's absences. */
export async function firmCalendar(db: Db, at: Date): Promise<Calendar> {
  const { zone, region, hours } = await firmHours(db, at)
  return { zone, hours, holidays: await holidaysAround(region, at), absences: [] }
}

export async function calendarOf(db: Db, memberId: string, at: Date): Promise<Calendar> {
  return (await calendarsOf(db, [memberId], at)).get(memberId)!
}

/** Who is away at an instant, until when, and who stands in. */
export async function awayAt(db: Db, at: Date): Promise<Map<string, Absence>> {
  const rows = await absences(db, at, at)
  return new Map(rows.filter((one) => one.fromAt <= at).map((one) => [one.memberId, one]))
}

/** Who stands in for a member at an instant, through deputies of deputies; null: the member is there, or nobody is. */
export async function deputyOf(db: Db, memberId: string, at: Date): Promise<string | null> {
  return deputyAmong(await awayAt(db, at), memberId)
}

function deputyAmong(away: ReadonlyMap<string, Absence>, memberId: string): string | null {
  const seen = new Set<string>()
  let id: string | null = memberId
  while (id !== null && away.has(id)) {
    if (seen.has(id)) return null
    seen.add(id)
    id = away.get(id)!.deputyId
  }
  return id === memberId ? null : id
}

/** For whom a member may act at an instant: those who are away and named them, directly or through another. */
export async function standsInFor(db: Db, memberId: string, at: Date): Promise<string[]> {
  const away = await awayAt(db, at)
  return [...away.keys()].filter((absent) => absent !== memberId && deputyAmong(away, absent) === memberId)
}

/** How many earned leads a week members agreed to take at an instant; who is missing has agreed on no limit. */
export async function capacitiesAt(db: Db, at: Date): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('capacity')
    .select(['member_id', 'per_week'])
    .where('from_at', '<=', at)
    .where((it) => it.or([it('to_at', 'is', null), it('to_at', '>', at)]))
    .orderBy('from_at')
    .execute()
  return new Map(rows.map((row) => [row.member_id, row.per_week]))
}

/** Holds the members' current capacities until the transaction ends, so that two offers can't take the last place. */
export async function lockCapacities(db: Db): Promise<void> {
  await sql`select id from capacity where to_at is null order by id for update`.execute(db)
}

/** A new version of what a member takes a week; null: no limit agreed. */
export async function saveCapacity(
  db: Db,
  memberId: string,
  perWeek: number | null,
  now: Date,
): Promise<void> {
  await db
    .updateTable('capacity')
    .set({ to_at: now })
    .where('member_id', '=', memberId)
    .where('to_at', 'is', null)
    .execute()
  if (perWeek === null) return
  await db
    .insertInto('capacity')
    .values({ id: uuidv7(now), member_id: memberId, per_week: perWeek, from_at: now })
    .execute()
}

const kept = new Map<string, Promise<readonly PublicHoliday[]>>()

/** Whether a local day is a public holiday, for the years around an instant. Rules don't change while we run. */
async function holidaysAround(region: string, at: Date): Promise<(day: string) => boolean> {
  const year = at.getUTCFullYear()
  const days = new Set<string>()
  for (const one of [year - 1, year, year + 1, year + 2]) {
    for (const { date } of await holidaysIn(region, one)) days.add(date)
  }
  return (day) => days.has(day)
}

/** The public holidays of the firm's region on days from one to another, both counted. */
export async function firmHolidays(db: Db, from: string, to: string, at: Date): Promise<PublicHoliday[]> {
  const { region } = await firmHours(db, at)
  const years = [...new Set([from, to].map((day) => Number(day.slice(0, 4))))]
  const found: PublicHoliday[] = []
  for (const year of years) found.push(...(await holidaysIn(region, year)))
  return found.filter(({ date }) => date >= from && date <= to)
}

function holidaysIn(region: string, year: number): Promise<readonly PublicHoliday[]> {
  const key = `${region} ${year}`
  const found = kept.get(key) ?? loadHolidays(region, year)
  kept.set(key, found)
  return found
}

/** A firm in a region without known holidays works every weekday. */
async function loadHolidays(region: string, year: number): Promise<readonly PublicHoliday[]> {
  const known = await regions()
  return known.some((one) => one.code === region) ? holidaysOf(region, year) : []
}
