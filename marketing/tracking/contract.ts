import { z } from 'zod'
import { done, endpoint, id, instant, line, page, pageInput } from '#platform/http/contract'

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
  /** What programs did on the site in the last 30 days, put aside with what gave them away; the newest first. */
  programs: endpoint('website.read')
    .route({ method: 'GET', path: '/website/programs' })
    .input(z.object(pageInput))
    .output(
      page(
        z.object({
          id,
          at: instant,
          site: z.string(),
          page: z.string(),
          /** The name that it goes by. */
          agent: z.string(),
          evidence: z.string(),
        }),
      ),
    ),
  /** Says which sites tell, and whether they do. */
  save: endpoint('website.manage', website)
    .route({ method: 'PUT', path: '/website' })
    .input(z.object({ on: z.boolean(), sites: z.array(line(300).min(1)).max(50) }))
    .output(done),
  /** A link to one of the firm's pages for one person: the first browser that opens it, and agreed, is theirs. */
  link: endpoint('contacts.write', { label: 'Personal link made', touches: ['website'] })
    .route({ method: 'POST', path: '/contacts/{id}/site-links' })
    .input(z.object({ id, url: line(2000).min(1) }))
    .output(z.object({ url: z.string(), expiresAt: instant })),
  /** Personal links of one person, the newest first, at most 20; what they end in is told once, when they are made. */
  links: endpoint('contacts.read')
    .route({ method: 'GET', path: '/contacts/{id}/site-links' })
    .input(z.object({ id }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id,
            /** Null: made before pages were kept. */
            page: z.string().nullable(),
            madeAt: instant,
            expiresAt: instant,
            /** When the browser that opened it first became theirs. */
            usedAt: instant.nullable(),
          }),
        ),
        /** Hosts to whose pages a link may lead; none while the website does not tell. */
        sites: z.array(z.string()),
      }),
    ),
}
