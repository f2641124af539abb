import { companies, contacts, deals } from './reach-lists.ts'
import { attributed, counted, groupings, numbers, period } from './reach-numbers.ts'

/** Ids in a question: of a colleague's records, an id of nothing put in their place; `line`, `stage`, `campaign` and `template` are everybody's. */
export type Slot =
  | 'contact'
  | 'company'
  | 'deal'
  | 'task'
  | 'conversation'
  | 'mail'
  | 'file'
  | 'note'
  | 'act'
  | 'attached'
  | 'coming'
  | 'lead'
  | 'handover'
  | 'merge'
  | 'merged'
  | 'operation'
  | 'sold'
  | 'promise'
  | 'protection'
  | 'member'
  | 'line'
  | 'stage'
  | 'campaign'
  | 'template'

export const nobody = '01900000-0000-7000-8000-000000000000'
export const known = (text: string, ids: Partial<Record<Slot, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, slot: Slot) => ids[slot] ?? nobody)
/** Whether a question names a record of a colleague's. */
export const asksForTheirs = (query: string): boolean =>
  /\{(?!line|stage|campaign|template|own )\w+\}/.test(query)

const since = 'updated_since=2026-01-01T00:00:00Z'
const changes = ['', '?limit=1', `?${since}`]
const part = '/campaigns/{campaign}/participants'
const about = ['?contactId={contact}', '?companyId={company}', '?dealId={deal}', '?contactId={merged}']
const ofOwn = ['?contactId={own contact}', '?companyId={own company}', '?dealId={own deal}']
/** What can be asked of each endpoint that reads. */
export const questions: Record<string, string[]> = {
  'companies.changes': changes,
  'companies.count': companies
    .filter((it) => !it.includes('sort='))
    .map((it) => `${it}${it ? '&' : '?'}exactly=true`),
  'companies.export': ['', '?q=geheim'],
  'companies.groups': ['owner', 'sector', 'tag', 'created'].flatMap((by) => [
    `?by=${by}&sum=revenue`,
    `?by=${by}&exactly=true&q=geheim`,
  ]),
  'companies.get': ['/companies/{company}', '/companies/{own company}'],
  'companies.tree': ['/companies/{company}/tree', '/companies/{own company}/tree'],
  'companies.list': [
    ...companies,
    `?${since}`,
    '?within={company}',
    '?within={own company}',
    '?sector=Geheim',
    '?ownerId={member}',
    '?parentId={company}',
    '?tag=Fair',
  ],
  'consent.get': ['/contacts/{contact}/permissions'],
  'consent.topics': ['', '?archived=true'],
  'contacts.changes': changes,
  'contacts.count': contacts
    .filter((it) => !it.includes('sort='))
    .map((it) => `${it}${it ? '&' : '?'}exactly=true`),
  'contacts.export': ['', '?q=geheim', '?columns=name&columns=company'],
  'contacts.groups': ['owner', 'country', 'tag', 'companySector', 'created', 'stage'].flatMap((by) => [
    `?by=${by}`,
    `?by=${by}&exactly=true&q=geheim`,
  ]),
  'contacts.joiners': ['?companyId={company}', '?companyId={own company}'],
  'contacts.get': ['/contacts/{contact}', '/contacts/{merged}', '/contacts/{own contact}'],
  'contacts.list': [
    ...contacts,
    `?${since}`,
    '?companyId={company}',
    '?companyId={own company}',
    '?within={own company}',
    '?tag=Fair',
  ],
  'contacts.matches': ['?email=gerda@geheim.example', '?phone=017047114711', '?name=Gerda%20Geheim'],
  'contacts.tags': [''],
  'conversations.before': [
    ...['?contactId={contact}', '?contactId={merged}', '?dealId={deal}', '?conversationId={conversation}'],
    ...['?contactId={own contact}', '?dealId={own deal}'],
  ],
  'conversations.counts': [''],
  'conversations.file': ['/conversations/files/{file}'],
  'conversations.get': ['/conversations/{conversation}'],
  'conversations.list': [
    ...['', '?box=all', '?box=unread', '?box=unanswered', '?box=all&q=geheim', '?box=all&q=gerda'],
    ...['?box=all&contactId={contact}', '?box=all&dealId={deal}', '?box=all&contactId={own contact}'],
  ],
  'conversations.own': [''],
  'conversations.unmatched': [''],
  'deals.atRisk': ['', '?ownerId={member}'],
  'deals.board': ['', '?q=geheim', '?ownerId={member}'],
  'deals.changes': changes,
  'deals.column': [
    '/deals/board/{stage}',
    '/deals/board/{stage}?q=geheim',
    '/deals/board/{stage}?ownerId={member}',
  ],
  'deals.count': deals,
  'deals.export': deals,
  'deals.groups': ['stage', 'owner', 'closeReason', 'companySector', 'expectedClose'].map(
    (by) => `?by=${by}&sum=value`,
  ),
  'deals.group': ['?companyId={company}', '?companyId={own company}'],
  'rollups.get': ['/companies/{company}/rollup', '/companies/{own company}/rollup'],
  'deals.get': ['/deals/{deal}', '/deals/{own deal}'],
  'deals.list': [
    ...deals,
    `?${since}`,
    ...['name', 'value', 'stageSince', 'closed'].map((it) => `?sort=${it}`),
  ],
  'fields.breaking': ['/fields/{operation}/breaking'],
  'fields.list': ['', '?record=contact'],
  'fields.formula': ['?record=contact', '?record=deal&formula=one_off'],
  'fields.reasons': ['contact', 'company', 'deal'].flatMap((record) => [
    `?record=${record}&id={${record}}`,
    `?record=${record}&id={own ${record}}`,
  ]),
  'fields.referring': [
    ...['contact', 'company', 'deal'].map((record) => `?record=${record}&id={${record}}`),
    ...['contact', 'company', 'deal'].map((record) => `?record=${record}&id={own ${record}}`),
  ],
  'fields.related': ['contact', 'company', 'deal'].map(
    (record) => `?record=${record}&ids[]={${record}}&ids[]={own ${record}}`,
  ),
  'forms.exportSubmissions': ['', '?q=geheim', '?spam=true'],
  'forms.get': [],
  'forms.list': ['', '?archived=true'],
  'forms.submissions': ['', '?q=geheim', '?spam=true'],
  'handovers.counts': [''],
  'handovers.get': ['/handovers/{handover}'],
  'handovers.list': [
    ...[
      '',
      '?box=mine',
      '?box=queue',
      '?box=open',
      '?box=ended',
      '?state=working',
      '?state=offered',
      '?lane=asked',
    ],
    ...['?contactId={contact}', '?receiverId={member}'],
  ],
  'handovers.reasons': ['/handovers/{handover}/reasons'],
  'leads.list': [
    ...['', '?state=open', '?state=won', '?sort=lead', '?lane=asked', '?lane=none', '?channel=call'],
    ...['?contactId={contact}', '?productLineId={line}'],
  ],
  'lists.fields': ['/lists/contact/fields', '/lists/company/fields', '/lists/deal/fields'],
  'merging.duplicates': ['?record=contact', '?record=company'],
  'merging.rules': [''],
  'merging.rulePreview': ['contact_email_name', 'company_domain_name'].map((it) => `/duplicates/rules/${it}`),
  'merging.list': ['?recordId={contact}', '?recordId={merged}'],
  'merging.preview': ['contact', 'company'].flatMap((it) => [
    `?record=${it}&loserId={${it}}`,
    `?record=${it}&loserId={own ${it}}`,
  ]),
  'notices.list': ['', '?unread=true'],
  'push.get': [''],
  'digest.get': [''],
  'notices.preferences': [''],
  'notices.unread': [''],
  'attribution.get': attributed.map((it) => `?${period}${it}`),
  'attribution.one': ['/attribution/{campaign}', `/attribution/{campaign}?${period}`],
  'attribution.deals': ['none', '{campaign}'].flatMap((of) =>
    attributed.map((it) => `/attribution/${of}/deals?${period}${it}`),
  ),
  'attribution.export': [`?${period}`, `?${period}&channel=call`],
  'calendar.entries': ['?from=2026-02-01&to=2026-04-30', '?from=2026-03-02&to=2026-03-02'],
  'campaignResults.influenced': ['/campaign-results/{campaign}/influenced'],
  'campaignResults.list': [''],
  'campaignResults.rates': [''],
  'campaigns.costs': [''],
  'campaigns.list': [''],
  'customers.list': ['', '?q=geheim'],
  'cameBack.export': [`?${period}`, `?${period}&by=person`],
  'cameBack.get': groupings.map((by) => `?${period}&by=${by}`),
  'cameBack.rows': ['sent_back', 'upheld', 'undecided', 'regrets', 'new_customers', 'missed'].map(
    (set) => `/came-back/${set}/rows?${period}`,
  ),
  'contentRequests.list': ['', '?box=answered', '?box=all', '?dealId={deal}', '?contactId={contact}'],
  'feedback.agenda': [''],
  'numbers.breakdown': ['channel', 'form', 'product_line', 'person'].flatMap((by) =>
    numbers.map((it) => `?${period}&by=${by}${it}`),
  ),
  'numbers.figures': numbers.filter((it) => !it.includes('view')).map((it) => `?${period}${it}`),
  'numbers.choices': ['/numbers/choices'],
  'numbers.overTime': numbers.filter((it) => !it.includes('view')).map((it) => `?${period}${it}`),
  'numbers.visits': numbers.filter((it) => !it.includes('view')).map((it) => `?${period}${it}`),
  'numbers.speed': ['channel', 'person'].map((by) => `?${period}&by=${by}`),
  'numbers.pauses': ['', '&duty=decision'].map((it) => `?${period}${it}`),
  'numbers.versions': [`?${period}`, `?${period}&productLineId={line}`],
  'margins.list': [''],
  'months.export': ['/months/2026-03-01/file'],
  'months.get': ['/months/2026-03-01', '/months/2026-03-01?visits=false'],
  'months.visits': ['/months/2026-03-01/visits'],
  'months.list': [''],
  'numbers.get': numbers.map((it) => `?${period}${it}`),
  'numbers.rows': counted.flatMap((key) =>
    numbers.slice(0, 3).map((it) => `/numbers/${key}/rows?${period}${it}`),
  ),
  'participants.export': [`${part}/export?columns=name&columns=campaignStatus`],
  'participants.ladder': ['/campaigns/{campaign}/ladder'],
  'participants.list': ['', '?q=geheim', '?statusId=invited', '?sort=name&limit=1'].map((it) => part + it),
  'participants.ofContact': ['?contactId={contact}', '?contactId={merged}', '?contactId={own contact}'],
  'pipeline.get': [''],
  'products.lines': [''],
  'products.list': ['', '?q=geheim'],
  'onboarding.list': [
    '',
    '?box=mine',
    '?dealId={sold}',
    '?dealId={deal}',
    '?companyId={own company}',
    '?companyId={company}',
  ],
  'protection.list': ['', '?box=past'],
  'protection.setting': [''],
  'replay.get': ['/replays/{operation}'],
  'replay.list': ['?productLineId={line}'],
  'agreement.get': [''],
  'agreement.marks': [''],
  'agreement.version': ['/agreements/{operation}'],
  'flow.waiting': ['', '?productLineId={line}'],
  'bulk.get': ['/bulk-acts/{operation}'],
  'bulk.list': [''],
  'bin.list': ['', '?q=geheim', '?record=deal', '?record=note', '?record=task', '?record=file'],
  'audit.changes': ['/operations/{operation}/changes'],
  'audit.history': [
    ...['?record=contact&id={contact}', '?record=company&id={company}', '?record=deal&id={deal}'],
    ...['?record=contact&id={own contact}', '?record=company&id={own company}', '?record=deal&id={own deal}'],
  ],
  'audit.export': ['', '?by=programs'],
  'audit.kinds': [''],
  'audit.list': ['', '?by=programs', '?by=baton', '?record=deal', '?kind=deals.update', '?undoable=true'],
  'audit.undoing': ['/operations/{operation}/undo'],
  'transfer.get': ['/imports/{operation}'],
  'transfer.list': [''],
  'transfer.refusals': ['/imports/{operation}/refusals'],
  'transfer.refusedFile': ['/imports/{operation}/refused-file'],
  'transfer.stayed': ['/imports/{operation}/stayed'],
  'transfer.stayedFile': ['/imports/{operation}/stayed-file'],
  'routing.fields': [''],
  'routing.rules': [''],
  'routing.turns': [''],
  'routing.tryOut': ['?contactId={contact}&lane=asked'],
  'scoring.candidates': ['', '?productLineId={line}'],
  'scoring.list': [''],
  'scoring.looks': ['/contacts/{contact}/looks', '/contacts/{own contact}/looks'],
  'scoring.ofContact': ['/contacts/{contact}/scores', '/contacts/{own contact}/scores'],
  'sendBacks.counts': [''],
  'sendBacks.get': ['/send-backs/{handover}'],
  'sendBacks.list': ['', '?box=contested', '?box=answered', '?id={handover}'],
  'search.find': [
    '?q=geheim',
    '?q=ge',
    '?q=4711',
    '?q=gerda@geheim.example',
    '?q=open',
    '?q=geheim&each=2',
    '?q=gehiem',
  ],
  'search.opened': [
    '?ids[]={contact}&ids[]={company}&ids[]={deal}&ids[]={note}&ids[]={attached}&ids[]={handover}',
  ],
  'tasks.counts': ['', ...about, '?ownerId={member}', '?handoverId={handover}'],
  'tasks.get': ['/tasks/{task}'],
  'tasks.list': ['', '?box=open', '?box=done', ...about, '?ownerId={member}', '?handoverId={handover}'],
  'tracking.links': ['/contacts/{contact}/site-links', '/contacts/{own contact}/site-links'],
  'files.list': [...about, ...ofOwn],
  'templates.fill': ['contact', 'merged', 'own contact'].flatMap((whom) => [
    `/mail-templates/{template}/words?contactId={${whom}}`,
    `/mail-templates/{template}/words?contactId={${whom}}&dealId={deal}`,
    `/mail-templates/{template}/words?contactId={${whom}}&dealId={own deal}`,
  ]),
  'timeline.list': [...about, ...ofOwn, ...about.map((it) => `${it}&show=notes,files`)],
  'timeline.mentionable': [...about, ...ofOwn],
  'timeline.notes': [...about, ...ofOwn],
  'views.list': ['?record=contact', '?record=deal'],
}
