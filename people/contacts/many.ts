import type { Inside } from '#platform/http'
import { bulkAct, saying } from '#workspace/bulk'
import { bulkUpdate, type ContactSet, removeContacts } from './acts.ts'
import { contactWords } from './changes.ts'
import { contactsContract } from './contract.ts'
import { peopleMeant } from './list.ts'

/** One change for many people. */
export const edited = bulkAct('contacts.bulk', 'contact', contactsContract.bulk, {
  meant: peopleMeant,
  act: (it, ids, { set }) => bulkUpdate(it, ids, set),
})

/** What that does, in words. */
export const saidOf = (
  it: Pick<Inside, 'db' | 'now'>,
  { jobTitle, companyId, city, country, ownerId, ...set }: ContactSet,
) => {
  const columns = { job_title: jobTitle, company_id: companyId, city, country, owner_id: ownerId }
  return saying(it, 'contact', contactWords, { ...set, columns })
}

/** Many people into the bin. */
export const removed = bulkAct('contacts.remove', 'contact', contactsContract.remove, {
  meant: peopleMeant,
  act: ({ db, now }, ids) => removeContacts(db, ids, now),
})
