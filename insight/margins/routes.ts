import { implement } from '@orpc/server'
import { type Entry, guard, notFound } from '#platform/http'
import { marginsContract } from './contract.ts'
import { marginsOf, saveMargin } from './store.ts'

const os = implement(marginsContract).$context<Entry>().use(guard)

export const margins = os.router({
  list: os.list.handler(async ({ context: { db } }) => ({
    rows: (await marginsOf(db)).map(({ productLineId, percent }) => ({ productLineId, percent })),
  })),
  set: os.set.handler(async ({ context: { db, now, operationId }, input }) => {
    if (input.productLineId) {
      const line = await db
        .selectFrom('product_line')
        .select('id')
        .where('id', '=', input.productLineId)
        .executeTakeFirst()
      if (!line) throw notFound('no_product_line', 'There is no such product line.')
    }
    await saveMargin(db, input, now)
    return { operationId }
  }),
})
