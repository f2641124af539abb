import { describe, expect, it } from 'vitest'
import { chance } from '#platform/testing'
import { eventName, type Hit, hitOf, isOwnSite, readTold, siteOf } from './hit.ts'
import { follow, newVisitor, visitGapMs } from './visitor.ts'

const t0 = new Date('2026-03-02T08:00:00Z')
const later = (ms: number) => new Date(t0.getTime() + ms)
const sites = ['firm.example']
const from = {
  ...{ origin: 'https://www.firm.example', workspaceId: 1, visitor: 'web:1', agent: 'Firefox', sites },
  at: t0,
}
const told = (more: object = {}) =>
  readTold(JSON.stringify({ e: 'page', u: 'https://www.firm.example/prices', r: '', t: 'Prices', ...more }))!
const hit = (more: Partial<Hit> = {}): Hit => ({ ...hitOf(told(), from)!, ...more })
const page = (path: string, at = t0) => hit({ page: path, at })
const kinds = (events: readonly { kind: string }[]) => events.map((it) => it.kind)

describe('what a browser tells', () => {
  it.each([
    ['{"e":"page"', null],
    ['[]', null],
    ['{"e":"load","u":"https://www.firm.example"}', null],
    [{ e: 'page', u: 'x'.repeat(4001) }, null],
    [{ e: 'page', u: 'https://a.example', i: 'not hex' }, null],
  ])('%j is not taken', (body, is) => expect(readTold(body)).toBe(is))

  it('must stand on the origin that sends it', () => {
    expect(hitOf(told({ u: 'https://other.example/' }), from)).toBeNull()
    expect(hitOf(told({ u: 'javascript:alert(1)' }), from)).toBeNull()
  })

  it('keeps no query and no fragment of an address, and of a link only what says where it was', () => {
    const u = 'https://www.firm.example/a/b?utm_source=fair&email=a@b.example&gclid=G#secret'
    const hit = hitOf(told({ u, r: 'https://news.example/x?user=me' }), from)!
    const nameless = { ...hit, source: hit.source() }
    expect(nameless).toMatchObject({
      page: '/a/b',
      source: {
        firstPage: 'https://www.firm.example/a/b',
        referrer: 'https://news.example/x',
        utm: { utm_source: 'fair' },
        clickIds: {},
      },
    })
    expect(JSON.stringify(nameless)).not.toMatch(/b\.example"|secret|user=me|"G"/)
    expect(hitOf(told({ u, i: 'a'.repeat(32) }), from)!.source().clickIds).toEqual({ gclid: 'G' })
  })

  it('takes one of the firm’s other sites for no referrer', () => {
    const hit = hitOf(told({ r: 'https://shop.firm.example/' }), from)
    expect(hit?.source()).toMatchObject({ referrer: null, channel: 'direct' })
  })

  it('stores nothing that a database refuses, and no more values than make sense', () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`v${n}`, n]))
    const p = { a: 'x\u0000\ud800y', __proto__x: 1, '1': 2, deep: { er: 1 }, big: Number.MAX_VALUE, ...many }
    const values = hitOf(told({ e: 'event', n: 'Demo started!', p, t: '\ud83d' }), from)!.values
    expect(values.a).toBe('x \ufffdy')
    expect(Object.keys(values)).toHaveLength(20)
    expect(values).not.toHaveProperty('deep')
    expect(values).not.toHaveProperty('1')
  })

  it.each([
    ['Demo started!', 'demo_started'],
    ['  42 Price--Calculated ', 'price_calculated'],
    ['ärger', 'rger'],
    ['!!', null],
    [undefined, null],
  ])('an event %j is called %j', (text, name) => expect(eventName(text)).toBe(name))

  it.each([
    ['https://firm.example', true],
    ['https://www.firm.example', true],
    ['https://notfirm.example', false],
    ['https://firm.example.evil.example', false],
    ['null', false],
  ])('%s is a site of firm.example: %s', (origin, is) => expect(isOwnSite(origin, sites)).toBe(is))

  it.each([
    ['firm.example', 'firm.example'],
    ['https://WWW.Firm.example/start?x=1', 'www.firm.example'],
    ['localhost:5173', 'localhost:5173'],
    ['müller.example', 'xn--mller-kva.example'],
    ['firm', null],
    ['two words.example', null],
    ['me@firm.example', null],
    ['', null],
  ])('the site of %j is %j', (text, site) => expect(siteOf(text)).toBe(site))
})

