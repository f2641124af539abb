/** What is the same for everybody in a firm, whoever sees whose records. */
export const everybodys = new Set([
  // Who takes leads on which day is the firm's, as its hours and absences are.
  // Campaigns and what they cost are the firm's; what came of them is asked for above.
  ...[
    'account.get',
    'calendars.coverage',
    'calendars.get',
    'campaigns.get',
    'links.list',
    'calendars.holidays',
    'calendars.regions',
    'companies.joining',
    'deals.roles',
    'installing.get',
    'moving.arrival',
    'moving.list',
  ],
  ...[
    'members.invitation',
    'members.list',
    'members.me',
    'members.setupStatus',
    'members.teams',
    'members.workspace',
  ],
  ...['scoring.vocabulary', 'handovers.seam', 'templates.list', 'templates.fields'],
])
