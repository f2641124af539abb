import { campaigns, forms, links, stages } from './people-around.ts'
import { type known, owners } from './people-data.ts'
import { idOf } from './people-ids.ts'

export type Field = keyof typeof known
export type Kind = 'text' | 'phone' | 'number' | 'date' | 'choice' | 'choices' | 'several' | 'page' | 'yesno'

const [campaign, form] = [Object.keys(campaigns), Object.keys(forms)]
const acts = [
  'mail.received',
  'call.captured',
  'form.submitted',
  'trial_started',
  'webinar_joined',
  'never_done',
]
/** What a person types or picks of each field: what many have, what few have, what nobody has. */
export const asks: Record<Field, { kind: Kind; of: (string | string[])[] }> = {
  name: { kind: 'text', of: ['ana', 'müller 77', 'nobody is called that', 'firm', '12'] },
  email: { kind: 'text', of: ['firm', 'firm4711.', 'nobody@', 'person77'] },
  phone: { kind: 'phone', of: ['170', '4917000477', '99999999'] },
  externalId: { kind: 'text', of: ['k-', 'K-4711', 'z-1'] },
  jobTitle: { kind: 'text', of: ['ngineer', 'sensor', 'nobody is called that', 'ce', 'firm'] },
  city: { kind: 'text', of: ['town', 'Town 77', 'nowhere', '9'] },
  country: { kind: 'text', of: ['de', 'LI', 'zz'] },
  status: { kind: 'choice', of: [['person'], ['target'], ['customer']] },
  createdVia: { kind: 'choice', of: [['import'], ['capture'], ['form', 'api']] },
  barred: { kind: 'yesno', of: ['true', 'false'] },
  owner: { kind: 'choice', of: [[idOf('m', 3)], [idOf('m', 1), idOf('m', 2)], [idOf('m', owners + 1)]] },
  created: { kind: 'date', of: ['2024-03-01', '2026-09-20', '2030-01-01'] },
  changed: { kind: 'date', of: ['2024-03-01', '2026-09-20', '2030-01-01'] },
  stage: { kind: 'choice', of: [['person'], ['customer'], ['lead', 'ready'], ['qualified']] },
  interest: { kind: 'number', of: ['50', '98', '101'] },
  fit: { kind: 'number', of: ['50', '98', '101'] },
  ready: { kind: 'yesno', of: ['true', 'false'] },
  customer: { kind: 'yesno', of: ['true', 'false'] },
  openDeals: { kind: 'number', of: ['0', '2', '9'] },
  lastAct: { kind: 'date', of: ['2024-03-01', '2026-09-20', '2030-01-01'] },
  tag: { kind: 'choices', of: [['fair'], ['vip'], ['newsletter', 'partner'], ['unheard of']] },
  mayEmail: { kind: 'choices', of: [['granted'], ['objected'], ['pending']] },
  mayPhone: { kind: 'choices', of: [['objected'], ['granted']] },
  company: { kind: 'text', of: ['gmbh', 'Company 4711 ', 'no such company', '47'] },
  companySector: { kind: 'text', of: ['sector 4', 'Mining', 'farming', 'in'] },
  companyCountry: { kind: 'text', of: ['de', 'FR', 'zz'] },
  companyEmployees: { kind: 'number', of: ['500', '4990', '5000'] },
  companyOwner: { kind: 'choice', of: [[idOf('m', 3)], [idOf('m', owners + 1)]] },
  within: { kind: 'choices', of: [[idOf('co', 470)], [idOf('co', 11)]] },
  campaign: { kind: 'several', of: [campaign.slice(0, 2), ...campaign.map((id) => [id]), [idOf('ca', 3)]] },
  formSent: { kind: 'several', of: [form.slice(0, 2), ...form.map((id) => [id]), [idOf('fo', 9)]] },
  leadChannel: { kind: 'several', of: [['google', 'press'], ['direct'], ['press'], ['unheard of']] },
  dealStage: { kind: 'several', of: [stages.slice(0, 2), ...stages.map((id) => [id]), [idOf('st', 9)]] },
  dealState: { kind: 'several', of: [['open', 'won'], ['open'], ['won'], ['lost']] },
  did: {
    kind: 'several',
    of: [
      ['mail.received', 'trial_started'],
      ...acts.map((kind) => [kind]),
      ['page.viewed', 'webinar_joined'],
    ],
  },
  visitedPage: { kind: 'page', of: ['www.firm.example/prices', '/p/7', '/prices', '/rare', '/nowhere'] },
  followedLink: { kind: 'several', of: [Object.keys(links), ...Object.keys(links).map((id) => [id])] },
  'did.mail.received': { kind: 'date', of: ['2024-03-01', '2026-09-20', '2030-01-01'] },
  'did.call.captured': { kind: 'date', of: ['2024-03-01', '2026-09-20', '2030-01-01'] },
  'did.webinar_joined': { kind: 'date', of: ['2024-03-01', '2026-09-20', '2030-01-01'] },
  'custom.machines': { kind: 'number', of: ['250', '495', '500'] },
  'custom.machine': { kind: 'text', of: ['press 7', 'Stone saw', 'plough'] },
  'custom.serial': { kind: 'text', of: ['sn-', '4711', 'no such'] },
  'custom.site': { kind: 'text', of: ['site', 'site4713.', 'ftp'] },
  'custom.second': { kind: 'text', of: ['mail', 'alt4714@', 'nobody'] },
  'custom.desk': { kind: 'phone', of: ['4930', '30000471', '99999999'] },
  'custom.remark': { kind: 'text', of: ['fair', 'hall 7, stand 777', 'nowhere'] },
  'custom.mark': { kind: 'choice', of: [['A'], ['D'], ['B', 'C']] },
  'custom.likes': { kind: 'choices', of: [['Saws'], ['Robots'], ['Mills', 'Robots']] },
  'custom.since': { kind: 'date', of: ['2024-03-01', '2026-06-10', '2030-01-01'] },
  'custom.keen': { kind: 'yesno', of: ['true', 'false'] },
  'custom.budget': { kind: 'number', of: ['500000', '999900', '1000000'] },
  'custom.adviser': { kind: 'choice', of: [[idOf('m', 3)], [idOf('m', owners + 1)]] },
}
