import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { PumpBatch } from '#platform/registry'
import { type Arrived, loadArrivals } from './acts.ts'

/** One contact as the pump looks at it: when, why, and what it newly knows. */
export interface Look extends Arrived {
  contactId: string
  companyId: string | null
  /** The batch's time, or that of the newest thing seen if that is later. */
  at: Date
  causes: string[]
}

/**
 * Holds the contacts of a batch until it commits, in id order, so that two pumps never compute one person at once;
 * then writes down what each look newly knows, before anything is concluded from it.
 */
export async function writeLooks(db: Db, batch: PumpBatch, notBefore: Date): Promise<Map<string, Look>> {
  const ids = batch.contacts.map((contact) => contact.id)
  // One after the other in the database: what is read is read under the lock.
  const [, { rows }] = await Promise.all([
    holdContacts(db, ids),
    sql<{ contact_id: string; company_id: string | null; at: Date; changed_at: Date }>`
      select c.id as contact_id, c.company_id, l.at, c.changed_at from contact c
      left join lateral (
        select at from look where look.contact_id = c.id order by at desc limit 1
      ) l on true
      where c.id = any(${ids}::uuid[])`.execute(db),
  ])
  const before = new Map(rows.map((row) => [row.contact_id, row]))
  const known = batch.contacts.filter((contact) => before.has(contact.id))
  const arrivals = await loadArrivals(
    db,
    known.map(({ id, eventIds }) => ({ contactId: id, before: before.get(id)!.at, named: eventIds })),
    notBefore > batch.t ? notBefore : batch.t,
  )
  const looks = new Map<string, Look>()
  for (const { id, causes } of known) {
    const arrived = arrivals.get(id)!
    const { changed_at: changed, company_id: companyId } = before.get(id)!
    const at = changed > arrived.latest ? changed : arrived.latest
    looks.set(id, { ...arrived, contactId: id, companyId, at, causes: [...new Set(causes)].sort() })
  }
  await saveLooks(db, [...looks.values()])
  return looks
}

/** Locks contacts for computing; every computation does it in id order, so none waits for another in a circle. */
export async function holdContacts(db: Db, ids: readonly string[]): Promise<void> {
  await sql`select contact_id from standing where contact_id = any(${ids}::uuid[]) order by contact_id for update`.execute(
    db,
  )
}

/** Writes looks; the oldest fields of replay, so they are never changed. */
export async function saveLooks(
  db: Db,
  looks: readonly { contactId: string; at: Date; arrived: readonly string[]; causes: readonly string[] }[],
): Promise<void> {
  if (looks.length === 0) return
  await sql`
    insert into look (id, contact_id, at, arrived, cause)
    select n.id, n.contact_id, n.at, n.arrived::uuid[], n.cause
    from unnest(
      ${looks.map((look) => uuidv7(look.at))}::uuid[], ${looks.map((look) => look.contactId)}::uuid[],
      ${looks.map((look) => look.at)}::timestamptz[], ${looks.map((look) => `{${look.arrived.join(',')}}`)}::text[],
      ${looks.map((look) => look.causes.join(','))}::text[]
    ) as n (id, contact_id, at, arrived, cause)`.execute(db)
}
