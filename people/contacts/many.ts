import { bulkAct } from '#workspace/bulk'
import { bulkUpdate, removeContacts } from './acts.ts'
import { contactsContract } from './contract.ts'
import { peopleMeant } from './list.ts'

/** One change for many people. */
export const edited = bulkAct('contacts.bulk', 'contact', contactsContract.bulk, {
  meant: peopleMeant,
  act: (it, ids, { set }) => bulkUpdate(it, ids, set),
})

/** Many people into the bin. */
export const removed = bulkAct('contacts.remove', 'contact', contactsContract.remove, {
  meant: peopleMeant,
  act: ({ db, now }, ids) => removeContacts(db, ids, now),
})
