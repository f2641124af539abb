import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { isQuickRun } from './judging.ts'

const browser =
  'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const crawler = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'

describe('a tracked link', async () => {
  const w = await world()
  const { campaigns, links, audit } = w.owner.client
  const { id: campaignId } = await campaigns.create({
    ...{ name: 'Spring', channel: 'print', code: 'spring', from: '2026-03-01', to: '2026-03-31' },
  })
  const list = async () => (await links.list({ campaignId })).rows
  const follow = async (
    short: string,
    { userAgent = browser, ...more }: { userAgent?: string; method?: string; headers?: object } = {},
  ) => {
    const answer = await fetch(short.replace(/^https?:\/\/[^/]+/, w.publicUrl), {
      redirect: 'manual',
      ...more,
      headers: { 'user-agent': userAgent, ...more.headers },
    })
    return { status: answer.status, to: answer.headers.get('location') }
  }
  const counts = async () => (await list()).map(({ people, machines }) => [people, machines])

  it('is kept with where it stands, leads to its page, and counts people and machines apart', async () => {
    await links.add({ campaignId, page: 'firm.example/offer?a=1#top', label: 'Hall 4' })
    const [link] = await list()
    const long =
      'https://firm.example/offer?a=1&utm_source=print&utm_medium=qr&utm_campaign=spring&utm_content=Hall+4#top'
    expect(link).toMatchObject({ source: 'print', medium: 'qr', label: 'Hall 4', long })
    expect(await follow(link!.short)).toEqual({ status: 302, to: long })
    await follow(link!.short, { userAgent: crawler })
    await follow(link!.short, { userAgent: '' })
    await follow(link!.short, { method: 'HEAD', userAgent: `${browser} Edg/139.0` })
    await follow(link!.short, { headers: { 'sec-purpose': 'prefetch;prerender' } })
    expect(await counts()).toEqual([[1, 2]])
    w.clock.advance(86_400_000)
    await follow(link!.short)
    expect(await counts()).toEqual([[2, 2]])
    expect(await w.sql('select day::text, people from link_day order by day')).toEqual([
      { day: '2026-03-02', people: 1 },
      { day: '2026-03-03', people: 1 },
    ])
    // Many at once are all counted.
    const many = Array.from({ length: 30 }, (_, n) =>
      follow(link!.short, n % 3 ? {} : { userAgent: crawler }),
    )
    expect((await Promise.all(many)).map(({ status }) => status)).toEqual(Array(30).fill(302))
    expect(await counts()).toEqual([[22, 12]])
  })

  it('leads to its page also when nobody can be counted', async () => {
    const [link] = await list()
    const before = await counts()
    await w.sql(
      `create function full_up() returns trigger language plpgsql as $$ begin raise 'No room'; end $$`,
    )
    await w.sql(
      'create trigger full_up before insert or update on link_day for each row execute function full_up()',
    )
    expect((await follow(link!.short)).status).toBe(302)
    await w.sql('drop trigger full_up on link_day')
    expect(await counts()).toEqual(before)
    await follow(link!.short)
    expect(await counts()).not.toEqual(before)
  })

  it('takes the click ids of advertisers along and nothing else: it leads nowhere else', async () => {
    const [link] = await list()
    const { to } = await follow(`${link!.short}?gclid=abc&url=https://evil.example&utm_campaign=other&page=x`)
    expect(new URL(to!).host).toBe('firm.example')
    expect(Object.fromEntries(new URL(to!).searchParams)).toEqual({
      ...{ a: '1', gclid: 'abc', utm_source: 'print', utm_medium: 'qr', utm_campaign: 'spring' },
      utm_content: 'Hall 4',
    })
    for (const page of ['javascript:alert(1)', 'nothing', '//evil', 'https://user:secret@firm.example/'])
      await expect(links.add({ campaignId, page })).rejects.toMatchObject({ data: { reason: 'no_page' } })
    for (const token of ['1.short', `1.${'a'.repeat(22)}`, `2.${link!.short.split('.').at(-1)}`, '%2e%2e'])
      expect((await follow(`${w.publicUrl}/-/l/${token}`)).status).toBe(404)
  })

  it('counts a program for nobody: known by how it asks, how fast it goes, or what it does on the site, also later', async () => {
    const { tracking } = w.owner.client
    await tracking.save({ on: true, sites: ['firm.example'] })
    w.clock.advance(1000)
    for (let n = 0; n < 6; n++) await links.add({ campaignId, page: 'firm.example/offer', label: `No ${n}` })
    const fresh = (await list()).slice(-6)
    const of = async () => {
      const rows = (await list()).slice(-6)
      const sum = (key: 'people' | 'machines') => rows.reduce((all, row) => all + row[key], 0)
      return [sum('people'), sum('machines')]
    }
    const verdicts = () =>
      w.sql(
        `select v.evidence, v.known_at > f.followed_at as later, count(*)::int as n from link_verdict v
        join link_follow f on f.id = v.follow_id where f.followed_at >= $1 group by 1, 2 order by 1, 2`,
        [begun],
      )
    const begun = w.clock.now()
    const named = (name: string) => ({ userAgent: `${browser} ${name}` })
    // A browser never asks for the head first.
    await follow(fresh[0]!.short, { ...named('Edg/140.0'), method: 'HEAD' })
    await follow(fresh[0]!.short, named('Edg/140.0'))
    expect(await of()).toEqual([0, 1])
    // Five links at once may be an office; with the sixth all of them are a program's.
    for (const { short } of fresh.slice(0, 5)) await follow(short, named('OPR/126.0'))
    expect(await of()).toEqual([5, 1])
    w.clock.advance(400)
    await follow(fresh[5]!.short, named('OPR/126.0'))
    expect(await of()).toEqual([0, 7])
    w.clock.advance(3600_000)
    await follow(fresh[5]!.short, named('OPR/126.0'))
    expect(await of()).toEqual([0, 8])
    // Who follows a link that people do not see was a program before as well.
    await follow(fresh[1]!.short, named('Vivaldi/7.5'))
    await follow(fresh[1]!.short, named('YaBrowser/25.8'))
    expect(await of()).toEqual([2, 8])
    const key = /data-key="([^"]+)"/.exec((await tracking.get({})).snippet!)![1]!
    const { publicUrl } = w.house.config
    const trap = { e: 'pot', u: `${publicUrl}/-/pot/${key}`, r: '', t: '' }
    const answer = await fetch(`${w.publicUrl}/-/hit/${key}`, {
      method: 'POST',
      headers: { origin: publicUrl, 'user-agent': named('Vivaldi/7.5').userAgent },
      body: JSON.stringify(trap),
    })
    expect(answer.status).toBe(204)
    w.clock.advance(1000)
    await w.tick('tracking.judge')
    expect(await of()).toEqual([1, 9])
    expect(await verdicts()).toEqual([
      { evidence: 'HEAD: it asked for headers alone, as no browser does', later: false, n: 1 },
      { evidence: 'followed a link that people do not see', later: true, n: 1 },
      { evidence: 'timing: 6 different links, each within 500 ms of the one before', later: false, n: 2 },
      { evidence: 'timing: 6 different links, each within 500 ms of the one before', later: true, n: 5 },
    ])
    w.clock.advance(31 * 86_400_000)
    await w.tick('links.forget')
    // Who asks not to be followed is counted, and nothing is kept of it.
    await follow(fresh[1]!.short, { headers: { 'sec-gpc': '1' } })
    expect(await w.sql('select id from link_follow')).toEqual([])
    expect(await of()).toEqual([2, 9])
    for (const { id } of fresh) await links.remove({ id })
  })

  it('takes for a run only what goes from link to link without a pause', () => {
    const run = (...steps: [link: string, ms: number][]) =>
      isQuickRun(steps.map(([linkId, ms]) => ({ linkId, at: new Date(ms) })))
    const five = ['a', 'b', 'c', 'd', 'e'].map((link, n): [string, number] => [link, n * 499])
    expect(run(...five, ['f', 5 * 499])).toBe(true)
    expect(run(...five, ['a', 5 * 499])).toBe(false)
    expect(run(...five, ['f', 4 * 499 + 500])).toBe(false)
    expect(run()).toBe(false)
  })

  it('is changed under its short address, deleted, and brought back', async () => {
    const [link] = await list()
    await links.update({ id: link!.id, page: 'https://firm.example/new', label: null })
    expect((await follow(link!.short)).to).toBe(
      'https://firm.example/new?utm_source=print&utm_medium=qr&utm_campaign=spring',
    )
    const { operationId } = await links.remove({ id: link!.id })
    expect(await list()).toEqual([])
    expect((await follow(link!.short)).status).toBe(404)
    await audit.undo({ id: operationId! })
    expect((await follow(link!.short)).status).toBe(302)
    // Of a deleted campaign it still leads to the page, and says no code that another may have by then.
    await campaigns.remove({ id: campaignId })
    expect((await follow(link!.short)).to).toBe('https://firm.example/new')
    await expect(links.list({ campaignId })).rejects.toMatchObject({ data: { reason: 'no_campaign' } })
    await expect(links.update({ id: link!.id, label: 'x' })).rejects.toMatchObject({ status: 404 })
  })
})