describe('a browser followed', () => {
  const begin = newVisitor(1, 'web:1', t0)

  it('begins one visit, and another after half an hour of silence', () => {
    const one = follow(begin, [page('/'), page('/prices')])
    expect(kinds(one.events)).toEqual(['visit.started', 'page.viewed', 'page.viewed'])
    const [visit, first] = one.events
    expect(first!.data.visit).toBe(visit!.id)
    const two = follow(one.visitor, [page('/team', later(visitGapMs))])
    expect(kinds(two.events)).toEqual(['page.viewed'])
    const three = follow(two.visitor, [page('/', later(2 * visitGapMs + 1))])
    expect(kinds(three.events)).toEqual(['visit.started', 'page.viewed'])
  })

  it('that goes faster than a person reads is a program; a person who hurries is not', () => {
    let visitor = begin
    const at = (pace: number) =>
      Array.from({ length: 6 }, (_, n) => {
        const it = follow(visitor, [page(`/${n}`, later(n * pace))])
        visitor = it.visitor
        return it.machine[0]?.evidence ?? null
      })
    expect(at(499).at(-1)).toBe('timing: 6 pages, each within 500 ms of the one before')
    visitor = begin
    expect(at(500)).toEqual([null, null, null, null, null, null])
  })

  it('that does a hundred things in ten seconds is still a person, one more is a burst', () => {
    const clicks = (n: number) => Array.from({ length: n }, () => hit({ kind: 'event', name: 'click' }))
    expect(follow(begin, clicks(100)).machine).toEqual([])
    const burst = follow(begin, clicks(102))
    expect(burst.machine.map((it) => it.evidence)).toEqual(
      Array(2).fill('burst: more than 100 acts in 10 seconds'),
    )
    expect(follow(burst.visitor, [page('/', later(23 * 3600_000))]).events).toEqual([])
    expect(kinds(follow(burst.visitor, [page('/', later(25 * 3600_000))]).events)).toContain('page.viewed')
  })

  it('is judged by when it acted, not by when a slow database saved it', () => {
    const read = Array.from({ length: 8 }, (_, n) => page(`/${n}`, later(n * 2000)))
    const { events, machine, visitor } = follow(begin, read)
    expect(machine).toEqual([])
    expect(events.at(-1)!.at).toEqual(later(14_000))
    expect(visitor.lastAt).toEqual(later(14_000))
  })

  const ofDay = newVisitor(1, 'day:hash', t0)
  const inTurn = (reads: { path: string; ms: number }[]) =>
    reads.toSorted((a, b) => a.ms - b.ms).map(({ path, ms }) => page(path, later(ms)))
  const { below, happens, oneOf } = chance(18)
  const paths = Array.from({ length: 30 }, (_, n) => `/${n}`)

  it('without an id that goes through page after page at three a second is a program', () => {
    const crawl = inTurn(Array.from({ length: 100 }, (_, n) => ({ path: `/${n}`, ms: n * 333 + below(150) })))
    const { events, machine } = follow(ofDay, crawl)
    expect(machine[0]!.evidence).toBe('timing: 41 pages, each within 500 ms of the one before')
    expect([events.length, machine.length]).toEqual([1 + 40, 60])
  })

  it('that is an office of forty who read the whole day, each a page in twenty seconds, is none', () => {
    const dayMs = 8 * 3600_000
    const reads = Array.from({ length: (40 * dayMs) / 20_000 }, () => ({
      path: oneOf(paths),
      ms: below(dayMs),
    }))
    expect(follow(ofDay, inTurn(reads)).machine).toEqual([])
  })

  it('that is an office of three hundred who open one page out of one mail within a minute, and half read on, is none', () => {
    const reads = Array.from({ length: 300 }, () => {
      const ms = below(60_000)
      const more = [1, 2].map((n) => ({ path: oneOf(paths), ms: ms + n * (2_000 + below(20_000)) }))
      return [{ path: '/offer', ms }, ...(happens(0.5) ? more : [])]
    }).flat()
    expect(follow(ofDay, inTurn(reads)).machine).toEqual([])
  })

  it('that does what no office does in ten seconds is a program', () => {
    const reads = (n: number) => Array.from({ length: n }, (_, k) => page('/', later(k)))
    expect(follow(ofDay, reads(1000)).machine).toEqual([])
    expect(follow(ofDay, reads(1001)).machine.map((it) => it.evidence)).toEqual([
      'burst: more than 1000 acts in 10 seconds',
    ])
  })

  it('that follows a link which people do not see is a program from then on', () => {
    const it = follow(begin, [page('/'), hit({ kind: 'pot' }), page('/prices')])
    expect(kinds(it.events)).toEqual(['visit.started', 'page.viewed'])
    expect(it.machine.map((one) => one.kind)).toEqual(['pot.followed', 'page.viewed'])
    expect(it.visitor.machine).toBe('followed a link that people do not see')
  })
})
