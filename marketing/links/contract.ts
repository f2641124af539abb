import { z } from 'zod'
import { done, endpoint, id, instant, line } from '#platform/http/contract'

export const linkShape = z.object({
  id,
  page: z.string(),
  source: z.string(),
  medium: z.string(),
  label: z.string().nullable(),
  /** For print and posts: leads to `long` and counts. */
  short: z.string(),
  /** The page itself with the campaign's code. */
  long: z.string(),
  /** How often the short address was followed; known machines apart, looks ahead in neither. */
  people: z.number().int(),
  machines: z.number().int(),
  createdAt: instant,
})
export type TrackedLink = z.infer<typeof linkShape>

const values = {
  page: line(2000).min(1),
  /** Where it stands: “newsletter”, “hall 4”. As the channel is called unless told. */
  source: line(100),
  /** By the channel unless told. */
  medium: line(100),
  /** Tells two links of one place apart: `utm_content`. */
  label: line(100).nullable(),
}
const touches = { touches: ['links', 'campaigns'] }

export const linksContract = {
  /** A campaign's links, the first one first. */
  list: endpoint('campaigns.read')
    .route({ method: 'GET', path: '/campaigns/{campaignId}/links' })
    .input(z.object({ campaignId: id }))
    .output(z.object({ rows: z.array(linkShape) })),
  add: endpoint('campaigns.write', { ...touches, label: 'Link added' })
    .route({ method: 'POST', path: '/campaigns/{campaignId}/links' })
    .input(
      z
        .object({ campaignId: id, ...values })
        .partial()
        .required({ campaignId: true, page: true }),
    )
    .output(done.extend({ id })),
  /** The short address stays: what is printed leads to another page from then on. */
  update: endpoint('campaigns.write', { ...touches, label: 'Link changed' })
    .route({ method: 'PATCH', path: '/links/{id}' })
    .input(
      z
        .object({ id, ...values })
        .partial()
        .required({ id: true }),
    )
    .output(done),
  remove: endpoint('campaigns.write', { ...touches, label: 'Link deleted' })
    .route({ method: 'DELETE', path: '/links/{id}' })
    .input(z.object({ id }))
    .output(done),
}
