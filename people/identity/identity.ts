import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { makeSubjects } from '#platform/journal'

/** The subject that a contact was born with: what is written about them speaks of it. */
export async function subjectOf(db: Db, contactId: string): Promise<string> {
  const row = await db
    .selectFrom('subject')
    .select('id')
    .where('kind', '=', 'contact')
    .where('key', '=', contactId)
    .executeTakeFirst()
  if (!row) throw new Error(`Contact ${contactId} was made without a subject`)
  return row.id
}

/** The same for many people, by contact. */
export async function birthSubjects(db: Db, contactIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; key: string }>`
    select id, key from subject where kind = 'contact' and key = any(${contactIds}::text[])`.execute(db)
  return new Map(rows.map(({ id, key }) => [key, id]))
}

/** Every subject known to be a person's now, for each of them. */
export async function subjectsOf(db: Db, contactIds: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>(contactIds.map((id) => [id, []]))
  if (contactIds.length === 0) return found
  const rows = await db
    .selectFrom('identity')
    .select(['contact_id', 'subject_id'])
    .where('contact_id', 'in', contactIds)
    .where('until', 'is', null)
    .orderBy('id')
    .execute()
  for (const row of rows) found.get(row.contact_id)!.push(row.subject_id)
  return found
}

/** The person whom a subject is known to be now; null for a visitor nobody knows. */
export async function contactOf(db: Db, subjectId: string): Promise<string | null> {
  const row = await db
    .selectFrom('identity')
    .select('contact_id')
    .where('subject_id', '=', subjectId)
    .where('until', 'is', null)
    .executeTakeFirst()
  return row?.contact_id ?? null
}

/**
 * Says that a subject is a person. A subject that is somebody already stays theirs: a cookie never joins two known
 * people. Gives whether the subject is theirs now.
 */
export async function link(
  db: Db,
  it: { subjectId: string; contactId: string; proof: 'born' | 'claimed' | 'proven' | 'by_member' | 'merged' },
  now: Date,
): Promise<boolean> {
  const made = await db
    .insertInto('identity')
    .values({
      id: uuidv7(now),
      subject_id: it.subjectId,
      contact_id: it.contactId,
      proof: it.proof,
      known_at: now,
    })
    .onConflict((on) => on.columns(['workspace_id', 'subject_id']).where('until', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined || (await contactOf(db, it.subjectId)) === it.contactId
}

/** Gives people who were just made the subject that history speaks of; a few statements for many. */
export async function bearSubjects(
  db: Db,
  contactIds: readonly string[],
  now: Date,
): Promise<Map<string, string>> {
  const subjects = await makeSubjects(db, 'contact', contactIds, now)
  await sql`
    insert into identity (id, subject_id, contact_id, proof, known_at)
    select i.id, i.subject_id, i.contact_id, 'born', ${now}::timestamptz
    from unnest(${contactIds.map(() => uuidv7(now))}::uuid[], ${contactIds.map((id) => subjects.get(id)!)}::uuid[],
      ${contactIds}::uuid[]) as i (id, subject_id, contact_id)`.execute(db)
  return subjects
}

/** A merge: what was known of the loser is the winner's from now on; until when it was the loser's stays known. */
export async function passSubjects(
  db: Db,
  { winnerId, loserId }: { winnerId: string; loserId: string },
  now: Date,
): Promise<void> {
  const closed = await db
    .updateTable('identity')
    .set({ until: now })
    .where('contact_id', '=', loserId)
    .where('until', 'is', null)
    .returning('subject_id')
    .execute()
  for (const { subject_id: subjectId } of closed)
    await link(db, { subjectId, contactId: winnerId, proof: 'merged' }, now)
}

/** An unmerge: the subjects that a merge took from the loser are theirs again, as if they had never been another's. */
export async function returnSubjects(
  db: Db,
  { winnerId, loserId, mergedAt }: { winnerId: string; loserId: string; mergedAt: Date },
  now: Date,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update identity w set until = ${now} from identity l
    where w.contact_id = ${winnerId} and w.until is null and l.subject_id = w.subject_id
      and l.contact_id = ${loserId} and l.until = ${mergedAt}
    returning l.id`.execute(db)
  await sql`update identity set until = null where id = any(${rows.map((row) => row.id)}::uuid[])`.execute(db)
}
