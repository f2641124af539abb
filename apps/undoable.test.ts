import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { type Actor, systemActor } from '#platform/http'
import { whyNot } from '#workspace/audit'
import { ROLES } from '#workspace/members'
import { contract } from './contract.ts'
import { wiring } from './wiring.ts'

/** What changes no living record, or is taken back in another way than by its operation. */
const otherwise: Record<string, string> = {
  'account.endSession': 'a browser is signed out',
  'account.endOtherSessions': 'browsers are signed out',
  'tracking.link': 'a link for one person; it ends by itself',
  'preferences.link': 'a link for one person; it ends by itself',
  'notices.read': 'seen is seen',
  'views.remember': 'how somebody left a list, overwritten by the next time',
  'timeline.judge': 'a further verdict: saying the opposite takes it back',
  'events.add': 'the journal is append-only: a wrong event is retracted by another',
  'members.setUp': 'the first account: there was nothing before',
  'members.accept': 'somebody joins; a manager suspends or removes them',
  'conversations.takeBack': 'this is the taking back of a letter that waits',
  'protection.register': 'withdrawn by its own act, with a history of its states',
  'scoring.preview': 'asks and changes nothing: its question is too long for an address',
  'scoring.previewRows': 'asks and changes nothing',
  'audit.rehearse': 'tries an undo and changes nothing',
  'files.begin': 'a file on its way, which is none yet; it is cancelled, or goes after a day',
  'files.part': 'bytes of a file that is none yet',
  'files.cancel': 'what was on its way is sent again',
  'files.link': 'a link for one member, for ten minutes',
  'bulk.change':
    'an act on many is paused, goes on or is stopped: what it did is taken back by its own operation',
  'transfer.part': 'bytes of a file that is not brought in yet; the import is cancelled',
}

type Node = {
  '~orpc'?: {
    meta: { label?: string }
    route: { method?: string }
    outputSchema?: { def: { shape?: object } }
  }
}

function changesWithoutOperation(node: Node, name: string[] = []): string[] {
  const it = node['~orpc']
  if (!it)
    return Object.entries(node).flatMap(([key, below]) =>
      changesWithoutOperation(below as Node, [...name, key]),
    )
  const names = Object.keys(it.outputSchema?.def.shape ?? {})
  expect([name, names.includes('operationId') && !it.meta.label]).toEqual([name, false])
  return it.route.method === 'GET' || names.includes('operationId') ? [] : [name.join('.')]
}

it('every change tells the operation by which the log names it and it is undone, or stands here with the reason why not', () => {
  expect(changesWithoutOperation(contract as unknown as Node).sort()).toEqual(Object.keys(otherwise).sort())
})

/** What taking back an operation asks that another than the guard named, or why it is refused even to an owner. */
const named: Record<string, string> = {
  absence: 'refused',
  agenda: 'refused',
  'agreement.begin': 'signed',
  'bin.empty': 'erased',
  digest: 'refused',
  'erasing.again': 'refused',
  'fields.compute': 'refused',
  flow: 'refused',
  'forms.confirm': 'refused',
  'forms.receive': 'refused',
  'imports.bring': 'asks imports.run',
  'imports.check': 'refused', // a dry run: never in the log
  'imports.follow': 'refused',
  'imports.undo': 'asks imports.run',
  inbox: 'refused',
  'keys.create': 'asks keys.manage',
  letters: 'refused',
  'members.accept': 'member_stays',
  'merging.merge': 'asks contacts.write',
  month: 'refused',
  'moving.export': 'refused',
  'moving.fetch': 'refused',
  notices: 'refused',
  'notices.mute': 'refused',
  'preferences.choose': 'refused',
  protection: 'refused',
  pump: 'refused',
  push: 'refused',
  'retention.erase': 'erased',
  sample: 'refused',
  'scoring.rescore': 'refused',
  'sendBacks.answer': 'asks feedback.answer',
  'tracking.judge': 'refused',
  'tracking.meet': 'refused',
  webhooks: 'asks webhooks.manage',
  'workspace.found': 'firm_stays',
}

/** Every kind that stands in our sources as one of an operation. */
async function kindsInSources(): Promise<Set<string>> {
  const found = new Set<string>()
  const root = path.join(import.meta.dirname, '..')
  const skip = (name: string) => ['node_modules', 'bench', 'testing'].includes(name)
  for await (const file of glob('*/**/*.ts', { cwd: root, exclude: skip })) {
    const text = readFileSync(path.join(root, file), 'utf8')
    if (file.endsWith('.test.ts') || !text.includes('.tenant(')) continue
    const constants = new Map(
      [...text.matchAll(/\bconst (\w+) = ('[^']+')/g)].map(([, name, value]) => [name, value]),
    )
    const byOperation = text.matchAll(/\boperation\]? ?[:=][^;]{0,160}?\bkind: ('[^']+'|\w+)[^.\w]/g)
    const byLabel = text.matchAll(/\bkind: ('[^']+'|\w+),\s+label:/g)
    for (const [, kind] of [...byOperation, ...byLabel]) {
      const value = kind!.startsWith("'") ? kind : constants.get(kind)
      if (value) found.add(value.slice(1, -1))
    }
  }
  return found
}

it('every kind of operation that another than the guard names says what taking it back asks, or that it is refused', async () => {
  const owner: Actor = { ...systemActor(1), kind: 'member', role: 'owner', permissions: new Set(ROLES.owner) }
  const nobody: Actor = { ...owner, permissions: new Set(['operations.undo', 'audit.read']) }
  const found: Record<string, string> = {}
  for (const kind of await kindsInSources()) {
    const why = (actor: Actor) => whyNot({ actor: 'public', chain: [{ id: 'it', kind }] }, actor, wiring)
    const reason = why(owner)?.data.reason
    found[kind] =
      reason === 'from_outside' ? 'refused' : (reason ?? `asks ${wiring.permissions.get(kind)?.join()}`)
    expect([kind, why(nobody)?.data.reason]).toEqual([kind, reason ?? 'not_permitted'])
  }
  expect(Object.keys(found).length).toBeGreaterThan(20)
  expect(found).toEqual(named)
})

it('no kind of operation is known and asks for nothing', () => {
  const open = [...wiring.permissions].filter(([, asks]) => asks.length === 0 || asks.includes('anyone'))
  expect(open).toEqual([])
})
