import type { Inside } from '#platform/http'
import type { BulkInside } from '#platform/registry'
import { bulkAct, meant, saying, type Whom } from '#workspace/bulk'
import { bulkUpdate, type CompanySet, removeCompanies } from './acts.ts'
import { companyWords } from './changes.ts'
import { companiesContract } from './contract.ts'
import { type CompanyFilter, findFirms, firms } from './list.ts'

const firmsMeant = (it: BulkInside, whom: Whom<CompanyFilter>) =>
  meant(firms, whom, (where) => findFirms(it, where))

/** One change for many companies. */
export const edited = bulkAct('companies.bulk', 'company', companiesContract.bulk, {
  meant: firmsMeant,
  act: (it, ids, { set }) => bulkUpdate(it, ids, set),
})

/** What that does, in words. */
export const saidOf = (
  it: Pick<Inside, 'db' | 'now'>,
  { ownerId, sector, city, country, ...set }: CompanySet,
) => saying(it, 'company', companyWords, { ...set, columns: { sector, city, country, owner_id: ownerId } })

/** Many companies into the bin; their people stay. */
export const removed = bulkAct('companies.removeMany', 'company', companiesContract.removeMany, {
  meant: firmsMeant,
  act: ({ db, now }, ids) => removeCompanies(db, ids, now),
})
