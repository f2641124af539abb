/** How somebody may ask a list, so that another's records would show by their place, their number or their absence. */

const condition = (field: string, operator: string, value: unknown, match = 'all') =>
  `filter=${encodeURIComponent(JSON.stringify({ match, items: [{ field, operator, value }] }))}`

/** Every field of a list in both directions, and conditions that only a colleague's records meet, or only they don't. */
const narrowed = (sorts: string[], conditions: [string, string, unknown][]) => [
  '',
  ...['geheim', 'ge', '4711', 'g-1'].map((q) => `?q=${q}`),
  ...sorts.flatMap((sort) => [`?sort=${sort}&direction=asc&limit=1`, `?sort=${sort}&direction=desc&limit=1`]),
  ...conditions.flatMap(([field, operator, value]) => [
    `?${condition(field, operator, value)}`,
    `?${condition(field, operator, value, 'none')}`,
  ]),
]
export const contacts = narrowed(
  [
    ...[
      'name',
      'stage',
      'owner',
      'company',
      'email',
      'phone',
      'jobTitle',
      'city',
      'country',
      'interest',
      'fit',
    ],
    ...[
      'lastAct',
      'created',
      'changed',
      'createdVia',
      'status',
      'externalId',
      'companySector',
      'companyCountry',
    ],
    ...['companyEmployees', 'custom.discount'],
  ],
  [
    ['name', 'contains', 'geheim'],
    ['email', 'is', 'gerda@geheim.example'],
    ['phone', 'contains', '0170 4711'],
    ['city', 'starts', 'geh'],
    ['jobTitle', 'not_empty', null],
    ['tag', 'is', ['Fair']],
    ['company', 'contains', 'geheim'],
    ['within', 'not_empty', null],
    ['companySector', 'is', 'Geheim'],
    ['companyEmployees', 'gt', '70'],
    ['externalId', 'is', 'G-1'],
    ['custom.discount', 'is', 'Geheim'],
    ['mayEmail', 'is', 'granted'],
    ['maySms', 'not_empty', null],
    ['openDeals', 'gt', '0'],
    ['dealStage', 'not_empty', null],
    ['dealState', 'is', ['won']],
    ['campaign', 'not_empty', null],
    ['formSent', 'not_empty', null],
    ['leadChannel', 'not_empty', null],
    ['did', 'not_empty', null],
    ['lastAct', 'last_days', '3'],
  ],
)
export const companies = narrowed(
  [
    ...[
      'name',
      'owner',
      'domain',
      'sector',
      'city',
      'country',
      'employees',
      'revenue',
      'people',
      'parent',
      'created',
    ],
    ...['changed', 'externalId', 'custom.worth'],
  ],
  [
    ['name', 'contains', 'geheim'],
    ['domain', 'contains', 'geheim'],
    ['sector', 'is', 'Geheim'],
    ['employees', 'between', ['70', '80']],
    ['people', 'gt', '0'],
    ['tag', 'is', ['Fair']],
    ['within', 'not_empty', null],
    ['bought', 'is', ['yes']],
    ['dealStage', 'not_empty', null],
    ['dealState', 'is', ['open', 'won']],
    ['custom.worth', 'is', '4711'],
  ],
)
export const deals = [
  ...[
    '',
    '?q=geheim',
    '?state=open',
    '?state=won',
    '?stageId={stage}',
    '?ownerId={member}',
    '?contactId={contact}',
  ],
  ...[
    '?companyId={company}',
    '?companyId={own company}',
    '?within={own company}',
    '?closedFrom=2026-01-01T00:00:00Z',
  ],
]
