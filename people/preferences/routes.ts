import { implement } from '@orpc/server'
import { findContact } from '#people/contacts'
import { type Entry, guard } from '#platform/http'
import { preferencesContract } from './contract.ts'
import { issueLink } from './store.ts'

const os = implement(preferencesContract).$context<Entry>().use(guard)

export const preferences = os.router({
  link: os.link.handler(async ({ context: { db, now, publicUrl }, input }) => {
    const { id } = await findContact(db, input.contactId)
    const { path, expiresAt } = await issueLink(db, id, now)
    return { url: `${publicUrl}${path}`, expiresAt }
  }),
})
