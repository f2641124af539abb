import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

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
    await follow(link!.short, { method: 'HEAD' })
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
