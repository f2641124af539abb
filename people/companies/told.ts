import { lifeEvent, type ToldRecord } from '#platform/registry'

/** What other programs hear of companies. */
export const toldCompany: ToldRecord = {
  record: 'company',
  table: 'company',
  events: [
    { type: 'company.created', label: 'A company was added, or came back from the bin' },
    { type: 'company.changed', label: 'A company was changed' },
    { type: 'company.deleted', label: 'A company was deleted, or merged into another' },
  ],
  eventOf: lifeEvent('company'),
  columns: {
    external_id: 'externalId',
    name: 'name',
    domain: 'domain',
    sector: 'sector',
    employees: 'employees',
    revenue_minor: 'revenueMinor',
    city: 'city',
    country: 'country',
    parent_id: 'parentId',
    owner_id: 'ownerId',
    merged_into: 'mergedInto',
  },
  read: (db, ids) =>
    db
      .selectFrom('company')
      .select(['id', 'external_id as externalId', 'name', 'domain', 'sector', 'country'])
      .select(['parent_id as parentId', 'owner_id as ownerId', 'merged_into as mergedInto'])
      .where('id', 'in', ids)
      .execute(),
  fields: {
    id: { type: 'id', words: 'The company' },
    externalId: { type: 'text', words: 'Its id elsewhere' },
    name: { type: 'text', words: 'Name' },
    domain: { type: 'text', words: 'Its domain, as example.com' },
    sector: { type: 'text', words: 'Sector' },
    country: { type: 'text', words: 'Two letters, as DE' },
    parentId: { type: 'id', words: 'The company that it belongs to' },
    ownerId: { type: 'id', words: 'The member whose company it is' },
    mergedInto: { type: 'id', words: 'The company that stays, where two were one' },
  },
}
