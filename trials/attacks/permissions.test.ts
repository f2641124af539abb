import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock'
import { world } from '#platform/testing'
import { PERMISSIONS } from '#workspace/members'
import { contract } from '../../apps/contract.ts'
import { endpointsOf } from '../../apps/endpoints.ts'

/**
 * What each part of the API needs to be read and to be changed, said here a second time and by hand: `access.txt` is
 * written anew from the contract, so it follows a permission that was taken away by mistake. This does not.
 */
const needs: Record<string, { read?: string; change?: string }> = {
  absences: { read: 'calendars.read', change: 'calendars.write' },
  account: { change: 'workspace.read' },
  agenda: { read: 'agenda.read' },
  bin: { read: 'operations.undo', change: 'operations.undo' },
  'bulk-acts': { read: 'operations.undo', change: 'operations.undo' },
  calendar: { read: 'calendars.read' },
  agreements: { read: 'agreement.read', change: 'agreement.write' },
  campaigns: { read: 'campaigns.read', change: 'campaigns.write' },
  'campaign-results': { read: 'numbers.read' },
  candidates: { read: 'scoring.read' },
  captures: { change: 'contacts.write' },
  attribution: { read: 'numbers.read' },
  'came-back': { read: 'numbers.read' },
  companies: { read: 'companies.read', change: 'companies.write' },
  'content-requests': { read: 'handovers.read', change: 'handovers.work' },
  conversations: { read: 'conversations.read', change: 'conversations.write' },
  contacts: { read: 'contacts.read', change: 'contacts.write' },
  costs: { read: 'campaigns.read', change: 'campaigns.write' },
  customers: { read: 'deals.read' },
  deals: { read: 'deals.read', change: 'deals.write' },
  definitions: { read: 'scoring.read', change: 'scoring.manage' },
  duplicates: { read: 'contacts.read', change: 'contacts.write' },
  erasures: { read: 'privacy.manage' },
  events: { change: 'events.write' },
  fields: { read: 'fields.read', change: 'fields.manage' },
  files: { read: 'contacts.read', change: 'notes.write' },
  'first-steps': { read: 'workspace.manage' },
  'firm-arrival': { read: 'workspace.read', change: 'installation.confirm' },
  'firm-exports': { read: 'firm.export', change: 'firm.export' },
  forms: { read: 'forms.read', change: 'forms.write' },
  replays: { read: 'scoring.manage', change: 'scoring.manage' },
  handovers: { read: 'handovers.read', change: 'handovers.work' },
  history: { read: 'audit.read' },
  'holiday-regions': { read: 'calendars.read' },
  holidays: { read: 'calendars.read' },
  imports: { read: 'imports.run', change: 'imports.run' },
  installation: { read: 'workspace.read', change: 'installation.confirm' },
  invitations: { read: 'members.manage', change: 'members.manage' },
  keys: { read: 'keys.manage', change: 'keys.manage' },
  leads: { read: 'leads.read', change: 'leads.write' },
  letters: { read: 'letters.read', change: 'installation.confirm' },
  links: { change: 'campaigns.write' },
  lists: { read: 'fields.read' },
  'mail-account': { read: 'workspace.manage', change: 'workspace.manage' },
  margins: { read: 'numbers.read', change: 'products.write' },
  members: { read: 'members.read', change: 'members.manage' },
  merges: { read: 'contacts.read', change: 'contacts.write' },
  months: { read: 'numbers.read' },
  notes: { read: 'contacts.read', change: 'notes.write' },
  notices: { read: 'notices.read', change: 'notices.read' },
  digest: { read: 'notices.read', change: 'notices.read' },
  push: { read: 'notices.read', change: 'notices.read' },
  numbers: { read: 'numbers.read' },
  operations: { read: 'audit.read', change: 'operations.undo' },
  participations: { read: 'campaigns.read contacts.read' },
  pipeline: { read: 'deals.read', change: 'pipeline.manage' },
  onboardings: { read: 'deals.read', change: 'deals.write' },
  promises: { change: 'deals.write' },
  protections: { read: 'handovers.read', change: 'handovers.work' },
  'protection-setting': { read: 'handovers.read', change: 'handovers.manage' },
  'product-lines': { read: 'products.read', change: 'products.write' },
  products: { read: 'products.read', change: 'products.write' },
  retention: { read: 'privacy.manage', change: 'privacy.manage' },
  'routing-rules': { read: 'handovers.read', change: 'routing.manage' },
  'routing-turns': { read: 'handovers.read', change: 'routing.manage' },
  'seam-setting': { read: 'handovers.read', change: 'handovers.manage' },
  search: { read: 'search.read' },
  'send-backs': { read: 'handovers.read', change: 'feedback.answer' },
  submissions: { read: 'submissions.read', change: 'leads.write' },
  tags: { read: 'contacts.read' },
  talks: { change: 'notes.write' },
  'sample-firm': { read: 'workspace.manage', change: 'workspace.manage' },
  'sample-firms': { read: 'anyone', change: 'workspace.manage' },
  tasks: { read: 'tasks.read', change: 'tasks.write' },
  'mail-templates': { read: 'conversations.write', change: 'conversations.write' },
  teams: { read: 'members.read', change: 'members.manage' },
  timeline: { read: 'contacts.read' },
  topics: { read: 'contacts.read', change: 'privacy.manage' },
  'waiting-list': { read: 'agenda.read', change: 'handovers.manage' },
  website: { read: 'website.read', change: 'website.manage' },
  views: { read: 'contacts.read', change: 'views.write' },
  'working-hours': { read: 'calendars.read', change: 'calendars.write' },
  workspace: { read: 'workspace.read', change: 'workspace.manage' },
  webhooks: { read: 'webhooks.manage', change: 'webhooks.manage' },
  'webhook-events': { read: 'webhooks.manage' },
}

