import { implement } from '@orpc/server'
import { campaignBrief } from '#marketing/campaigns'
import { fileColumns, findContact } from '#people/contacts'
import { type Entry, guard, invalid } from '#platform/http'
import { actOnMany } from '#workspace/bulk'
import { exportList, type FileColumn, idPage } from '#workspace/lists'
import { participantsContract } from './contract.ts'
import { faultOf, standingAt, statusesShape, usualLadder } from './ladder.ts'
import { countsOf, findParticipants, type InCampaign, participantsOf, participantsShown } from './list.ts'
import { added, moved, saidOf, takenOut } from './many.ts'
import { ladderOf, saveLadder } from './store.ts'

const os = implement(participantsContract).$context<Entry>().use(guard)

const columns: Readonly<Record<string, FileColumn<InCampaign>>> = {
  ...fileColumns,
  campaignStatus: { title: 'Status in the campaign', of: ({ part }) => part.status.name },
  since: { title: 'Status since', of: ({ part }) => part.since.toISOString() },
  added: { title: 'Part since', of: ({ part }) => part.addedAt.toISOString() },
}

export const participants = os.router({
  ladder: os.ladder.handler(async ({ context: { db }, input: { campaignId } }) => ({
    statuses: await countsOf(db, campaignId, await ladderOf(db, campaignId)),
  })),
  setLadder: os.setLadder.handler(async ({ context, input }) => {
    const { db, now, operationId } = context
    const fault = faultOf(input.statuses)
    if (fault) throw invalid('bad_ladder', fault, { fields: { statuses: fault } })
    await saveLadder(db, input.campaignId, input.statuses, now)
    return { operationId }
  }),
  list: os.list.handler(async ({ context, input }) => {
    const { db } = context
    const ladder = await ladderOf(db, input.campaignId)
    const list = participantsOf(input.campaignId, ladder)
    const found = await findParticipants(context, list, input)
    const { ids, next } = await idPage(db, list, found, input, input)
    return {
      rows: (await participantsShown(db, input.campaignId, ladder, ids)).map((row) => ({
        contact: { id: row.id, name: row.name },
        company: row.company?.name ?? null,
        email: row.email,
        statusId: row.part.status.id,
        since: row.part.since,
        addedAt: row.part.addedAt,
        via: row.part.via,
      })),
      next,
    }
  }),
  export: os.export.handler(async ({ context, input }) => {
    const { db } = context
    const { code } = await campaignBrief(db, input.campaignId)
    const ladder = await ladderOf(db, input.campaignId)
    const list = participantsOf(input.campaignId, ladder)
    return exportList<InCampaign>(db, {
      ...(await findParticipants(context, list, input)),
      list,
      order: input,
      format: input.format,
      name: `${code}-participants`,
      columns: input.columns,
      known: columns,
      shown: (ids) => participantsShown(db, input.campaignId, ladder, ids),
    })
  }),
  add: os.add.handler(async ({ context, input }) =>
    actOnMany(context, added, input, [await saidOf(context.db, input.campaignId, input)]),
  ),
  move: os.move.handler(async ({ context, input }) =>
    actOnMany(context, moved, input, [await saidOf(context.db, input.campaignId, input.set)]),
  ),
  remove: os.remove.handler(async ({ context, input }) =>
    actOnMany(context, takenOut, input, [await saidOf(context.db, input.campaignId)]),
  ),
  ofContact: os.ofContact.handler(async ({ context: { db }, input }) => {
    const { id } = await findContact(db, input.contactId)
    const rows = await db
      .selectFrom('participant')
      .innerJoin('campaign', (on) =>
        on
          .onRef('campaign.workspace_id', '=', 'participant.workspace_id')
          .onRef('campaign.id', '=', 'participant.campaign_id'),
      )
      .leftJoin('ladder', (on) =>
        on
          .onRef('ladder.workspace_id', '=', 'participant.workspace_id')
          .onRef('ladder.campaign_id', '=', 'participant.campaign_id'),
      )
      .select(['campaign.id', 'campaign.name', 'campaign.channel', 'ladder.statuses'])
      .select(['participant.status', 'participant.status_since', 'participant.via'])
      .where('participant.contact_id', '=', id)
      .where('campaign.deleted_at', 'is', null)
      .orderBy('campaign.from_day', 'desc')
      .orderBy('campaign.id', 'desc')
      .limit(100)
      .execute()
    return {
      rows: rows.map((row) => {
        const statuses = row.statuses ? statusesShape.parse(row.statuses) : usualLadder(row.channel)
        return {
          campaign: { id: row.id, name: row.name },
          statusId: standingAt(statuses, row.status).id,
          since: row.status_since,
          via: row.via,
          statuses,
        }
      }),
    }
  }),
})
