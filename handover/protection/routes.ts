import { implement } from '@orpc/server'
import { defaultProductLine } from '#catalogue/products'
import { type Entry, guard, invalid } from '#platform/http'
import { confirm, extend, refuse, register, withdraw } from './acts.ts'
import { protectionContract } from './contract.ts'
import { monthsInForce, protectionPage, saveMonths } from './store.ts'

const os = implement(protectionContract).$context<Entry>().use(guard)

export const protection = os.router({
  list: os.list.handler(({ context: { db, actor }, input: { box, cursor, limit } }) =>
    protectionPage(db, { box, cursor, limit }, actor.permissions.has('handovers.manage')),
  ),
  register: os.register.handler(async ({ context, input }) => {
    const productLineId = input.productLineId ?? (await defaultProductLine(context.db))
    const line = await context.db
      .selectFrom('product_line')
      .select('id')
      .where('id', '=', productLineId)
      .where('archived_at', 'is', null)
      .executeTakeFirst()
    if (!line)
      throw invalid('no_product_line', 'This product line is not there.', {
        fields: { productLineId: 'Choose another' },
      })
    return register(context, { ...input, productLineId })
  }),
  confirm: os.confirm.handler(async ({ context, input }) => ({
    endsAt: await confirm(context, input.id),
    operationId: context.operationId,
  })),
  refuse: os.refuse.handler(async ({ context, input }) => {
    await refuse(context, input.id, input.reason)
    return { operationId: context.operationId }
  }),
  extend: os.extend.handler(async ({ context, input }) => ({
    endsAt: await extend(context, input.id, input.reason),
    operationId: context.operationId,
  })),
  withdraw: os.withdraw.handler(async ({ context, input }) => {
    await withdraw(context, input.id, input.reason)
    return { operationId: context.operationId }
  }),
  setting: os.setting.handler(async ({ context: { db } }) => ({ months: await monthsInForce(db) })),
  saveSetting: os.saveSetting.handler(async ({ context: { db, now, operationId }, input }) => {
    await saveMonths(db, input.months, now)
    return { operationId }
  }),
})
