import { sql } from 'kysely'
import { companiesByDomain, companyNamed } from '#people/companies'
import type { Db } from '#platform/db'
import { type Inside, invalid } from '#platform/http'
import { type FieldInput, setFieldValues } from '#workspace/fields'
import { checkOwner } from '#workspace/members'
import { phoneKey, shownName } from './contact.ts'
import { customFacts, keepFacts } from './facts.ts'
import type { NewContact } from './making.ts'
import { type ContactRow, contactsChanged, factsIn, findContact, firmRegion, refuseTakenId } from './store.ts'
import { addTags, removeTags, setTags } from './tags.ts'

export type ContactChange = Omit<NewContact, 'status' | 'via'>
type Custom = Readonly<Record<string, FieldInput>>

const columns = {
  firstName: 'first_name',
  lastName: 'last_name',
  email: 'email',
  phone: 'phone',
  jobTitle: 'job_title',
  companyId: 'company_id',
  city: 'city',
  country: 'country',
  ownerId: 'owner_id',
  externalId: 'external_id',
} as const

type Change = ContactChange & { tags?: string[] | undefined; custom?: Custom | undefined }

/** Changes a person; a new first or last name renames them unless they were given a name of another form. */
export const updateContact = (
  inside: Pick<Inside, 'db' | 'now' | 'actor'>,
  id: string,
  change: Change,
): Promise<void> => updateContacts(inside, [{ id, ...change }])

/** The same of many; what follows from all of it is done once, at the end. Of two changes of a value the later one holds. */
export async function updateContacts(
  inside: Pick<Inside, 'db' | 'now' | 'actor'>,
  changes: readonly (Change & { id: string })[],
): Promise<void> {
  const { db, now } = inside
  const facts = new Map<string, ReturnType<typeof factsIn>[number]>()
  const customs = new Map<string, Record<string, FieldInput>>()
  const ids = new Set<string>()
  for (const { id: wanted, ...change } of changes) {
    const contact = await findContact(db, wanted)
    const { id } = contact
    ids.add(id)
    await checkLinks(inside, change)
    await refuseTakenId(db, change.externalId, id)
    const set = await columnsOf(db, contact, change, now)
    await db
      .updateTable('contact')
      .set({ ...set, changed_at: now })
      .where('id', '=', id)
      .execute()
    for (const fact of factsIn(id, set)) facts.set(`${id} ${fact.field}`, fact)
    if (change.custom) customs.set(id, { ...customs.get(id), ...change.custom })
    if (change.tags) await setTags(db, id, change.tags, now)
  }
  await keepFacts(db, [...facts.values()], now)
  const own = [...customs].map(([id, custom]) => ({ id, custom }))
  if (own.length > 0) await keepCustom(db, own, now)
  await contactsChanged(db, [...ids], now)
}

async function columnsOf(db: Db, contact: ContactRow, change: ContactChange, now: Date) {
  const set: Partial<
    Record<(typeof columns)[keyof typeof columns] | 'name' | 'phone_key' | 'company_by_domain', string | null>
  > = {}
  for (const [key, column] of Object.entries(columns) as [keyof typeof columns, 'email'][])
    if (change[key] !== undefined) set[column] = change[key]?.trim() || null
  if (change.companyName !== undefined)
    set.company_id = change.companyName?.trim()
      ? await companyNamed(db, change.companyName, now, contact.owner_id)
      : null
  if (set.company_id !== undefined) set.company_by_domain = null
  else if (set.email && !contact.company_id) {
    const joined = (await companiesByDomain(db, [set.email])).get(set.email)
    if (joined) Object.assign(set, { company_id: joined.companyId, company_by_domain: joined.domain })
  }
  if (change.phone !== undefined) set.phone_key = phoneKey(change.phone, await firmRegion(db))
  const after = { ...contact, ...set }
  const names = {
    firstName: after.first_name,
    lastName: after.last_name,
    email: after.email,
    phone: after.phone,
    externalId: after.external_id,
  }
  const before = [contact.first_name, contact.last_name].filter(Boolean).join(' ')
  const renamed = change.firstName !== undefined || change.lastName !== undefined
  if (change.name !== undefined) set.name = shownName({ ...names, name: change.name })
  else if (renamed && (contact.name === before || !before)) set.name = shownName(names)
  return { ...set, ...(set.name && { name: set.name }) } as Omit<typeof set, 'name'> & { name?: string }
}

