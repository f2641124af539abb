import { type Entry, type Inside, invalid, notFound, refuseWithout } from '#platform/http'

export type About = {
  contactId?: string | undefined
  companyId?: string | undefined
  dealId?: string | undefined
}
export type AboutColumn = 'contact_id' | 'company_id' | 'deal_id'
export const recordsAbout = ['contact', 'company', 'deal'] as const

/** The one record that is meant, if the caller may read its kind and it is within their reach. */
export async function recordMeant(
  { db, registry, actor }: Pick<Inside, 'db' | 'actor'> & Pick<Entry, 'registry'>,
  it: About,
): Promise<[AboutColumn, string]> {
  const named = recordsAbout.flatMap((record) => {
    const id = it[`${record}Id`]
    return id ? [{ record, id }] : []
  })
  const [one, ...others] = named
  if (!one || others.length > 0) throw invalid('whose', 'Name one person, company or deal.')
  const kind = registry.records.find((known) => known.record === one.record)
  if (!kind) throw new Error(`No slice offers records of kind ${one.record}`)
  refuseWithout(actor, kind.may)
  if (!(await kind.isThere(db, one.id)))
    throw notFound(`no_${one.record}`, 'This record is not there, or you may not see it.')
  return [`${one.record}_id`, one.id]
}

type Row = { [Column in AboutColumn]: string | null }
/** What a row is about, as it is named to `recordMeant`. */
export const aboutOf = (row: Row): About => ({
  contactId: row.contact_id ?? undefined,
  companyId: row.company_id ?? undefined,
  dealId: row.deal_id ?? undefined,
})
