import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { memberName } from '#workspace/members'
import { areTold, notify, reopenNoticesTo } from '#workspace/notices'
import { type Absence, calendarOf, counts } from './store.ts'

type Meant = Pick<Absence, 'id' | 'memberId' | 'fromAt' | 'toAt' | 'deputyId'>

export const linkTo = (absenceId: string) => `/settings/hours?absence=${absenceId}`

/** Whoever stands in hears of it once it counts, unless it is their own act; who was told already is so by the same notice. */
export async function tellDeputy(db: Db, it: Meant, now: Date, byId?: string | null): Promise<void> {
  if (!it.deputyId || it.deputyId === byId) return
  const [link, kind] = [linkTo(it.id), 'stands_in']
  if (await areTold(db, link, kind, it.deputyId)) return reopenNoticesTo(db, link, kind, it.deputyId)
  const days = await inWords(db, { ...it, deputyId: null })
  const body = `${days}. What they are offered meanwhile is offered to you.`
  const title = `You stand in for ${await memberName(db, it.memberId)}`
  await notify(db, { memberId: it.deputyId, kind, title, body, link, mail: { text: body } }, now)
}

/** Absences that count though nobody decided on them: from their first day on their deputies stand in, and hear of it once. */
export async function tellOfUndecided(db: Db, now: Date): Promise<void> {
  const begun = await meant(db, now).where('state', '=', 'asked').orderBy('id').forUpdate().execute()
  for (const it of begun)
    if (it.deputyId && !(await areTold(db, linkTo(it.id), 'stands_in', it.deputyId)))
      await tellDeputy(db, it, now)
}

/** Another stands in by now, as where somebody left. */
export async function tellNewDeputies(db: Db, ids: readonly string[], now: Date): Promise<void> {
  const theirs = meant(db, now).where(sql<boolean>`id = any(${ids}::uuid[])`)
  for (const it of await theirs.orderBy('id').execute()) await tellDeputy(db, it, now)
}

const meant = (db: Db, now: Date) =>
  db
    .selectFrom('absence')
    .select(['id', 'member_id as memberId', 'from_at as fromAt', 'to_at as toAt', 'deputy_id as deputyId'])
    .where(counts(now))
    .where('to_at', '>', now)

/** From which to which day, where the member is, and who stands in. */
export async function inWords(db: Db, it: Omit<Meant, 'id'>): Promise<string> {
  const { memberId, fromAt, toAt, deputyId } = it
  const { zone } = await calendarOf(db, memberId, fromAt)
  const day = (at: Date) => at.toLocaleDateString('en', { timeZone: zone, dateStyle: 'long' })
  const [first, last] = [day(fromAt), day(new Date(toAt.getTime() - 1))]
  const days = first === last ? `On ${first}` : `From ${first} to ${last}`
  return deputyId ? `${days}; ${await memberName(db, deputyId)} stands in` : days
}
