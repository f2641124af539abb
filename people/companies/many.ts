import type { BulkInside } from '#platform/registry'
import { bulkAct, meant, type Whom } from '#workspace/bulk'
import { bulkUpdate, removeCompanies } from './acts.ts'
import { companiesContract } from './contract.ts'
import { type CompanyFilter, findFirms, firms } from './list.ts'

const firmsMeant = (it: BulkInside, whom: Whom<CompanyFilter>) =>
  meant(firms, whom, (where) => findFirms(it, where))

/** One change for many companies. */
export const edited = bulkAct('companies.bulk', 'company', companiesContract.bulk, {
  meant: firmsMeant,
  act: (it, ids, { set }) => bulkUpdate(it, ids, set),
})

/** Many companies into the bin; their people stay. */
export const removed = bulkAct('companies.removeMany', 'company', companiesContract.removeMany, {
  meant: firmsMeant,
  act: ({ db, now }, ids) => removeCompanies(db, ids, now),
})
