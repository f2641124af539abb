import type { ImportRecord } from '../own-fields.ts'
import { languages } from './languages.ts'

export type Tool =
  | 'hubspot'
  | 'salesforce'
  | 'salesforce-report'
  | 'pipedrive'
  | 'zoho'
  | 'mailchimp'
  | 'outlook'
  | 'google'
  | 'vcard'

export const toolNames: Record<Tool, string> = {
  hubspot: 'HubSpot',
  salesforce: 'Salesforce (Data Loader)',
  'salesforce-report': 'Salesforce (a report)',
  pipedrive: 'Pipedrive',
  zoho: 'Zoho',
  mailchimp: 'Mailchimp',
  outlook: 'Outlook',
  google: 'Google Contacts',
  vcard: 'business cards (vCard)',
}

/** A header that tells of a tool, and how much: 3 is proof enough by itself. */
type Sign = [weight: number, header: RegExp]

const anyOf = (labels: string) => new RegExp(`^(${labels.replace(/[.*+?^${}()[\]\\]/g, '\\$&')})$`)

/** Headers in small letters, blanks joined, as each tool writes them. */
const signs: Record<Exclude<Tool, 'vcard'>, Sign[]> = {
  hubspot: [
    [3, /^(hs_\w+|lifecyclestage|hubspot_owner_id|hubspot owner|hubspot team|hs object id)$/],
    [2, anyOf(`record id|${languages.contacts!.externalId}`)],
    [
      1,
      /^(lifecycle stage|lead status|create date|last activity date|contact owner|company owner|deal owner)$/,
    ],
    [
      1,
      /^(associated (company|contact|deal)( ids?)?|marketing contact status|deal stage|pipeline|deal name)$/,
    ],
    [1, /^(number of sales activities|original source|first conversion|email domain|company domain name)$/],
    [
      1,
      /^(lifecycle-phase|lead-status|phase du cycle de vie|etapa del ciclo de vida|estágio do ciclo de vida)$/,
    ],
    [1, /^(fase del ciclo di vita|levenscyclusfase|ライフサイクルステージ|リードステータス)$/],
    [1, anyOf(`${languages.contacts!.owner}|${languages.contacts!.createdAt}`)],
    [1, anyOf(`${languages.companies!.owner}|${languages.companies!.domain}|${languages.deals!.owner}`)],
    [1, anyOf(`${languages.deals!.name}|${languages.deals!.stage}`)],
  ],
  salesforce: [
    [
      3,
      /^(systemmodstamp|masterrecordid|lastmodifiedbyid|createdbyid|hasoptedoutofemail|hasopportunitylineitem)$/,
    ],
    [
      2,
      /^(isdeleted|stagename|isconverted|convertedcontactid|reportstoid|mailingpostalcode|billingpostalcode)$/,
    ],
    [1, /^(ownerid|accountid|createddate|lastmodifieddate|id|leadsource|whoid|whatid|\w+__c)$/],
  ],
  'salesforce-report': [
    [2, /^(opportunity owner|opportunity name|probability \(%\)|fiscal period|mailing state\/province)$/],
    [
      2,
      /^(billing state\/province|account id \(18\)|opportunity id|last modified by|owner role|company \/ account)$/,
    ],
    [
      1,
      /^(account name|account owner|contact owner|lead owner|mailing street|mailing city|mailing country|stage)$/,
    ],
    [
      1,
      /^(close date|lead source|last activity|next step|age|type|account id|contact id|amount|email opt out)$/,
    ],
    [1, /^(assigned|assigned role|full comments|call result)$/],
  ],
  pipedrive: [[3, /^(person|deal|organization|organisation|activity|lead|product|note) - \S/]],
  zoho: [
    [
      3,
      /^(.+\.id|potential (name|owner)|(contact|account|lead|call|event) owner id|change log time|unsubscribed mode)$/,
    ],
    [
      2,
      /^(leadid|contactid|accountid|potentialid|campaignid|(task|call|event|product|note) owner|modified time)$/,
    ],
    [2, /^((calls|events|tasks|activities) involved|record image|email opt out|secondary email)$/],
    [
      1,
      /^(created time|lead owner|contact owner|account owner|deal owner|lead source|record id|tag|layout)$/,
    ],
  ],
  mailchimp: [
    [3, /^(member_rating|optin_time|optin_ip|confirm_time|confirm_ip|leid|euid|unsub_time|clean_time)$/],
    [1, /^(email address|last_changed|cc|gmtoff|dstoff|tags|status)$/],
  ],
  outlook: [
    [3, /^(e-mail display name|e-mail 2 address|company main phone|organizational id number|e-mail type)$/],
    [
      3,
      /^(e-mail: angezeigter name|e-mail 2: adresse|e-mail-typ|telefon geschäftlich|nom complet de l'adresse)$/,
    ],
    [
      1,
      /^(e-mail address|business phone|business street|home street|mobile phone|job title|e-mail-adresse)$/,
    ],
  ],
  google: [
    [3, /^((e-mail|phone|organization|address|website) 1 - \w.*|yomi name|group membership)$/],
    [2, /^(phonetic first name|file as|organization name|organization title|name prefix)$/],
    [1, /^(given name|family name|labels|first name|last name)$/],
  ],
}

const enough = 3

export const plainHeader = (name: string) => name.trim().toLowerCase().replace(/\s+/g, ' ')

/** The tool whose export this is, by the headers alone; null: none, or two fit alike. */
export function findTool(names: readonly string[]): { tool: Tool; because: string } | null {
  const headers = names.map((name) => ({ name, header: plainHeader(name) }))
  const found = Object.entries(signs).map(([tool, all]) => {
    const hits = headers.flatMap(({ name, header }) => {
      const weight = Math.max(0, ...all.map(([points, pattern]) => (pattern.test(header) ? points : 0)))
      return weight > 0 ? [{ name, weight }] : []
    })
    hits.sort((a, b) => b.weight - a.weight)
    return { tool: tool as Tool, hits, score: hits.reduce((sum, { weight }) => sum + weight, 0) }
  })
  found.sort((a, b) => b.score - a.score)
  const [best, second] = found
  if (!best || best.score < enough || best.score === second?.score) return null
  const told = best.hits.slice(0, 3).map(({ name }) => `“${name}”`)
  return { tool: best.tool, because: `Its columns ${told.join(', ')} are named as there.` }
}

/** Where a column of a tool goes: `of` is the name that its numbers stand under, `ifFilled` that any value is a yes. */
export type Place = { to: string; of?: string; nothing?: string[]; ifFilled?: true }
type Places = Partial<Record<ImportRecord, [header: RegExp, place: Place][]>>

const number = (to: string, of: string): Place => ({ to, of, nothing: ['0'] })

const one = (of: string): Places => ({
  contacts: [
    [/^(record ?id|hs_object_id|id|contact id|lead id|record id - contact)$/, number('externalId', of)],
    [
      /^(associatedcompanyid|associated company ids?( \(primary\))?|accountid|account id)$/,
      number('companyId', of),
    ],
  ],
  companies: [
    [/^(record ?id|hs_object_id|id|account id|record id - company)$/, number('externalId', of)],
    [/^(hs_parent_company_id|parent company id|parentid)$/, number('parentId', of)],
  ],
  deals: [
    [/^(record ?id|hs_object_id|id|opportunity id|record id - deal)$/, number('externalId', of)],
    [
      /^(associatedcompanyid|associated company ids?( \(primary\))?|accountid|account id)$/,
      number('companyId', of),
    ],
    [/^(associated contact ids?|contactid)$/, number('contact', of)],
  ],
  activities: [
    [/^(record ?id|hs_object_id|id)$/, number('externalId', of)],
    [/^(whoid|associated contact ids?|contactid)$/, number('contact', of)],
    [/^(accountid|associated company ids?)$/, number('companyId', of)],
    [/^(whatid|associated deal ids?)$/, number('deal', of)],
    // Whether it is closed is surer than what the firm calls its states.
    [/^isclosed$/, { to: 'status' }],
  ],
  files: [
    [/^id$/, number('externalId', of)],
    [/^(parentid|firstpublishlocationid)$/, number('number', of)],
    [/^(name|pathonclient)$/, { to: 'name' }],
  ],
})

const places: Partial<Record<Tool, Places>> = {
  hubspot: one('hubspot'),
  salesforce: one('salesforce'),
  'salesforce-report': one('salesforce'),
  pipedrive: {
    contacts: [
      [/^person - id$/, number('externalId', 'pipedrive')],
      [/^organization - id$/, number('companyId', 'pipedrive')],
      [/^organization - name$|^person - organization$/, { to: 'companyName' }],
    ],
    companies: [[/^organization - id$/, number('externalId', 'pipedrive')]],
    deals: [
      [/^deal - id$/, number('externalId', 'pipedrive')],
      [/^deal - contact person$|^person - name$/, { to: 'contact' }],
      [/^deal - title$/, { to: 'name' }],
      [/^(deal - organization|organization - name)$/, { to: 'company' }],
    ],
    activities: [
      [/^activity - id$/, number('externalId', 'pipedrive')],
      [/^activity - contact person$/, { to: 'contact' }],
      [/^activity - due date$/, { to: 'dueAt' }],
      [/^(activity - deal|deal - title)$/, { to: 'deal' }],
      [/^(activity - organi[sz]ation|organi[sz]ation - name)$/, { to: 'company' }],
      [/^person - name$/, { to: 'contact' }],
    ],
  },
  zoho: {
    contacts: [
      [/^contactid$/, number('externalId', 'zoho-contact')],
      [/^leadid$/, number('externalId', 'zoho-lead')],
      [/^record id$/, { to: 'externalId', of: 'zoho' }],
      [/^account id$/, number('companyId', 'zoho-account')],
      [/^account name\.id$/, { to: 'companyId', of: 'zoho' }],
    ],
    companies: [
      [/^accountid$/, number('externalId', 'zoho-account')],
      [/^record id$/, { to: 'externalId', of: 'zoho' }],
      [/^parent account\.id$/, { to: 'parentId', of: 'zoho' }],
    ],
    deals: [
      [/^potentialid$/, number('externalId', 'zoho-deal')],
      [/^record id$/, { to: 'externalId', of: 'zoho' }],
      [/^contactid$/, number('contact', 'zoho-contact')],
      [/^leadid$/, number('contact', 'zoho-lead')],
      [/^contact name\.id$/, { to: 'contact', of: 'zoho' }],
      [/^accountid$/, number('companyId', 'zoho-account')],
      [/^account name\.id$/, { to: 'companyId', of: 'zoho' }],
    ],
    activities: [
      [/^(taskid|eventid|noteid)$/, number('externalId', 'zoho-activity')],
      [/^record id$/, { to: 'externalId', of: 'zoho' }],
      [/^contactid$/, number('contact', 'zoho-contact')],
      [/^leadid$/, number('contact', 'zoho-lead')],
      [/^(contact name|parent id)\.id$/, { to: 'contact', of: 'zoho' }],
      [/^potentialid$/, number('deal', 'zoho-deal')],
      [/^accountid$/, number('companyId', 'zoho-account')],
    ],
    files: [
      [/^(record id|attachment id)$/, { to: 'externalId', of: 'zoho' }],
      [/^parent id(\.id)?$/, { to: 'number', of: 'zoho' }],
    ],
  },
  mailchimp: {
    contacts: [
      [/^unsub_time$/, { to: 'doNotEmail', ifFilled: true }],
      [/^clean_time$/, { to: 'mailCameBack', ifFilled: true }],
      [/^(status|email marketing status)$/, { to: 'mailStatus' }],
    ],
  },
  outlook: {
    contacts: [
      [/^(e-mail address|e-mail-adresse)$/, { to: 'email' }],
      [/^(business phone|telefon geschäftlich)$/, { to: 'phone' }],
      [/^(mobile phone|mobiltelefon)$/, { to: 'phone' }],
      [/^(business city|ort geschäftlich)$/, { to: 'city' }],
      [/^(business country\/region|land\/region geschäftlich)$/, { to: 'country' }],
      [/^(categories|kategorien)$/, { to: 'tags' }],
    ],
  },
  google: {
    contacts: [
      [/^e-mail 1 - value$/, { to: 'email' }],
      [/^phone 1 - value$/, { to: 'phone' }],
      [/^organization( 1 - |\s)name$/, { to: 'companyName' }],
      [/^organization( 1 - |\s)title$/, { to: 'jobTitle' }],
      [/^address 1 - city$/, { to: 'city' }],
      [/^address 1 - country$/, { to: 'country' }],
    ],
  },
  vcard: {
    contacts: [
      [/^uid$/, { to: 'externalId', of: 'vcard' }],
      [/^categories$/, { to: 'tags' }],
    ],
  },
}

/** Where the columns of a tool go that its own names tell apart, by their index. */
export function placesOf(tool: Tool, record: ImportRecord, names: readonly string[]): Map<number, Place> {
  const all = places[tool]?.[record] ?? []
  return new Map(
    names.flatMap((name, index) => {
      const place = all.find(([header]) => header.test(plainHeader(name)))
      return place ? [[index, place[1]] as const] : []
    }),
  )
}
