import { z } from 'zod'
import { endpoint, id, instant, page, pageInput } from '#platform/http/contract'

export const noticeShape = z.object({
  id,
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  link: z.string(),
  handoverId: id.nullable(),
  contactId: id.nullable(),
  createdAt: instant,
  readAt: instant.nullable(),
})

export const noticesContract = {
  /** Your own notices, newest first. */
  list: endpoint('notices.read')
    .route({ method: 'GET', path: '/notices' })
    .input(z.object({ ...pageInput, unread: z.stringbool().or(z.boolean()).default(false) }))
    .output(page(noticeShape)),
  unread: endpoint('notices.read')
    .route({ method: 'GET', path: '/notices/unread' })
    .output(z.object({ count: z.number().int() })),
  /** Marks one notice, or with no id all of yours, as read. */
  read: endpoint('notices.read', { label: 'Notice read', touches: ['notices'] })
    .route({ method: 'POST', path: '/notices/reading' })
    .input(z.object({ id: id.optional() }))
    .output(z.object({ count: z.number().int() })),
}