/** Where one endpoint needs another permission than its neighbours, or none. */
const apart: Record<string, string> = {
  'account.endOtherSessions': 'anyone',
  'account.endSession': 'anyone',
  'account.get': 'anyone',
  'attribution.export': 'exports.run numbers.read',
  'audit.export': 'audit.read exports.run',
  'audit.undoing': 'operations.undo',
  'cameBack.export': 'exports.run numbers.read',
  'bin.erase': 'privacy.manage',
  'calendars.setFirm': 'calendars.manage',
  'calendars.grantAbsence': 'calendars.manage',
  'calendars.refuseAbsence': 'calendars.manage',
  'companies.export': 'exports.run companies.read',
  'companies.remove': 'contacts.delete',
  'companies.removeMany': 'contacts.delete',
  'companies.saveJoining': 'workspace.manage',
  'contacts.export': 'exports.run contacts.read',
  'contacts.remove': 'contacts.delete',
  'contentRequests.answer': 'feedback.answer',
  'conversations.adopt': 'conversations.write contacts.write',
  'conversations.see': 'conversations.read',
  'conversations.trust': 'conversations.write',
  'deals.export': 'exports.run deals.read',
  'deals.moveAll': 'pipeline.manage',
  'deals.saveRoles': 'pipeline.manage',
  'erasing.erase': 'privacy.manage',
  'erasing.preview': 'privacy.manage',
  'fields.breaking': 'fields.manage',
  'fields.formula': 'fields.manage',
  'fields.usage': 'fields.manage',
  'files.link': 'contacts.read',
  'forms.exportSubmissions': 'exports.run submissions.read',
  'handovers.offer': 'handovers.manage',
  'handovers.passOn': 'leads.write',
  'handovers.withdraw': 'leads.write',
  'kept.file': 'privacy.manage',
  'kept.report': 'privacy.manage',
  'members.accept': 'anyone',
  'members.held': 'members.manage',
  'members.invitation': 'anyone',
  'members.me': 'anyone',
  'members.setUp': 'anyone',
  'members.setupStatus': 'anyone',
  'merging.setRule': 'contacts.delete',
  'months.export': 'exports.run numbers.read',
  'participants.add': 'campaigns.write contacts.read',
  'participants.export': 'exports.run contacts.read',
  'participants.ladder': 'campaigns.read contacts.read',
  'participants.list': 'campaigns.read contacts.read',
  'participants.move': 'campaigns.write contacts.read',
  'participants.remove': 'campaigns.write contacts.read',
  'rollups.get': 'deals.read companies.read',
  'sendBacks.decide': 'handovers.manage',
  'protection.confirm': 'handovers.manage',
  'protection.extend': 'handovers.manage',
  'protection.refuse': 'handovers.manage',
  'sample.mine': 'anyone',
  'scoring.discardDraft': 'scoring.manage',
  'scoring.looks': 'scoring.read',
  'scoring.ofContact': 'scoring.read',
  'scoring.preview': 'scoring.read',
  'scoring.previewRows': 'scoring.read',
  'scoring.saveDraft': 'scoring.manage',
  'timeline.judge': 'website.manage contacts.read',
  'timeline.mentionable': 'contacts.read members.read',
}

