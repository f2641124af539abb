import { z } from 'zod'
import { done, endpoint, id, instant, line } from '#platform/http/contract'

const website = { touches: ['website'], label: 'Website set up' }

export const trackingContract = {
  /** How the firm's website is set up, what stands in its pages, and what it told in the last minutes. */
  get: endpoint('website.read')
    .route({ method: 'GET', path: '/website' })
    .input(z.object({}))
    .output(
      z.object({
        on: z.boolean(),
        /** Hosts whose pages may tell; each with all hosts below it. */
        sites: z.array(z.string()),
        /** Two lines for each page; null before a site is named. */
        snippet: z.string().nullable(),
        seen: z.object({
          sites: z.array(z.object({ site: z.string(), pages: z.number().int(), lastAt: instant })),
          machines: z.number().int(),
        }),
      }),
    ),
  /** Says which sites tell, and whether they do. */
  save: endpoint('website.manage', website)
    .route({ method: 'PUT', path: '/website' })
    .input(z.object({ on: z.boolean(), sites: z.array(line(300).min(1)).max(50) }))
    .output(done),
  /** A link to one of the firm's pages for one person: the first browser that opens it, and agreed, is theirs. */
  link: endpoint('contacts.write', { label: 'Personal link made' })
    .route({ method: 'POST', path: '/contacts/{id}/site-links' })
    .input(z.object({ id, url: z.url({ protocol: /^https?$/ }).max(2000) }))
    .output(z.object({ url: z.string(), expiresAt: instant })),
}
