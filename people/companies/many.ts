import type { BulkInside } from '#platform/registry'
import { bulkAct, meant } from '#workspace/bulk'
import { bulkUpdate, removeCompanies } from './acts.ts'
import { companiesContract } from './contract.ts'
import { type CompanyFilter, findFirms, firms } from './list.ts'

/** Named companies or all that a filter finds; only those within reach are ever found. */
const firmsMeant = (
  it: BulkInside,
  input: { ids?: string[] | undefined; where?: CompanyFilter | undefined },
) => meant(firms, input, (where) => findFirms(it, where))

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
