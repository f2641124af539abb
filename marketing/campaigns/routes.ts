import { implement } from '@orpc/server'
import { DateTime } from 'luxon'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { type Entry, guard } from '#platform/http'
import { checkOwner, firmZone } from '#workspace/members'
import { campaignsContract } from './contract.ts'
import { campaignsChanged } from './found.ts'
import {
  campaignsShown,
  checkDays,
  costsOf,
  createCampaign,
  findCampaign,
  findCost,
  updateCampaign,
} from './store.ts'

const os = implement(campaignsContract).$context<Entry>().use(guard)

async function today(db: Db, now: Date): Promise<string> {
  const zone = await firmZone(db)
  return DateTime.fromJSDate(now, { zone }).toISODate()!
}

export const campaigns = os.router({
  list: os.list.handler(async ({ context: { db, now } }) => ({
    rows: await campaignsShown(db, await today(db, now)),
  })),
  get: os.get.handler(async ({ context: { db, now }, input }) =>
    findCampaign(db, input.id, await today(db, now)),
  ),
  create: os.create.handler(async ({ context, input }) => {
    const { db, now, actor, operationId } = context
    await checkOwner({ db, actor }, input.ownerId, 'this campaign')
    return { ...(await createCampaign(db, input, now)), operationId }
  }),
  update: os.update.handler(async ({ context, input: { id, ...change } }) => {
    const { db, now, actor, operationId } = context
    const day = await today(db, now)
    const before = await findCampaign(db, id, day)
    await checkOwner({ db, actor }, change.ownerId, 'this campaign')
    await updateCampaign(db, before, change, { today: day, now })
    return { operationId }
  }),
  remove: os.remove.handler(async ({ context: { db, now, operationId }, input }) => {
    const { id } = await findCampaign(db, input.id, await today(db, now))
    await db.updateTable('campaign').set({ deleted_at: now, changed_at: now }).where('id', '=', id).execute()
    await campaignsChanged(db, [id])
    return { operationId }
  }),
  costs: os.costs.handler(async ({ context: { db }, input }) => ({
    rows: await costsOf(db, input.campaignId ?? null),
  })),
  addCost: os.addCost.handler(async ({ context: { db, now, operationId }, input }) => {
    checkDays(input.from, input.to)
    if (input.campaignId) await findCampaign(db, input.campaignId, await today(db, now))
    const id = uuidv7(now)
    await db
      .insertInto('cost_line')
      .values({
        id,
        campaign_id: input.campaignId,
        title: input.title,
        kind: input.kind,
        state: input.state,
        amount_minor: input.amountMinor,
        from_day: input.from,
        to_day: input.to,
        created_at: now,
        changed_at: now,
      })
      .execute()
    return { id, operationId }
  }),
  updateCost: os.updateCost.handler(async ({ context: { db, now, operationId }, input: { id, ...it } }) => {
    const before = await findCost(db, id)
    checkDays(it.from ?? before.from, it.to ?? before.to)
    if (it.campaignId) await findCampaign(db, it.campaignId, await today(db, now))
    await db
      .updateTable('cost_line')
      .set({
        ...(it.campaignId !== undefined && { campaign_id: it.campaignId }),
        ...(it.title !== undefined && { title: it.title }),
        ...(it.kind !== undefined && { kind: it.kind }),
        ...(it.state !== undefined && { state: it.state }),
        ...(it.amountMinor !== undefined && { amount_minor: it.amountMinor }),
        ...(it.from !== undefined && { from_day: it.from }),
        ...(it.to !== undefined && { to_day: it.to }),
        changed_at: now,
      })
      .where('id', '=', before.id)
      .execute()
    return { operationId }
  }),
  removeCost: os.removeCost.handler(async ({ context: { db, now, operationId }, input }) => {
    const { id } = await findCost(db, input.id)
    await db.updateTable('cost_line').set({ deleted_at: now, changed_at: now }).where('id', '=', id).execute()
    return { operationId }
  }),
})
