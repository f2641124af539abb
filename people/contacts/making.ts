import { companiesByDomain, companyNamed } from '#people/companies'
import { refuseErased } from '#people/erased'
import { bearSubjects } from '#people/identity'
import { beginStanding } from '#people/standing'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { type FieldInput, saidOnce } from '#workspace/fields'
import { phoneKey, shownName } from './contact.ts'
import { keepFacts } from './facts.ts'
import { contactsChanged, factsIn, refuseTakenId, text } from './store.ts'

export type NewContact = {
  name?: string | null | undefined
  firstName?: string | null | undefined
  lastName?: string | null | undefined
  email?: string | null | undefined
  phone?: string | null | undefined
  jobTitle?: string | null | undefined
  companyId?: string | null | undefined
  /** Found by its name, else made. */
  companyName?: string | null | undefined
  city?: string | null | undefined
  country?: string | null | undefined
  ownerId?: string | null | undefined
  externalId?: string | null | undefined
  /** target: a cold name without any act, outside every funnel count. */
  status: 'target' | 'person'
  via: 'form' | 'capture' | 'import' | 'manual' | 'api'
}

type Brought = Pick<NewContact, 'email' | 'phone' | 'externalId'> & {
  custom?: Readonly<Record<string, FieldInput>> | undefined
}

/** Refuses to make anew who was erased, by whatever they are known by. */
export async function refuseErasedAmong(
  { db, secret }: { db: Db; secret: string },
  all: readonly Brought[],
  region: string,
): Promise<void> {
  const said = await saidOnce(
    db,
    'contact',
    all.map(({ custom = {} }) => ({ custom })),
  )
  const known = all.map(({ email, externalId, phone }, n) => ({
    ...{ email, externalId, phoneKey: phoneKey(phone, region) },
    own: said[n]!.map(({ key }) => key),
  }))
  await refuseErased(db, secret, ...known)
}

/**
 * Makes a person with a subject of their own in the journal and a place in the race. Who names no company joins the one that
 * has the domain of their address.
 */
export async function createContact(
  db: Db,
  it: NewContact,
  of: { now: Date; region: string },
): Promise<{ id: string; subjectId: string }> {
  await refuseTakenId(db, it.externalId, null)
  const [made] = await createContacts(db, [it], of)
  return made!
}

/** The same for many in a few statements; of their external ids none may be taken. */
export async function createContacts(
  db: Db,
  all: readonly NewContact[],
  { now, region }: { now: Date; region: string },
): Promise<{ id: string; subjectId: string }[]> {
  if (all.length === 0) return []
  const joined = await companiesByDomain(
    db,
    all.map(({ email }) => text(email)),
  )
  const rows = []
  for (const it of all) {
    const name = text(it.companyName)
    const named = it.companyId ?? (name ? await companyNamed(db, name, now, it.ownerId) : null)
    const email = text(it.email)
    const own = named ? undefined : joined.get(email ?? '')
    rows.push({
      id: uuidv7(now),
      external_id: text(it.externalId),
      first_name: text(it.firstName),
      last_name: text(it.lastName),
      name: shownName(it),
      email,
      phone: text(it.phone),
      phone_key: phoneKey(it.phone, region),
      job_title: text(it.jobTitle),
      company_id: named ?? own?.companyId ?? null,
      company_by_domain: own?.domain ?? null,
      city: text(it.city),
      country: text(it.country),
      owner_id: it.ownerId ?? null,
      created_via: it.via,
      status: it.status,
      created_at: now,
      changed_at: now,
    })
  }
  const ids = rows.map(({ id }) => id)
  await db.insertInto('contact').values(rows).execute()
  const subjects = await bearSubjects(db, ids, now)
  for (const status of ['target', 'person'] as const)
    await beginStanding(
      db,
      rows.filter((row) => row.status === status).map(({ id }) => id),
      status,
    )
  await keepFacts(
    db,
    rows.flatMap((row) => factsIn(row.id, row)),
    now,
  )
  await contactsChanged(db, ids, now)
  return ids.map((id) => ({ id, subjectId: subjects.get(id)! }))
}
