import { peopleMeant } from '#people/contacts'
import { who } from '#platform/http'
import { bulkAct } from '#workspace/bulk'
import { participantsContract } from './contract.ts'
import { participantsMeant } from './list.ts'
import { addParticipants, holdLadder, moveParticipants, removeParticipants, statusOf } from './store.ts'

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