const rows = endpointsOf(contract).map((it) => {
  const part = needs[it.path.split('/')[1] ?? '']
  return {
    ...it,
    need: apart[it.name] ?? (it.method === 'GET' ? part?.read : part?.change) ?? 'not said here',
  }
})
const guarded = rows
  .filter((it) => it.need !== 'anyone')
  .flatMap((it) => it.need.split(' ').map((need) => ({ ...it, need })))
const nobody = '01900000-0000-7000-8000-000000000000'

describe('the API', async () => {
  const w = await world({ proxied: true })
  const keys = new Map<string, string>()
  /** A key of an owner that may everything but one thing. */
  const keyWithout = async (gone: string) => {
    const secret = `baton_${randomBytes(32).toString('base64url')}`
    keys.set(gone, secret)
    const row = {
      id: uuidv7(w.clock.now()),
      name: `without ${gone}`,
      member_id: w.owner.id,
      prefix: secret.slice(0, 12),
      secret_hash: createHash('sha256').update(secret).digest('hex'),
      scopes: Object.keys(PERMISSIONS).filter((it) => it !== gone),
      created_at: w.clock.now(),
    }
    await w.inside((db) => db.insertInto('api_key').values(row).execute())
  }
  for (const permission of Object.keys(PERMISSIONS)) await keyWithout(permission)
  let asked = 0
  const ask = async (method: string, path: string, secret: string) => {
    const answer = await fetch(`${w.adminUrl}/api${path.replaceAll(/\{\+?\w+\}/g, nobody)}`, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        'x-forwarded-for': `198.51.100.${Math.floor(asked++ / 100)}`,
        ...(method !== 'GET' && { 'content-type': 'application/json' }),
      },
      ...(method !== 'GET' && { body: '{}' }),
    })
    const text = await answer.text()
    return { status: answer.status, isRefusal: text.includes('"not_permitted"') }
  }

  it('says of nothing that is gone what it needs', () => {
    const paths = new Set(rows.map(({ path }) => path.split('/')[1]))
    expect(Object.keys(needs).filter((part) => !paths.has(part))).toEqual([])
    const names = new Set(rows.map(({ name }) => name))
    expect(Object.keys(apart).filter((name) => !names.has(name))).toEqual([])
    const used = new Set(guarded.map(({ need }) => need))
    expect(Object.keys(PERMISSIONS).filter((it) => !used.has(it))).toEqual([])
  })

  it.each(guarded)('$name is refused without “$need” alone', async ({ method, path, need }) => {
    const secret = keys.get(need)
    expect([need, secret !== undefined]).toEqual([need, true])
    expect(await ask(method, path, secret!)).toEqual({ status: 403, isRefusal: true })
  })

  it('is open without a permission only where this file says so', () => {
    const open = rows.filter(({ meta }) => meta.may === 'anyone').map(({ name }) => name)
    expect(open.filter((name) => apart[name] !== 'anyone')).toEqual([])
  })
})
