import { type Inside, invalid, saveRecords } from '#platform/http'
import { knownByOnce, setFieldValues } from '#workspace/fields'
import { checkLinks } from './acts.ts'
import { type CompanyRecord, companyRecord } from './contract.ts'
import { setDomains } from './domains.ts'
import {
  companiesChanged,
  companiesKnownBy,
  findCompany,
  firstDomains,
  insertCompanies,
  refuseTakenId,
} from './store.ts'
import { addTags, setTags } from './tags.ts'

type New = Omit<CompanyRecord, 'id'>

/** Makes companies, of the maker's own where they see no others. */
export async function makeCompanies(context: Inside, fresh: readonly New[]): Promise<string[]> {
  const { db, now, actor } = context
  const firms = fresh.map(({ name, ...it }) => {
    if (!name) throw invalid('no_name', 'A company needs a name.', { fields: { name: 'Give it a name' } })
    return { ...it, name, ownerId: it.ownerId === undefined && actor.reach ? actor.memberId : it.ownerId }
  })
  for (const ownerId of new Set(firms.map((it) => it.ownerId))) await checkLinks(context, { ownerId }, null)
  for (const parentId of new Set(firms.map((it) => it.parentId)))
    await checkLinks(context, { parentId }, null)
  for (const { externalId } of firms) await refuseTakenId(db, externalId, null)
  const ids = await insertCompanies(db, firms, now)
  for (const [n, firm] of firms.entries()) await firstDomains(db, ids[n]!, firm, now)
  const customs = firms.flatMap(({ custom }, n) => (custom ? [{ recordId: ids[n]!, values: custom }] : []))
  if (customs.length > 0) {
    await setFieldValues(db, 'company', customs, now)
    await companiesChanged(
      db,
      customs.map(({ recordId }) => recordId),
    )
  }
  for (const [n, { tags }] of firms.entries()) if (tags) await addTags(db, [ids[n]!], tags, now)
  return ids
}

/** Changes what is named of a company and nothing else. */
export async function changeCompany(
  context: Inside,
  wanted: string,
  { custom, tags, ...change }: New,
): Promise<void> {
  const { db, now } = context
  const company = await findCompany(db, wanted)
  const { id } = company
  await checkLinks(context, change, id)
  await refuseTakenId(db, change.externalId, id)
  const isAboutDomains = change.domain !== undefined || change.domains !== undefined
  const domain = isAboutDomains ? await setDomains(db, company, change, now) : company.domain
  await db
    .updateTable('company')
    .set({
      ...(change.name !== undefined && { name: change.name }),
      ...(change.externalId !== undefined && { external_id: change.externalId || null }),
      ...(isAboutDomains && { domain }),
      ...(change.sector !== undefined && { sector: change.sector || null }),
      ...(change.employees !== undefined && { employees: change.employees }),
      ...(change.revenueMinor !== undefined && { revenue_minor: change.revenueMinor }),
      ...(change.city !== undefined && { city: change.city || null }),
      ...(change.country !== undefined && { country: change.country || null }),
      ...(change.parentId !== undefined && { parent_id: change.parentId }),
      ...(change.ownerId !== undefined && { owner_id: change.ownerId }),
      changed_at: now,
    })
    .where('id', '=', id)
    .execute()
  if (custom) await setFieldValues(db, 'company', [{ recordId: id, values: custom }], now)
  if (tags) await setTags(db, id, tags, now)
  await companiesChanged(db, [id])
}

/** Makes and changes companies, each known by its id, its external id or what a field that `by` names has only once. */
export const saveCompanies = async (context: Inside, records: readonly unknown[], by?: string) =>
  saveRecords<CompanyRecord>(
    context.db,
    {
      table: 'company',
      shape: companyRecord,
      known: (ids, externals) => companiesKnownBy(context.db, ids, externals),
      gone: 'This company is not there, or you may not see it.',
      by: await knownByOnce<CompanyRecord>(context.db, 'company', by),
      make: (fresh) => makeCompanies(context, fresh),
      change: (id, { id: _, ...change }) => changeCompany(context, id, change),
    },
    records,
  )
