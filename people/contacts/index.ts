/** People: a person may be known by an external id or a phone number alone. */
export { fillCustom } from './acts.ts'
export { followNow, stillToFollow } from './arrivals.ts'
export { contactNames } from './changes.ts'
export { phoneKey, shownName } from './contact.ts'
export { type FactChange, keepFacts } from './facts.ts'
export { fileColumns } from './file.ts'
export { type BroughtPerson, bringContacts } from './importing.ts'
export { contactsByKeys, contactsNamed } from './keys.ts'
export { findPeople, people, peopleMeant } from './list.ts'
export { createContact, type NewContact } from './making.ts'
export { alsoKnownBy } from './merged.ts'
export { addNumbers } from './numbers.ts'
export { contactsShown } from './shown.ts'
export {
  becomePerson,
  type ContactRow,
  contactsChanged,
  factsIn,
  findContact,
  firmRegion,
  setBars,
  setContactOwner,
} from './store.ts'
export { createdViaWords } from './words.ts'
