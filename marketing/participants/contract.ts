import { z } from 'zod'
import { whom } from '#people/contacts/contract'
import { done, endpoint, id, instant, line, page, pageInput } from '#platform/http/contract'
import { bulkDone, whomOf } from '#workspace/bulk/contract'
import { exportInput, listFilter, sortInput } from '#workspace/lists/contract'

const statusId = line(60).min(1)
const campaignId = id

export const participantShape = z.object({
  contact: z.object({ id, name: z.string() }),
  company: z.string().nullable(),
  email: z.string().nullable(),
  statusId: z.string(),
  since: instant,
  addedAt: instant,
  /** member: somebody put them there; lead: their lead named the campaign's code. */
  via: z.enum(['member', 'lead']),
})
export type Participant = z.infer<typeof participantShape>

const counted = z.object({
  id: z.string(),
  name: z.string(),
  /** Whoever is there has answered the campaign. */
  responded: z.boolean(),
  /** How many are there, of those within reach. */
  count: z.number().int(),
})
export type CountedStatus = z.infer<typeof counted>

const narrowing = { ...listFilter, statusId: statusId.optional() }
/** Whom of a campaign an act on many is about. */
const meant = { campaignId, ...whomOf(narrowing) }
const touches = ['campaigns', 'contacts', 'participants']

export const participantsContract = {
  /** A campaign's statuses in order, with how many are at each. */
  ladder: endpoint('campaigns.read', { also: 'contacts.read' })
    .route({ method: 'GET', path: '/campaigns/{campaignId}/ladder' })
    .input(z.object({ campaignId }))
    .output(z.object({ statuses: z.array(counted) })),
  /** Names, order and which of them mean “has responded”. A status with people within reach can't go: move them first. Others there stand at the first status. */
  setLadder: endpoint('campaigns.write', { touches, label: 'Ladder changed' })
    .route({ method: 'PUT', path: '/campaigns/{campaignId}/ladder' })
    .input(
      z.object({
        campaignId,
        statuses: z
          .array(z.object({ id: statusId.optional(), name: line(60).min(1), responded: z.boolean() }))
          .min(1)
          .max(20),
      }),
    )
    .output(done),
  /** Who takes part, whoever moved last first; `filter` is as in the list of people, `status` and `since` beside it. */
  list: endpoint('campaigns.read', { also: 'contacts.read' })
    .route({ method: 'GET', path: '/campaigns/{campaignId}/participants' })
    .input(z.object({ campaignId, ...narrowing, ...sortInput('since', 'desc'), ...pageInput }))
    .output(page(participantShape)),
  /** The same as a file, with the columns of the list of people. */
  export: endpoint('exports.run', { also: 'contacts.read' })
    .route({ method: 'GET', path: '/campaigns/{campaignId}/participants/export' })
    .input(z.object({ campaignId, ...narrowing, ...sortInput('since', 'desc'), ...exportInput }))
    .output(z.file()),
  /** Makes people part of a campaign, at the first status unless told. Whoever is further already stays there. */
  add: endpoint('campaigns.write', {
    also: 'contacts.read',
    touches,
    label: 'Participants added',
  })
    .route({ method: 'POST', path: '/campaigns/{campaignId}/participants' })
    .input(z.object({ campaignId, ...whom, statusId: statusId.optional() }))
    .output(bulkDone),
  /** Gives participants a status, a lower one too: a person may do so. */
  move: endpoint('campaigns.write', {
    also: 'contacts.read',
    touches,
    label: 'Participants moved',
  })
    .route({ method: 'PATCH', path: '/campaigns/{campaignId}/participants' })
    .input(z.object({ ...meant, set: z.object({ statusId }) }))
    .output(bulkDone),
  /** Takes people out of a campaign; their leads stay. */
  remove: endpoint('campaigns.write', {
    also: 'contacts.read',
    touches,
    label: 'Participants taken out',
  })
    .route({ method: 'POST', path: '/campaigns/{campaignId}/participants/removals' })
    .input(z.object(meant))
    .output(bulkDone),
  /** In which campaigns a person takes part, the latest first. */
  ofContact: endpoint('campaigns.read', { also: 'contacts.read' })
    .route({ method: 'GET', path: '/participations' })
    .input(z.object({ contactId: id }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            campaign: z.object({ id, name: z.string() }),
            statusId: z.string(),
            since: instant,
            via: z.enum(['member', 'lead']),
            statuses: z.array(z.object({ id: z.string(), name: z.string(), responded: z.boolean() })),
          }),
        ),
      }),
    ),
}
