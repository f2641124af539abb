import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { notFound } from '#platform/http'
import { stages } from '#sales/pipeline'
import { fieldValues } from '#workspace/fields'
import { isLate, termEnd } from './deal.ts'
import { groupOfDeal } from './group.ts'
import { asDeal, rowsIn, rowsOf } from './lists.ts'

/** Deals with their own fields, in the order asked. */
export async function dealsShown(db: Db, ids: string[]) {
  const rows = await rowsIn(db, ids)
  const fields = await fieldValues(db, ids)
  return rows.map((row) => ({ ...asDeal(row), fields: fields.get(row.id) ?? {} }))
}

/** All of one deal: what it is about, who takes part, and which stages it went through. */
export async function dealDetails(db: Db, id: string) {
  const [row] = await rowsOf(
    db,
    sql<boolean>`deal.id = ${id} and deal.deleted_at is null`,
    { by: sql`deal.created_at`, direction: 'asc' },
    1,
  )
  if (!row) throw notFound('no_deal', 'This deal is not there, or you may not see it.')
  const products = await db
    .selectFrom('deal_product')
    .innerJoin('product', (on) =>
      on
        .onRef('product.workspace_id', '=', 'deal_product.workspace_id')
        .onRef('product.id', '=', 'deal_product.product_id'),
    )
    .select([
      'product.id as productId',
      'product.name',
      'deal_product.quantity',
      'deal_product.price_minor as priceMinor',
    ])
    .where('deal_id', '=', id)
    .orderBy('product.name_key')
    .orderBy('product.id')
    .execute()
  const people = await groupOfDeal(db, id)
  const late = row.state === 'open' && isLate(row.stage_id, await stages(db))
  const renewedBy = await db
    .selectFrom('deal')
    .select(['id', 'name', 'state'])
    .where('renews_id', '=', id)
    .where('deleted_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  const fields = (await fieldValues(db, [id])).get(id) ?? {}
  const deal = asDeal(row)
  return {
    ...{ ...deal, fields, products, people },
    needsDecider: late && !people.some(({ decides }) => decides),
    endsAt: termEnd(deal),
    renewedBy,
    history: await stageHistory(db, [id]),
  }
}

export type StageEntry = Awaited<ReturnType<typeof stageHistory>>[number]

/** When deals entered each stage and who moved them there, oldest first. */
export async function stageHistory(db: Db, dealIds: string[]) {
  if (dealIds.length === 0) return []
  const rows = await db
    .selectFrom('deal_stage_entry')
    .innerJoin('stage', (on) =>
      on
        .onRef('stage.workspace_id', '=', 'deal_stage_entry.workspace_id')
        .onRef('stage.id', '=', 'deal_stage_entry.stage_id'),
    )
    .select([
      'deal_stage_entry.id',
      'deal_id as dealId',
      'stage_id as stageId',
      'stage.name as stage',
      'state',
      'actor',
      'entered_at as enteredAt',
    ])
    .where('deal_id', 'in', dealIds)
    .orderBy('entered_at')
    .orderBy('deal_stage_entry.id')
    .execute()
  const members = await memberNames(db)
  return rows.map(({ actor, ...entry }) => ({ ...entry, who: whoIs(actor, members) }))
}

const memberNames = async (db: Db) =>
  new Map((await db.selectFrom('member').select(['id', 'name']).execute()).map((it) => [it.id, it.name]))

/** An actor of the change log in words; a key acts for the member it was made for. */
function whoIs(actor: string, members: ReadonlyMap<string, string>): string {
  const [kind, id = ''] = actor.split(':')
  if (kind === 'member' || kind === 'key') return members.get(id) ?? 'Somebody'
  return kind === 'import' ? 'Import' : 'Baton'
}
