import { implement } from '@orpc/server'
import { findCompany } from '#people/companies'
import { type Entry, guard } from '#platform/http'
import { rollupsContract } from './contract.ts'
import { rollupOf } from './rollup.ts'

const os = implement(rollupsContract).$context<Entry>().use(guard)

export const rollups = os.router({
  get: os.get.handler(async ({ context: { db }, input }) => {
    const { id } = await findCompany(db, input.id)
    return rollupOf(db, id)
  }),
})
