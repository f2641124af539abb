import { CompiledQuery, sql } from 'kysely'
import { stopLettersTo } from '#mail/letters'
import { contactsChanged, followNow } from '#people/contacts'
import { hashOf, rememberErased } from '#people/erased'
import { endLead } from '#people/leads'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, notFound } from '#platform/http'
import type { ErasingHook } from '#platform/registry'
import { type Ask, readCatalog } from './catalog.ts'
import type { Entry } from './list.ts'
import { type Person, personOf } from './whom.ts'

export const askIn =
  (db: Db): Ask =>
  async <T>(text: string, values: readonly unknown[] = []) =>
    (await db.executeQuery<T>(CompiledQuery.raw(text, [...values]))).rows

/** A person within reach who was not erased, also one in the bin. */
export async function findErasable(db: Db, contactId: string) {
  const contact = await db
    .selectFrom('contact')
    .select(['id', 'name', 'merged_into'])
    .where('id', '=', contactId)
    .executeTakeFirst()
  if (!contact) throw notFound('no_contact', 'This person is not there, or you may not see them.')
  const [erased] = await askIn(db)('select 1 from erasure where $1::uuid = any (contact_ids)', [contactId])
  if (erased) throw conflict('already_erased', 'This person was erased already.')
  if (contact.merged_into)
    throw conflict('merged', 'This record was merged into another. Open that one, and erase it.')
  return contact
}

/** Whoever lies in the bin under the same address is taken for the same person: brought back, they would be known again. */
async function binnedAs(ask: Ask, workspaceId: number, contactId: string): Promise<string[]> {
  const rows = await ask<{ id: string }>(
    `select o.id from contact c join contact o on o.workspace_id = c.workspace_id and o.email_key = c.email_key and o.id <> c.id
     where c.workspace_id = $1 and c.id = $2 and o.deleted_at is not null and o.merged_into is null and o.erased_at is null`,
    [workspaceId, contactId],
  )
  return rows.map(({ id }) => id)
}

export type Asked = {
  workspaceId: number
  contactId: string
  cause: Entry['cause']
  actor: string
  operationId: string | null
  secret: string
  hooks: readonly ErasingHook[]
}

/**
 * From this transaction on they are seen nowhere and nothing goes out to them; the job takes out what is kept of them. What they
 * would be known by again is remembered as keyed hashes; not of who was only deleted, whom anybody may add anew.
 */
export async function askErasure(db: Db, it: Asked, now: Date): Promise<{ id: string; person: Person }> {
  const ask = askIn(db)
  const contact = await findErasable(db, it.contactId)
  const same = it.cause === 'bin' ? [] : await binnedAs(ask, it.workspaceId, contact.id)
  const whom = { workspaceId: it.workspaceId, ids: [contact.id, ...same] }
  const person = await personOf(ask, await readCatalog(ask), whom)
  const { contacts, subjects } = person.whom
  await followNow(db, contacts, now)
  const id = uuidv7(now)
  const keys = it.cause === 'bin' ? [] : new Set(person.keys)
  const hashes = [...keys].map((key) => hashOf(it.secret, key))
  for (const hook of it.hooks) await hook(db, { contactIds: contacts, actor: it.actor, now })
  const open = await db
    .selectFrom('lead')
    .select('id')
    .where('contact_id', 'in', contacts)
    .where('state', '=', 'open')
    .execute()
  for (const lead of open)
    await endLead(db, lead.id, { state: 'withdrawn', reason: 'erased', actor: it.actor }, now)
  await stopLettersTo(db, { subjectIds: subjects, addresses: person.needles.emails }, now)
  await db
    .insertInto('erasure')
    .values({
      id,
      contact_ids: contacts as string[],
      key_hashes: hashes,
      cause: it.cause,
      state: 'asked',
      actor: it.actor,
      operation_id: it.operationId,
      counts: '{}',
      asked_at: now,
    })
    .execute()
  await rememberErased(db, { erasureId: id, hashes }, now)
  await hide(db, contacts, now)
  return { id, person }
}

/** Out of lists, search and the bin, at once. */
export async function hide(db: Db, contactIds: readonly string[], now: Date): Promise<void> {
  await db
    .updateTable('contact')
    .set({ deleted_at: sql`coalesce(deleted_at, ${now})`, erased_at: now, changed_at: now })
    .where('id', 'in', contactIds)
    .where('erased_at', 'is', null)
    .execute()
  await contactsChanged(db, contactIds, now, 'deleted')
}
