import type { Db } from '#platform/db'
import { refuseMeanwhile } from '#workspace/lists'
import type { Contact } from './contract.ts'
import { contactsShown } from './shown.ts'
import { findContact } from './store.ts'

const columns: Record<string, string> = {
  firstName: 'first_name',
  lastName: 'last_name',
  jobTitle: 'job_title',
  companyId: 'company_id',
  companyName: 'company_id',
  ownerId: 'owner_id',
  externalId: 'external_id',
}

/** Refuses a change of a person that was made looking at something else than what stands there now. */
export async function refuseOvertaken(
  db: Db,
  wanted: string,
  was: Record<string, string | number | boolean | string[] | null>,
  known?: Contact | undefined,
): Promise<void> {
  const it = known ?? (await contactsShown(db, [(await findContact(db, wanted)).id]))[0]
  if (!it) return
  const { id } = it
  await refuseMeanwhile(
    db,
    was,
    {
      name: it.name,
      firstName: it.firstName,
      lastName: it.lastName,
      email: it.email,
      phone: it.phone,
      jobTitle: it.jobTitle,
      city: it.city,
      country: it.country,
      externalId: it.externalId,
      companyId: it.company?.id ?? null,
      companyName: it.company?.name ?? null,
      ownerId: it.owner?.id ?? null,
      ...Object.fromEntries(Object.entries(it.custom).map(([key, value]) => [`custom.${key}`, value])),
    },
    { table: 'contact', id, column: (field) => columns[field] ?? field },
  )
}
