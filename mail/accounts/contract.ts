import { z } from 'zod'
import { done, endpoint, instant, line } from '#platform/http/contract'

const address = z
  .email()
  .max(200)
  .refine((it) => !it.includes('+'), 'Without a plus sign: Baton writes its own after one')
const imap = {
  host: line(253).min(1),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  user: line(320).min(1),
}
const touches = { touches: ['settings', 'mail'] }

export const accountsContract = {
  /** As whom this firm writes, which mailbox it reads and how that goes, and its key for signing. Passwords are never given out. */
  get: endpoint('workspace.manage')
    .route({ method: 'GET', path: '/mail-account' })
    .output(
      z.object({
        /** Whether the installation has a mail server, and its own sender. */
        sends: z.boolean(),
        installationSender: z.string(),
        senderAddress: z.string().nullable(),
        inboundAddress: z.string().nullable(),
        imap: z.object({ ...imap, hasPassword: z.boolean() }).nullable(),
        reading: z.object({
          state: z.enum(['off', 'waiting', 'works', 'fails']),
          at: instant.nullable(),
          problem: z.string().nullable(),
        }),
        dkim: z
          .object({
            domain: z.string(),
            name: z.string(),
            value: z.string(),
            checking: z.boolean(),
            checkedAt: instant.nullable(),
            /** Letters are signed since then. */
            since: instant.nullable(),
            problem: z.string().nullable(),
          })
          .nullable(),
      }),
    ),
  /** Sets sender and mailbox; the mailbox is tried at once. Without a password the known one stays. */
  save: endpoint('workspace.manage', { ...touches, label: 'Mail set up' })
    .route({ method: 'PUT', path: '/mail-account' })
    .input(
      z.object({
        senderAddress: address.nullable(),
        inboundAddress: address.nullable(),
        imap: z.object({ ...imap, password: z.string().max(500).optional() }).nullable(),
      }),
    )
    .output(done),
  /** Reads the mailbox now; how it went is told by `get`. */
  read: endpoint('workspace.manage', { ...touches, label: 'Mailbox tried' })
    .route({ method: 'POST', path: '/mail-account/reading' })
    .output(done),
  /** Makes a key for the sender's domain; letters are signed when its record was found in the DNS. */
  makeKey: endpoint('workspace.manage', { ...touches, label: 'Mail key made' })
    .route({ method: 'POST', path: '/mail-account/key' })
    .output(done),
  /** Looks for the record in the DNS now. */
  checkKey: endpoint('workspace.manage', { ...touches, label: 'Mail key looked up' })
    .route({ method: 'POST', path: '/mail-account/key/check' })
    .output(done),
  dropKey: endpoint('workspace.manage', { ...touches, label: 'Mail key removed' })
    .route({ method: 'DELETE', path: '/mail-account/key' })
    .output(done),
}
