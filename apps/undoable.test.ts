import { expect, it } from 'vitest'
import { contract } from './contract.ts'

/** What changes no living record, or is taken back in another way than by its operation. */
const otherwise: Record<string, string> = {
  'account.endSession': 'a browser is signed out',
  'account.endOtherSessions': 'browsers are signed out',
  'tracking.link': 'a link for one person; it ends by itself',
  'notices.read': 'seen is seen',
  'views.remember': 'how somebody left a list, overwritten by the next time',
  'events.add': 'the journal is append-only: a wrong event is retracted by another',
  'members.setUp': 'the first account: there was nothing before',
  'members.accept': 'somebody joins; a manager suspends or removes them',
  'conversations.takeBack': 'this is the taking back of a letter that waits',
  'protection.register': 'withdrawn by its own act, with a history of its states',
  'scoring.preview': 'asks and changes nothing: its question is too long for an address',
  'scoring.previewRows': 'asks and changes nothing',
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
