import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { browsing, origin, person, site } from './browsing.ts'

describe('a browser and a person', async () => {
  const w = await world({ proxied: true })
  const { tracking, contacts, leads, timeline } = w.owner.client
  const t = await browsing(w)

  it('joins a browser with the person whom its form makes, with all that it did before', async () => {
    const visitor = person('192.0.2.10', {}, 'a'.repeat(32))
    await t.page(visitor, '/landing?utm_source=fair&utm_campaign=spring&gclid=G1', 'https://news.example/x')
    w.clock.advance(60_000)
    await t.page(visitor, '/prices')
    w.clock.advance(3600_000)
    await t.page(visitor, '/contact')
    const { id } = await t.submit(visitor, 'anna@buyer.example', '/contact?utm_source=late')
    await w.pump()
    const { rows } = await leads.list({ contactId: id })
    expect(rows).toMatchObject([
      {
        firstPage: `${origin}/landing`,
        referrer: 'https://news.example/x',
        utm: { utm_source: 'fair', utm_campaign: 'spring' },
        clickIds: { gclid: 'G1' },
        campaign: 'spring',
        channel: 'ads',
      },
    ])
    const story = (await timeline.list({ contactId: id })).rows.filter((row) => row.kind === 'visit')
    expect(story.map((row) => row.text)).toEqual([
      'Visited www.firm.example: 1 page',
      'Visited www.firm.example: 2 pages',
    ])
    expect(story[1]!.detail).toBe('Came by https://news.example/x\n/landing · /prices')
    expect((await timeline.list({ contactId: id })).rows.map((row) => row.kind)).not.toContain('page.viewed')
  })

  it('keeps what the form’s page says of where they came from when their first visit says nothing', async () => {
    const visitor = person('192.0.2.27', {}, '8'.repeat(32))
    await t.page(visitor, '/typed')
    w.clock.advance(3600_000)
    const { id } = await t.submit(visitor, 'dora@buyer.example', '/contact?utm_campaign=offer&gclid=G2')
    expect((await leads.list({ contactId: id })).rows).toMatchObject([
      {
        firstPage: `${origin}/typed`,
        utm: { utm_campaign: 'offer' },
        clickIds: { gclid: 'G2' },
        campaign: 'offer',
        channel: 'ads',
      },
    ])
  })

  it('tells a visit of many pages whole', async () => {
    const visitor = person('192.0.2.28', {}, '9'.repeat(32))
    await t.page(visitor, '/1')
    const { id } = await t.submit(visitor, 'max@buyer.example')
    for (const path of ['/2', '/1', '/3', '/4', '/5', '/6', '/7']) {
      w.clock.advance(60_000)
      await t.page(visitor, path)
    }
    await w.sql(
      `insert into journal_event (workspace_id, id, kind, subject_id, occurred_at, received_at, human, data)
       select 1, gen_random_uuid(), e.kind, e.subject_id, e.occurred_at, e.received_at, true, e.data
       from generate_series(1, 2500), journal_event e where e.kind = 'page.viewed' and e.data ->> 'page' = '/7'`,
    )
    const [visit] = (await timeline.list({ contactId: id })).rows.filter((row) => row.kind === 'visit')
    expect(visit).toMatchObject({
      text: 'Visited www.firm.example: 2508 pages',
      detail: '/1 · /2 · /3 · /4 · /5 · and 2 more',
    })
  })

  it('never joins two people by one browser: the second goes on as somebody new', async () => {
    const visitor = person('192.0.2.11', {}, 'b'.repeat(32))
    await t.page(visitor, '/first')
    const one = await t.submit(visitor, 'first@buyer.example')
    const two = await t.submit(visitor, 'second@buyer.example')
    w.clock.advance(60_000)
    await t.page(visitor, '/second')
    const pagesOf = async (contactId: string) =>
      (await timeline.list({ contactId })).rows.filter((row) => row.kind === 'visit').map((row) => row.detail)
    expect(await pagesOf(one.id)).toEqual(['/first'])
    expect(await pagesOf(two.id)).toEqual(['/second'])
    expect((await contacts.get({ id: one.id })).id).not.toBe(two.id)
  })

  it('takes a form for no proof of somebody known: nothing is joined, and what follows is nobody’s', async () => {
    const known = await contacts.create({ name: 'Karl Known', email: 'karl@buyer.example' })
    const visitor = person('192.0.2.12', {}, 'c'.repeat(32))
    await t.page(visitor, '/a')
    await t.submit(visitor, 'karl@buyer.example')
    const visits = async (contactId: string) =>
      (await timeline.list({ contactId })).rows.filter((row) => row.kind === 'visit')
    expect(await visits(known.id)).toEqual([])
    const other = person('192.0.2.13', {}, 'd'.repeat(32))
    await t.page(other, '/b')
    const theirs = await t.submit(other, 'third@buyer.example')
    await t.submit(other, 'karl@buyer.example')
    w.clock.advance(60_000)
    await t.page(other, '/c')
    expect((await visits(theirs.id)).map((row) => row.detail)).toEqual(['/b'])
    expect(await visits(known.id)).toEqual([])
  })

  it('takes a personal link for proof, once, for as many devices as links; the address must be a site of ours', async () => {
    const { id } = await contacts.create({ name: 'Lena Link', email: 'lena@buyer.example' })
    await expect(tracking.link({ id, url: 'https://evil.example/' })).rejects.toMatchObject({
      data: { reason: 'not_your_site' },
    })
    const devices = ['e', 'f', '0'].map((it) => person(`192.0.2.2${it}`, {}, it.repeat(32)))
    const links = [
      await tracking.link({ id, url: `${origin}/offer?x=1` }),
      await tracking.link({ id, url: `${origin}/` }),
    ]
    const given = await tracking.links({ id })
    expect(given.sites).toEqual([site])
    expect(given.rows.map(({ page, usedAt }) => [page, usedAt])).toEqual([
      [`${origin}/`, null],
      [`${origin}/offer?x=1`, null],
    ])
    const tokens = links.map(({ url }) => new URL(url).searchParams.get('baton')!)
    await t.page(devices[0]!, '/phone', '', { l: tokens[0] })
    await t.page(devices[1]!, '/laptop', '', { l: tokens[1] })
    await t.page(devices[2]!, '/forwarded', '', { l: tokens[0] })
    await t.page(person('192.0.2.29'), '/without', '', { l: tokens[0] })
    const visits = (await timeline.list({ contactId: id })).rows.filter((row) => row.kind === 'visit')
    expect(visits.map((row) => row.detail).sort()).toEqual(['/laptop', '/phone'])
    expect((await tracking.links({ id })).rows.map(({ usedAt }) => usedAt)).toEqual([
      w.clock.now(),
      w.clock.now(),
    ])
    const rep = await w.member('sales_rep', { visibility: 'own' })
    await expect(rep.client.tracking.links({ id })).rejects.toMatchObject({ data: { reason: 'no_contact' } })
    w.clock.advance(31 * 24 * 3600_000)
    const late = await tracking.link({ id, url: `${origin}/` })
    w.clock.advance(31 * 24 * 3600_000)
    await t.page(devices[2]!, '/late', '', { l: new URL(late.url).searchParams.get('baton') })
    expect((await timeline.list({ contactId: id })).rows.filter((row) => row.kind === 'visit')).toHaveLength(
      2,
    )
  })

  it('leaves a personal link unused that a program opened', async () => {
    const { id } = await contacts.create({ name: 'Paul Page', email: 'paul@buyer.example' })
    const { url } = await tracking.link({ id, url: `${origin}/` })
    const l = new URL(url).searchParams.get('baton')
    const program = person('192.0.2.24', {}, '5'.repeat(32))
    for (let n = 0; n < 6; n++) await t.page(program, `/quick/${n}`)
    await t.page(program, '/quick', '', { l })
    await t.page(person('192.0.2.25', {}, '6'.repeat(32)), '/read', '', { l })
    const visits = (await timeline.list({ contactId: id })).rows.filter((row) => row.kind === 'visit')
    expect(visits.map((row) => row.detail)).toEqual(['/read'])
  })

  it('answers for the page it has saved, though the link could not be', async () => {
    const { id } = await contacts.create({ name: 'Olga Once', email: 'olga@buyer.example' })
    const { url } = await tracking.link({ id, url: `${origin}/` })
    const l = new URL(url).searchParams.get('baton')
    await w.sql('alter table site_link add constraint no_use check (used_at is null) not valid')
    const answer = await t.page(person('192.0.2.26', {}, '7'.repeat(32)), '/once', '', { l })
    await w.sql('alter table site_link drop constraint no_use')
    expect(answer.status).toBe(204)
    expect((await t.events('page.viewed')).filter(({ data }) => data.page === '/once')).toHaveLength(1)
  })
})
