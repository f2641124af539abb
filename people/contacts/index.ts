/** People: a person may be known by an external id or a phone number alone. */
export { phoneKey, shownName } from './contact.ts'
export { type FactChange, keepFacts } from './facts.ts'
export {
  type ContactRow,
  contactsByKeys,
  contactsChanged,
  createContact,
  factsIn,
  findContact,
  firmRegion,
  type NewContact,
} from './store.ts'
