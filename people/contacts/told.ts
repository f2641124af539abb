import { lifeEvent, type ToldRecord } from '#platform/registry'

/** What other programs hear of people. */
export const toldContact: ToldRecord = {
  record: 'contact',
  table: 'contact',
  events: [
    { type: 'contact.created', label: 'A person was added, or came back from the bin' },
    { type: 'contact.changed', label: 'A person was changed' },
    { type: 'contact.deleted', label: 'A person was deleted, or merged into another' },
  ],
  eventOf: lifeEvent('contact'),
  columns: {
    external_id: 'externalId',
    first_name: 'firstName',
    last_name: 'lastName',
    email: 'email',
    phone: 'phone',
    job_title: 'jobTitle',
    company_id: 'companyId',
    city: 'city',
    country: 'country',
    owner_id: 'ownerId',
    status: 'status',
    bars: 'bars',
    merged_into: 'mergedInto',
  },
  read: (db, ids) =>
    db
      .selectFrom('contact')
      .select(['id', 'external_id as externalId', 'name', 'email', 'phone', 'status'])
      .select(['company_id as companyId', 'owner_id as ownerId', 'merged_into as mergedInto'])
      .where('id', 'in', ids)
      .execute(),
  fields: {
    id: { type: 'id', words: 'The contact' },
    externalId: { type: 'text', words: 'Its id elsewhere' },
    name: { type: 'text', words: 'As the person is shown' },
    email: { type: 'text', words: 'Address' },
    phone: { type: 'text', words: 'Number' },
    status: { type: 'text', words: 'target, person or customer' },
    companyId: { type: 'id', words: 'Where they work' },
    ownerId: { type: 'id', words: 'The member whose contact it is' },
    mergedInto: { type: 'id', words: 'The contact that stays, where two were one' },
  },
}