/** What many can be set to at once. */
export type ContactSet = Pick<ContactChange, 'ownerId' | 'companyId' | 'city' | 'country' | 'jobTitle'> & {
  addTags?: string[] | undefined
  removeTags?: string[] | undefined
  custom?: Custom | undefined
}

/** One change for many, set-based. */
export async function bulkUpdate(
  inside: Pick<Inside, 'db' | 'now' | 'actor'>,
  ids: string[],
  change: ContactSet,
): Promise<void> {
  const { db, now } = inside
  await checkLinks(inside, change)
  const set: Partial<Record<'owner_id' | 'company_id' | 'city' | 'country' | 'job_title', string | null>> = {}
  for (const key of ['ownerId', 'companyId', 'city', 'country', 'jobTitle'] as const)
    if (change[key] !== undefined) set[columns[key] as 'city'] = change[key]?.trim() || null
  await db
    .updateTable('contact')
    .set({ ...set, ...(set.company_id !== undefined && { company_by_domain: null }), changed_at: now })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  await keepFacts(
    db,
    ids.flatMap((id) => factsIn(id, set)),
    now,
  )
  if (change.custom) await setCustom(db, ids, change.custom, now)
  if (change.addTags?.length) await addTags(db, ids, change.addTags, now)
  if (change.removeTags?.length) await removeTags(db, ids, change.removeTags)
  await contactsChanged(db, ids, now)
}

/** Into the bin: out of lists and search, nothing lost. */
export async function removeContacts(db: Db, ids: string[], now: Date): Promise<void> {
  await db
    .updateTable('contact')
    .set({ deleted_at: now, changed_at: now })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  await contactsChanged(db, ids, now, 'deleted')
}

/** Out of the bin again; what follows is that of an undo. */
export async function bringContactsBack(db: Db, ids: readonly string[], now: Date): Promise<string[]> {
  await db
    .updateTable('contact')
    .set({ deleted_at: null, changed_at: now })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  return []
}

/** The fields of people who were just made. */
export async function fillCustom(
  db: Db,
  people: readonly { id: string; custom: Custom }[],
  now: Date,
): Promise<void> {
  await keepCustom(db, people, now)
  await contactsChanged(
    db,
    people.map(({ id }) => id),
    now,
  )
}

const setCustom = (db: Db, ids: readonly string[], custom: Custom, now: Date): Promise<void> =>
  keepCustom(
    db,
    ids.map((id) => ({ id, custom })),
    now,
  )

async function keepCustom(
  db: Db,
  people: readonly { id: string; custom: Custom }[],
  now: Date,
): Promise<void> {
  const kept = await setFieldValues(
    db,
    'contact',
    people.map(({ id, custom }) => ({ recordId: id, values: custom })),
    now,
  )
  await keepFacts(
    db,
    people.flatMap(({ id }, n) => customFacts(id, kept[n]!)),
    now,
  )
}

/** Ids in bodies are looked up under the caller's own fence: what they can't see, they can't link. */
export async function checkLinks(
  { db, actor }: Pick<Inside, 'db' | 'actor'>,
  it: { ownerId?: string | null | undefined; companyId?: string | null | undefined },
): Promise<void> {
  await checkOwner({ db, actor }, it.ownerId, 'this person')
  if (it.companyId) {
    const company = await db
      .selectFrom('company')
      .select('id')
      .where('id', '=', it.companyId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (!company)
      throw invalid('no_company', 'This company is not there, or you may not see it.', {
        fields: { companyId: 'Choose a company' },
      })
  }
}
