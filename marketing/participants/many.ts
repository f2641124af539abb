import { campaignBrief } from '#marketing/campaigns'
import { peopleMeant } from '#people/contacts'
import type { Db } from '#platform/db'
import { who } from '#platform/http'
import { bulkAct } from '#workspace/bulk'
import { participantsContract } from './contract.ts'
import { participantsMeant } from './list.ts'
import {
  addParticipants,
  holdLadder,
  ladderOf,
  moveParticipants,
  removeParticipants,
  statusOf,
} from './store.ts'

/** Many people into a campaign. */
export const added = bulkAct('participants.add', 'contact', participantsContract.add, {
  meant: peopleMeant,
  act: async ({ db, now, actor }, contactIds, { campaignId, statusId }) => {
    const ladder = await holdLadder(db, campaignId, now)
    const status = statusOf(ladder, statusId)
    const it = { campaignId, contactIds, ladder, status, actor: who(actor) }
    await addParticipants(db, { ...it, via: 'member' }, now)
  },
})

/** Many participants to a status. */
export const moved = bulkAct('participants.move', 'contact', participantsContract.move, {
  meant: participantsMeant,
  act: async ({ db, now, actor }, contactIds, { campaignId, set }) => {
    const ladder = await holdLadder(db, campaignId, now)
    const status = statusOf(ladder, set.statusId)
    await moveParticipants(db, { campaignId, contactIds, ladder, status, actor: who(actor) }, now)
  },
})

/** Many participants out of a campaign. */
export const takenOut = bulkAct('participants.remove', 'contact', participantsContract.remove, {
  meant: participantsMeant,
  act: ({ db, now, actor }, contactIds, { campaignId }) =>
    removeParticipants(db, { campaignId, contactIds, actor: who(actor) }, now),
})

/** What is done, in words: with which campaign and status. */
export async function saidOf(db: Db, campaignId: string, to?: { statusId?: string | undefined }) {
  const { name } = await campaignBrief(db, campaignId)
  return to ? `${name}, ${statusOf(await ladderOf(db, campaignId), to.statusId).name}` : name
}
