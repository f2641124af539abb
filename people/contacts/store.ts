import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { invalid, notFound } from '#platform/http'
import { contactNews } from '#platform/pump'
import { recompute, textsOf } from '#workspace/fields'
import { keepSearchEntries } from '#workspace/search'
import { searchWords } from './contact.ts'
import { customFacts, keepFacts } from './facts.ts'
import { contactInputs } from './formulas.ts'
import { mergedInto } from './merged.ts'
import { numbersOf } from './numbers.ts'

export const contactColumns = [
  'id',
  'external_id',
  'first_name',
  'last_name',
  'name',
  'email',
  'phone',
  'phone_key',
  'job_title',
  'company_id',
  'company_by_domain',
  'city',
  'country',
  'owner_id',
  'created_via',
  'status',
  'bars',
  'created_at',
  'changed_at',
  'merged_into',
] as const
export type ContactRow = Awaited<ReturnType<typeof findContact>>

/** A text as it is kept: trimmed, and null where nothing is left. */
export const text = (value: string | null | undefined) => value?.trim() || null

/** Which columns of a contact a score or replay may read, as its facts of that moment. */
export const factColumns = [
  'email',
  'phone',
  'job_title',
  'city',
  'country',
  'created_via',
  'company_id',
] as const

export const factsIn = (
  contactId: string,
  row: Partial<Record<(typeof factColumns)[number], string | null>>,
) =>
  factColumns.flatMap((field) => (row[field] === undefined ? [] : [{ contactId, field, value: row[field] }]))

/** A living person within reach; who was merged into another answers with the other. */
export async function findContact(db: Db, id: string) {
  let wanted = id
  for (let hop = 0; hop < 10; hop++) {
    const row = await db
      .selectFrom('contact')
      .select(contactColumns)
      .where('id', '=', wanted)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (!row) break
    if (!row.merged_into) return row
    wanted = row.merged_into
  }
  throw notFound('no_contact', 'This person is not there, or you may not see them.')
}

/** What follows every change of people: the search box finds the living, and the pump looks at them. */
export async function contactsChanged(
  db: Db,
  ids: readonly string[],
  now: Date,
  cause = 'facts',
  lane: 'ordinary' | 'bulk' = 'ordinary',
): Promise<void> {
  if (ids.length === 0) return
  const rows = await db
    .selectFrom('contact')
    .leftJoin('company', (on) =>
      on
        .onRef('company.workspace_id', '=', 'contact.workspace_id')
        .onRef('company.id', '=', 'contact.company_id'),
    )
    .select([
      'contact.id',
      'contact.name',
      'contact.email',
      'contact.phone',
      'contact.phone_key',
      'contact.city',
      'contact.external_id',
      'contact.owner_id',
      'contact.job_title',
      'company.name as company',
    ])
    .select(sql<boolean>`contact.deleted_at is not null or contact.merged_into is not null`.as('gone'))
    .where(sql<boolean>`contact.id = any(${ids}::uuid[])`)
    .execute()
  const computed = await recompute(db, 'contact', ids, contactInputs)
  await keepFacts(
    db,
    [...computed].flatMap(([id, values]) => customFacts(id, values)),
    now,
  )
  const own = await textsOf(db, ids)
  const others = Map.groupBy(await mergedInto(db, ids), ({ winner }) => winner)
  const numbers = await numbersOf(db, ids)
  await keepSearchEntries(db, rows, (row) => ({
    record: 'contact',
    ownerId: row.owner_id,
    title: row.name,
    subtitle: [row.job_title, row.company].filter(Boolean).join(', ') || row.email || row.phone || '',
    ...searchWords({
      ...{ ...row, phoneKey: row.phone_key, externalId: row.external_id, jobTitle: row.job_title },
      ...{ others: others.get(row.id) ?? [], numbers: numbers.get(row.id) ?? [] },
      own: own.get(row.id) ?? [],
    }),
  }))
  await contactNews(
    db,
    ids.map((contactId) => ({ contactId, cause, lane })),
    now,
  )
}

/** An external id names one person only. */
export async function refuseTakenId(db: Db, externalId: string | null | undefined, ownId: string | null) {
  const wanted = text(externalId)
  if (!wanted) return
  const taken = await db
    .selectFrom('contact')
    .select(['id', 'name'])
    .where('external_id', '=', wanted)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (taken && taken.id !== ownId)
    throw invalid('external_id_taken', `${taken.name} has the number ${wanted} already.`, {
      fields: { externalId: `Used by ${taken.name}` },
    })
}

/** Where the firm is: what phone numbers without a country's code are read by. */
export async function firmRegion(db: Db): Promise<string> {
  const firm = await db.selectFrom('workspace').select('region').executeTakeFirstOrThrow()
  return firm.region
}

/** A cold name that acts is a person from then on. */
export async function becomePerson(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('contact')
    .set({ status: 'person', changed_at: now })
    .where('id', '=', id)
    .where('status', '=', 'target')
    .execute()
}

/** Sets which channels wait for a decision, as `email:email_allowed_but_unsubscribed`. */
export async function setBars(db: Db, id: string, bars: string[], now: Date): Promise<void> {
  await db.updateTable('contact').set({ bars, changed_at: now }).where('id', '=', id).execute()
}

/** Who took people over owns them; gives nothing back to who had them. */
export async function setContactOwner(
  db: Db,
  ids: readonly string[],
  ownerId: string,
  now: Date,
  fromId?: string,
): Promise<void> {
  await db
    .updateTable('contact')
    .set({ owner_id: ownerId, changed_at: now })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .$if(fromId !== undefined, (of) => of.where('owner_id', '=', fromId!))
    .execute()
  await contactsChanged(db, ids, now, 'owner')
}
