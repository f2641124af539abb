import { z } from 'zod'
import { done, endpoint, id, instant, page, pageInput } from '#platform/http/contract'

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

const ways = {
  inApp: z.boolean(),
  byMail: z.boolean(),
  /** On the devices that you added. */
  byPush: z.boolean(),
}

export const noticesContract = {
  /** Your own notices, newest first. */
  list: endpoint('notices.read')
    .route({ method: 'GET', path: '/notices' })
    .input(z.object({ ...pageInput, unread: z.stringbool().or(z.boolean()).default(false) }))
    .output(page(noticeShape)),
  unread: endpoint('notices.read')
    .route({ method: 'GET', path: '/notices/unread' })
    .output(z.object({ count: z.number().int() })),
  /** How you hear of each kind of notice. */
  preferences: endpoint('notices.read')
    .route({ method: 'GET', path: '/notices/preferences' })
    .output(z.object({ rows: z.array(z.object({ kind: z.string(), label: z.string(), ...ways })) })),
  setPreference: endpoint('notices.read', { label: 'Notice preference changed', touches: ['notices'] })
    .route({ method: 'PUT', path: '/notices/preferences/{kind}' })
    .input(
      z
        .object({ kind: z.string().max(60), ...ways })
        .partial()
        .required({ kind: true }),
    )
    .output(done),
  /** Marks one notice, or with no id all of yours, as read. */
  read: endpoint('notices.read', { label: 'Notice read', touches: ['notices'] })
    .route({ method: 'POST', path: '/notices/reading' })
    .input(z.object({ id: id.optional() }))
    .output(z.object({ count: z.number().int() })),
}
