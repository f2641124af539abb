import { z } from 'zod'
import { endpoint, id, prose } from '#platform/http/contract'

const answer = z.object({
  rows: z.array(
    z.object({
      id,
      record: z.string(),
      label: z.string(),
      title: z.string(),
      subtitle: z.string(),
      path: z.string(),
      /** Called nearly so, where little is called so. */
      near: z.boolean(),
    }),
  ),
})

export const searchContract = {
  /**
   * What the search box finds: people, companies, deals and campaigns by names, addresses, numbers and codes, and notes by
   * their text; accents and case don't count, nor how a number is grouped. The best first; where little is found, what is
   * called nearly so comes after it. A note has the title and the path of whom it is about.
   */
  find: endpoint('search.read')
    .route({ method: 'GET', path: '/search' })
    .input(
      z.object({
        q: prose(300),
        records: z.array(z.string().max(40)).max(10).optional(),
        limit: z.coerce.number().int().min(1).max(50).default(20),
        /** Of one kind at most. */
        each: z.coerce.number().int().min(1).max(50).optional(),
      }),
    )
    .output(answer),
  /** Records that somebody opened before, in this order and as they are called now; none that is gone or out of reach. */
  opened: endpoint('search.read')
    .route({ method: 'GET', path: '/search/opened' })
    .input(z.object({ ids: z.array(id).max(20) }))
    .output(answer),
}
