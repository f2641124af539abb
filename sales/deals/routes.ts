import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import { changesPage, type Entry, guard, invalid, saveEdits } from '#platform/http'
import { actOnMany } from '#workspace/bulk'
import { countFound, exportList, groupsFound, idPage } from '#workspace/lists'
import { checkLinks, closeDeal, emptyStages, moveDeal, reopenDeal } from './acts.ts'
import { type DealEdit, dealEdit, dealsContract } from './contract.ts'
import { fileColumns, fileRows, type InFile, withCurrency } from './export.ts'
import { groupOfCompany, putPerson } from './group.ts'
import { dealFields, dealList, findDeals } from './list.ts'
import { cardsOf, dealsAtRisk, openStages, sumsOf, total } from './lists.ts'
import { edited, moveDeals, removeDeals, removed, saidOf } from './many.ts'
import { dealDetails, dealsShown } from './record.ts'
import { rolesOf, saveRoles } from './roles.ts'
import { editDeal, makeDeal, saveDeals } from './saving.ts'
import { dealChanged, findDeal, firmOf, lockDeal } from './store.ts'

const os = implement(dealsContract).$context<Entry>().use(guard)
const nothing = { count: 0, valueMinor: 0, withoutRate: [] }

export const deals = os.router({
  list: os.list.handler(async ({ context, input }) => {
    const found = await findDeals(context, input)
    const { ids, next } = await idPage(context.db, dealList, found, input, input)
    return { rows: await dealsShown(context.db, ids), next }
  }),
  changes: os.changes.handler(({ context, input }) =>
    changesPage(
      context,
      { record: 'deal', living: sql`deal.deleted_at is null`, merges: false },
      input,
      (ids) => dealsShown(context.db, ids),
    ),
  ),
  count: os.count.handler(async ({ context, input }) => {
    const { db, now } = context
    const { where } = await findDeals(context, input)
    const { currency } = await firmOf(db, now)
    const found = input.exactly ? null : await countFound(db, dealList, where)
    if (found?.exact === false) return { ...nothing, ...found, valueMinor: null, currency }
    return { ...total((await sumsOf(db, where)).values()), exact: true, currency }
  }),
  groups: os.groups.handler(async ({ context, input }) => {
    const { db, now, registry, actor } = context
    const infos = await dealFields(db, registry, actor.permissions)
    return groupsFound(db, dealList, await findDeals(context, input), input, { infos, now })
  }),
  board: os.board.handler(async ({ context, input: { perStage, ...filter } }) => {
    const { db, now } = context
    const { where } = await findDeals(context, { ...filter, state: 'open' })
    const sums = await sumsOf(db, where)
    const columns = []
    for (const { id } of await openStages(db)) {
      const sum = sums.get(id)
      const cards = sum ? await cardsOf(db, id, where, { limit: perStage }) : { rows: [], next: null }
      columns.push({ stageId: id, ...(sum ?? nothing), deals: cards.rows, next: cards.next })
    }
    return { columns, currency: (await firmOf(db, now)).currency }
  }),
  column: os.column.handler(async ({ context, input: { stageId, cursor, limit, ...filter } }) => {
    const { where } = await findDeals(context, filter)
    return cardsOf(context.db, stageId, where, { cursor, limit })
  }),
  atRisk: os.atRisk.handler(async ({ context: { db, now }, input }) =>
    dealsAtRisk(db, input.ownerId, input.limit, now),
  ),
  export: os.export.handler(async ({ context, input }) => {
    const { db, now } = context
    return exportList<InFile>(db, {
      ...(await findDeals(context, input)),
      list: dealList,
      order: input,
      format: input.format,
      name: `deals-${(await firmOf(db, now)).today}`,
      columns: withCurrency(input.columns),
      known: fileColumns,
      shown: await fileRows(db),
    })
  }),
  get: os.get.handler(async ({ context: { db }, input }) => dealDetails(db, input.id)),
  create: os.create.handler(async ({ context, input }) => ({
    id: await makeDeal(context, input),
    operationId: context.operationId,
  })),
  update: os.update.handler(async ({ context, input }) => {
    await editDeal(context, input)
    return { operationId: context.operationId }
  }),
  edits: os.edits.handler(async ({ context, input: { edits, preview } }) => {
    const save = async (some: DealEdit[]) => {
      for (const edit of some) await editDeal(context, edit)
    }
    const done = await saveEdits(context.db, edits, { shape: dealEdit, save, preview })
    return { ...done, operationId: preview ? null : context.operationId }
  }),
  batch: os.batch.handler(async ({ context, input }) => ({
    ...(await saveDeals(context, input.records, input.by)),
    operationId: context.operationId,
  })),
  bulk: os.bulk.handler(async ({ context, input }) =>
    actOnMany(context, edited, input, await saidOf(context, input.set)),
  ),
  removeMany: os.removeMany.handler(({ context, input }) => actOnMany(context, removed, input)),
  move: os.move.handler(({ context, input }) => moveDeal(context, input)),
  moveMany: os.moveMany.handler(({ context, input }) => moveDeals(context, input.ids, input.stageId)),
  moveAll: os.moveAll.handler(({ context, input }) =>
    emptyStages(context, input.fromStageIds, input.toStageId),
  ),
  win: os.win.handler(async ({ context, input: { promised = null, ...input } }) => {
    const { db, now, actor } = context
    const done = await closeDeal(context, input, 'won')
    const dealOwnerId = (await findDeal(db, input.id)).owner_id
    for (const tell of context.registry.won)
      await tell(db, { dealId: input.id, dealOwnerId, byId: actor.memberId, promised, now })
    return done
  }),
  lose: os.lose.handler(({ context, input }) => closeDeal(context, input, 'lost')),
  reopen: os.reopen.handler(({ context, input }) => reopenDeal(context, input.id)),
  setProducts: os.setProducts.handler(async ({ context: { db, now, operationId }, input }) => {
    await lockDeal(db, input.id)
    const ids = [...new Set(input.products.map((it) => it.productId))]
    if (ids.length < input.products.length)
      throw invalid('product_twice', 'A product stands here twice. Change its quantity instead.')
    const { rows: known } = await sql<{
      id: string
    }>`select id from product where id = any(${ids}::uuid[])`.execute(db)
    if (known.length < ids.length) throw invalid('no_product', 'One of these products is not there.')
    await db.deleteFrom('deal_product').where('deal_id', '=', input.id).execute()
    if (input.products.length > 0)
      await db
        .insertInto('deal_product')
        .values(
          input.products.map((it) => ({
            id: uuidv7(now),
            deal_id: input.id,
            product_id: it.productId,
            quantity: it.quantity,
            price_minor: it.priceMinor,
          })),
        )
        .execute()
    await db.updateTable('deal').set({ changed_at: now }).where('id', '=', input.id).execute()
    return { operationId }
  }),
  group: os.group.handler(async ({ context: { db }, input }) => ({
    rows: await groupOfCompany(db, input.companyId),
  })),
  roles: os.roles.handler(async ({ context: { db } }) => ({ rows: await rolesOf(db) })),
  saveRoles: os.saveRoles.handler(async ({ context: { db, now, operationId }, input }) => {
    await saveRoles(db, input.roles, now)
    return { operationId }
  }),
  addPerson: os.addPerson.handler(async ({ context, input }) => {
    const { db, now, operationId } = context
    await checkLinks(context, { contactId: input.contactId })
    const { id: dealId, main, ...person } = input
    const before = await lockDeal(db, dealId)
    await putPerson(db, { dealId, ...person }, now)
    if (main)
      await db
        .updateTable('deal')
        .set({ contact_id: input.contactId, changed_at: now })
        .where('id', '=', dealId)
        .execute()
    await dealChanged(db, [input.id], now, [before.contact_id])
    return { operationId }
  }),
  removePerson: os.removePerson.handler(async ({ context: { db, now, operationId }, input }) => {
    await findDeal(db, input.id)
    await db
      .deleteFrom('deal_contact')
      .where('deal_id', '=', input.id)
      .where('contact_id', '=', input.contactId)
      .execute()
    await dealChanged(db, [input.id], now, [input.contactId])
    return { operationId }
  }),
  remove: os.remove.handler(async ({ context: { db, now, operationId }, input }) => {
    await removeDeals(db, [(await lockDeal(db, input.id)).id], now)
    return { operationId }
  }),
})
