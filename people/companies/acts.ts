import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { type Inside, invalid } from '#platform/http'
import { type FieldInput, setFieldValues } from '#workspace/fields'
import { refuseMeanwhile } from '#workspace/lists'
import { checkOwner } from '#workspace/members'
import { freeDomains } from './domains.ts'
import { companiesShown } from './shown.ts'
import { companiesChanged } from './store.ts'
import { addTags, removeTags } from './tags.ts'
import { refuseMisplaced } from './tree.ts'

export type CompanySet = {
  ownerId?: string | null | undefined
  sector?: string | null | undefined
  city?: string | null | undefined
  country?: string | null | undefined
  addTags?: string[] | undefined
  removeTags?: string[] | undefined
  custom?: Readonly<Record<string, FieldInput>> | undefined
}

/** One change for many, set-based. */
export async function bulkUpdate(
  inside: Pick<Inside, 'db' | 'now' | 'actor'>,
  ids: string[],
  { custom, addTags: added, removeTags: removed, ...set }: CompanySet,
): Promise<void> {
  const { db, now } = inside
  await checkLinks(inside, set, null)
  await db
    .updateTable('company')
    .set({
      ...(set.ownerId !== undefined && { owner_id: set.ownerId }),
      ...(set.sector !== undefined && { sector: set.sector || null }),
      ...(set.city !== undefined && { city: set.city || null }),
      ...(set.country !== undefined && { country: set.country || null }),
      changed_at: now,
    })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  if (custom)
    await setFieldValues(
      db,
      'company',
      ids.map((recordId) => ({ recordId, values: custom })),
      now,
    )
  if (added) await addTags(db, ids, added, now)
  if (removed) await removeTags(db, ids, removed)
  await companiesChanged(db, ids)
}

/** Into the bin: out of lists and search, nothing lost. */
export async function removeCompanies(db: Db, ids: string[], now: Date): Promise<void> {
  await db
    .updateTable('company')
    .set({ deleted_at: now, changed_at: now })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  await freeDomains(db, ids)
  await companiesChanged(db, ids)
}

const columns: Record<string, string> = {
  revenueMinor: 'revenue_minor',
  parentId: 'parent_id',
  ownerId: 'owner_id',
  externalId: 'external_id',
}

/** Refuses a change of a company that was made looking at something else than what stands there now. */
export async function refuseOvertaken(
  db: Db,
  id: string,
  was: Record<string, string | number | boolean | string[] | null>,
): Promise<void> {
  const [it] = await companiesShown(db, [id])
  if (!it) return
  const {
    custom,
    parent,
    owner,
    name,
    domain,
    domains,
    sector,
    employees,
    revenueMinor,
    city,
    country,
    externalId,
  } = it
  await refuseMeanwhile(
    db,
    was,
    {
      ...{ name, domain, domains, sector, employees, revenueMinor, city, country, externalId },
      parentId: parent?.id ?? null,
      ownerId: owner?.id ?? null,
      ...Object.fromEntries(Object.entries(custom).map(([key, value]) => [`custom.${key}`, value])),
    },
    { table: 'company', id, column: (field) => columns[field] ?? field },
  )
}

/** Ids in bodies are looked up under the caller's own fence; a company is never its own ancestor. */
export async function checkLinks(
  { db, actor }: Pick<Inside, 'db' | 'actor'>,
  it: { ownerId?: string | null | undefined; parentId?: string | null | undefined },
  ownId: string | null,
): Promise<void> {
  await checkOwner({ db, actor }, it.ownerId, 'this company')
  if (!it.parentId) return
  if (!(await isThere(db, it.parentId)))
    throw invalid('no_company', 'This company is not there, or you may not see it.', {
      fields: { parentId: 'Choose a company' },
    })
  await refuseMisplaced(db, { id: ownId, parentId: it.parentId })
}

const isThere = async (db: Db, id: string) =>
  (await db.selectFrom('company').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
