/** Where the columns of a file can go in each kind of record, in the order in which they are offered, with their labels. */
export const ownFields = {
  contacts: {
    externalId: 'External ID',
    firstName: 'First name',
    lastName: 'Last name',
    fullName: 'Full name',
    email: 'E-mail',
    phone: 'Phone',
    jobTitle: 'Job title',
    companyName: 'Company',
    city: 'City',
    country: 'Country',
    owner: 'Owner',
    tags: 'Tags',
    doNotEmail: 'Do not e-mail',
    doNotCall: 'Do not call',
  },
  companies: {
    externalId: 'External ID',
    name: 'Name',
    domain: 'Web domain',
    domains: 'Further domains',
    sector: 'Sector',
    employees: 'Employees',
    revenue: 'Revenue',
    city: 'City',
    country: 'Country',
    parent: 'Parent company',
    owner: 'Owner',
    tags: 'Tags',
  },
  products: {
    externalId: 'External ID',
    name: 'Name',
    series: 'Series',
    price: 'Price',
    currency: 'Currency',
  },
  members: {
    externalId: 'External ID',
    name: 'Name',
    firstName: 'First name',
    lastName: 'Last name',
    email: 'E-mail',
  },
  deals: {
    externalId: 'External ID',
    name: 'Name',
    owner: 'Owner',
    product: 'Product',
    company: 'Company',
    contact: 'Contact',
    stage: 'Stage',
    createdAt: 'Created on',
    closedAt: 'Closed on',
    expectedClose: 'Expected close',
    amount: 'One-off amount',
    recurring: 'Recurring per month',
    term: 'Term in months',
    currency: 'Currency',
    lostReason: 'Reason won or lost',
    closeNote: 'Note on it',
    origin: 'Origin',
    pushes: 'Pushes',
    renews: 'Renews deal',
  },
} as const satisfies Record<string, Record<string, string>>

export type ImportRecord = keyof typeof ownFields
/** Kinds of record that have custom fields, and of whom. */
export const customOf: Partial<Record<ImportRecord, 'contact' | 'company' | 'deal'>> = {
  contacts: 'contact',
  companies: 'company',
}
export const dayFields: readonly string[] = ['createdAt', 'closedAt', 'expectedClose']
export const amountFields: readonly string[] = ['revenue', 'price', 'amount', 'recurring']
