import { beforeAll, describe, expect, it } from 'vitest'
import { setBars } from '#people/contacts'
import { link, subjectOf } from '#people/identity'
import { makeVisitor } from '#platform/journal'
import { chance, world } from '#platform/testing'
import { type Channel, type ConsentState, standingsOn } from './permission.ts'
import { addConsent, type NewConsent, permissionsOfAll } from './store.ts'

const ways = { email: 'mayEmail', phone: 'mayPhone', sms: 'maySms', post: 'mayPost' } as const
const states = ['granted', 'asked', 'pending', 'withdrawn', 'objected', 'expired'] as const

describe('people by what they permit', async () => {
  const w = await world()
  const { contacts, consent, preferences } = w.owner.client
  const found = async (
    field: string,
    operator: 'is' | 'is_not' | 'empty' | 'not_empty',
    value: string[] | null,
  ) =>
    (
      await contacts.list({
        filter: { match: 'all', items: [{ field, operator, value }] },
        ...{ sort: 'name', direction: 'asc', limit: 200 },
      })
    ).rows.map(({ name }) => name)
  const said: Record<string, string> = {}
  const say = async (
    name: string,
    lines: {
      channel?: Channel
      topic?: string
      basis?: 'consent' | 'request' | 'contract'
      state: 'granted' | 'withdrawn' | 'objected'
    }[],
  ) => {
    said[name] ??= (await contacts.create({ name, email: `${name.toLowerCase()}@x.example` })).id
    for (const line of lines) {
      w.clock.advance(60_000)
      await consent.add({
        contactId: said[name],
        channel: 'email',
        topic: 'newsletter',
        proof: 'said so',
        ...line,
      })
    }
  }

  beforeAll(async () => {
    await consent.addTopic({ name: 'Offers' })
    await say('Agreed', [{ state: 'granted' }])
    await say('Asked', [{ topic: 'request', basis: 'request', state: 'granted' }])
    await say('Any', [{ channel: 'any', topic: '*', state: 'granted' }])
    await say('Left', [{ state: 'granted' }, { state: 'withdrawn' }])
    await say('Half', [
      { state: 'granted' },
      { topic: 'offers', state: 'granted' },
      { topic: 'offers', state: 'withdrawn' },
    ])
    await say('Objected', [{ state: 'granted' }, { topic: '*', state: 'objected' }])
    await say('Relented', [
      { topic: '*', state: 'objected' },
      { state: 'granted' },
      { topic: '*', state: 'granted' },
    ])
    await say('Overheard', [{ topic: '*', state: 'objected' }, { state: 'granted' }])
    await say('Called', [{ state: 'granted' }, { channel: 'phone', topic: '*', state: 'objected' }])
    await say('Customer', [{ topic: '*', basis: 'contract', state: 'granted' }])
    await say('Stopped', [{ state: 'granted' }, { topic: 'request', basis: 'request', state: 'granted' }])
    await say('Back', [{ state: 'granted' }])
    await say('Silent', [])
    for (const name of ['Stopped', 'Back']) await choose(name, { act: 'stop' })
    w.clock.advance(60_000)
    await choose('Back', { act: 'choose', choice: 'email newsletter' })
  })

  const bar = (contactIds: string[], bar: string) =>
    w.inside(async (db) => {
      for (const id of contactIds) await setBars(db, id, [bar], w.clock.now())
    })

  /** As somebody says it on the page behind their link. */
  async function choose(name: string, answers: Record<string, string>) {
    const { url } = await preferences.link({ contactId: said[name]! })
    const path = `${w.publicUrl}${new URL(url).pathname}`
    expect((await fetch(path, { method: 'POST', body: new URLSearchParams(answers) })).status).toBe(200)
  }

  it('are permitted whom nothing speaks against, and who said yes to more than an answer', async () => {
    expect(await found('mayEmail', 'is', ['granted'])).toEqual([
      ...['Agreed', 'Any', 'Back', 'Called', 'Customer', 'Half', 'Relented'],
    ])
    expect(await found('mayEmail', 'is', ['asked'])).toEqual(['Asked'])
    expect(await found('mayEmail', 'is', ['objected'])).toEqual(['Objected', 'Overheard', 'Stopped'])
    expect(await found('mayEmail', 'is', ['withdrawn'])).toEqual(['Back', 'Half', 'Left'])
    expect(await found('mayEmail', 'empty', null)).toEqual(['Silent'])
    expect(await found('mayEmail', 'is_not', ['granted', 'objected'])).toEqual(['Asked', 'Left', 'Silent'])
  })

  it('each way by itself, and any way by each', async () => {
    expect(await found('mayPhone', 'is', ['objected'])).toEqual(['Called', 'Stopped'])
    expect(await found('maySms', 'is', ['granted'])).toEqual(['Any'])
    expect(await found('mayPost', 'is', ['objected'])).toEqual(['Stopped'])
    expect(await found('mayPost', 'not_empty', null)).toEqual(['Any', 'Back', 'Stopped'])
  })

  it('not while what is known of the way contradicts itself', async () => {
    await bar([said.Agreed!], 'email:unsubscribed')
    expect(await found('mayEmail', 'is', ['granted'])).not.toContain('Agreed')
    await bar([said.Agreed!], 'phone:unsubscribed')
    expect(await found('mayEmail', 'is', ['granted'])).toContain('Agreed')
  })

  it('are found just as each is judged, whatever is in the ledger', async () => {
    const { oneOf: one, below, happens } = chance(4)
    const ids = new Map<string, string>()
    for (let n = 0; n < 120; n++) {
      const name = `P${String(n).padStart(3, '0')}`
      ids.set(name, (await contacts.create({ name })).id)
    }
    const names = [...ids.keys()]
    const now = w.clock.now()
    await w.inside(async (db) => {
      for (const name of names) {
        const birth = await subjectOf(db, ids.get(name)!)
        const second = await makeVisitor(db, now)
        await link(db, { subjectId: second, contactId: ids.get(name)!, proof: 'proven' }, now)
        for (const minutes of Array.from({ length: below(6) }, () => below(5)))
          await addConsent(
            db,
            {
              ...{ subjectId: one([birth, birth, second]), proof: {} },
              ...{
                channel: one(['email', 'email', 'any', 'phone'] as const),
                topic: one(['*', 'newsletter']),
              },
              basis: one<NewConsent['basis']>(['consent', 'consent', 'request', 'contract']),
              state: one<ConsentState>(['granted', 'granted', 'pending', 'withdrawn', 'objected', 'expired']),
              expiresAt: happens(0.1) ? new Date(now.getTime() - 1) : null,
            },
            new Date(now.getTime() - minutes * 60_000),
          )
      }
    })
    await bar(
      names.filter((_, n) => n % 12 === 5).map((name) => ids.get(name)!),
      'email:unsubscribed',
    )
    const permissions = await w.inside((db) => permissionsOfAll(db, [...ids.values()], now))
    for (const way of ['email', 'phone', 'post'] as const)
      for (const state of states) {
        const right = names.filter((name) => standingsOn(permissions.get(ids.get(name)!)!, way).has(state))
        const those = (await found(ways[way], 'is', [state])).filter((name) => ids.has(name))
        expect(those, `${way} ${state}`).toEqual(right)
        if (way === 'email') expect(right.length, state).toBeGreaterThan(2)
      }
  })
})
