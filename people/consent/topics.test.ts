import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const hostile = '<img src=x onerror=alert(1)> {{ firm }} “Ü”'

describe('topics', async () => {
  const w = await world()
  const { consent, contacts, preferences, timeline, audit, kept } = w.owner.client
  const names = async (archived = false) => (await consent.topics({ archived })).rows.map(({ name }) => name)
  const person = async (name: string) =>
    (await contacts.create({ name, email: `${name.toLowerCase()}@firm.example` })).id
  const agree = (contactId: string, topic: string) =>
    consent.add({ contactId, channel: 'email', topic, state: 'granted', proof: 'Said so' })
  const pageOf = async (contactId: string) => {
    const { url } = await preferences.link({ contactId })
    const path = `${w.publicUrl}${new URL(url).pathname}`
    const choose = async (...choices: string[]) => {
      const body = new URLSearchParams([['act', 'choose'], ...choices.map((it) => ['choice', it])])
      return (await fetch(path, { method: 'POST', body })).text()
    }
    return { html: await (await fetch(path)).text(), choose }
  }

  it('begin with news, and are added, renamed, sorted and put away, each taken back by its operation', async () => {
    expect((await consent.topics({})).rows).toMatchObject([
      { key: 'newsletter', name: 'News', isPublic: true, archivedAt: null },
    ])
    const events = await consent.addTopic({ name: 'Événements', about: 'Four times a year.' })
    expect(events.key).toBe('evenements')
    const offers = await consent.addTopic({ name: 'Offers', isPublic: false })
    const ids = (await consent.topics({})).rows.map(({ id }) => id)
    const sorted = await consent.orderTopics({ ids: ids.toReversed() })
    expect(await names()).toEqual(['Offers', 'Événements', 'News'])
    const renamed = await consent.changeTopic({ id: events.id, name: 'Events' })
    expect((await consent.topics({})).rows[1]).toMatchObject({
      key: 'evenements',
      about: 'Four times a year.',
    })
    const away = await consent.archiveTopic({ id: offers.id })
    expect([await names(), await names(true)]).toEqual([
      ['Events', 'News'],
      ['Offers', 'Events', 'News'],
    ])
    for (const { operationId } of [away, renamed, sorted]) await audit.undo({ id: operationId! })
    expect(await names()).toEqual(['News', 'Événements', 'Offers'])
    await consent.archiveTopic({ id: offers.id })
    await consent.restoreTopic({ id: offers.id })
    expect(await names()).toContain('Offers')
  })

  it('have one name each, also of two who add at once and of one that is put away', async () => {
    const twice = await Promise.allSettled(['Fairs', 'FAIRS'].map((name) => consent.addTopic({ name })))
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const { id } = (await consent.topics({})).rows.find(({ key }) => key === 'fairs')!
    await consent.archiveTopic({ id })
    await expect(consent.addTopic({ name: 'fairs' })).rejects.toMatchObject({
      data: { reason: 'name_taken', fields: { name: 'Used already. It is put away: bring it back.' } },
    })
    const keys = await Promise.all(
      ['Café', 'Cafe!', '日本', 'Request'].map((name) => consent.addTopic({ name })),
    )
    expect(keys.map(({ key }) => key).sort()).toEqual(['cafe', 'cafe_2', 'request_2', 'topic'])
  })

  it('are set up by whoever sees to privacy, and by nobody of another firm', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    const [news] = (await rep.client.consent.topics({})).rows
    const { consent: theirs } = rep.client
    for (const act of [
      () => theirs.addTopic({ name: 'Mine' }),
      () => theirs.changeTopic({ id: news!.id, name: 'Mine' }),
      () => theirs.orderTopics({ ids: [] }),
      () => theirs.archiveTopic({ id: news!.id }),
      () => theirs.restoreTopic({ id: news!.id }),
    ])
      await expect(act()).rejects.toMatchObject({ status: 403 })
    const stranger = await w.other()
    expect((await stranger.client.consent.topics({ archived: true })).rows.map(({ name }) => name)).toEqual([
      'News',
    ])
    for (const act of [
      () => stranger.client.consent.changeTopic({ id: news!.id, name: 'Theirs' }),
      () => stranger.client.consent.archiveTopic({ id: news!.id }),
    ])
      await expect(act()).rejects.toMatchObject({ status: 404 })
    await stranger.client.consent.orderTopics({ ids: [news!.id] })
    expect(await names()).toContain('News')
  })

  it('are what the ledger speaks of, by name wherever it is read', async () => {
    const contactId = await person('Nina')
    await expect(agree(contactId, 'whatever')).rejects.toMatchObject({ data: { reason: 'no_topic' } })
    const { id, key } = await consent.addTopic({ name: 'Webinars' })
    await agree(contactId, key)
    await consent.changeTopic({ id, name: 'Web talks' })
    expect((await consent.get({ contactId })).permissions).toMatchObject([
      { topic: 'webinars', topicName: 'Web talks', state: 'granted' },
    ])
    const told = (await timeline.list({ contactId })).rows.map(({ text }) => text)
    expect(told).toContain('Allowed e-mail about Web talks')
    expect((await kept.report({ contactId })).ledger[0]!.text).toBe(
      'E-mail about Web talks: allowed, by consent',
    )
    await consent.archiveTopic({ id })
    await expect(agree(contactId, key)).rejects.toMatchObject({ data: { reason: 'no_topic' } })
    await consent.add({ contactId, channel: 'email', topic: key, state: 'withdrawn', proof: 'Enough' })
    expect((await consent.get({ contactId })).permissions).toMatchObject([{ state: 'withdrawn' }])
  })

  it('whose making is taken back stay named in the ledger', async () => {
    const contactId = await person('Otto')
    const made = await consent.addTopic({ name: 'Prices' })
    await agree(contactId, made.key)
    await audit.undo({ id: made.operationId! })
    expect(await names(true)).not.toContain('Prices')
    expect((await consent.get({ contactId })).permissions).toMatchObject([{ topicName: 'Prices' }])
    expect((await consent.addTopic({ name: 'Prices' })).key).toBe('prices_2')
  })

  it('find people by what they agreed to', async () => {
    const { key } = await consent.addTopic({ name: 'Training' })
    const [yes, no, stopped] = [await person('Yes'), await person('No'), await person('Stopped')]
    for (const id of [yes, no, stopped]) await agree(id, key)
    w.clock.advance(60_000)
    await consent.add({ contactId: no, channel: 'email', topic: key, state: 'withdrawn', proof: 'Enough' })
    await consent.add({ contactId: stopped, channel: 'any', state: 'objected', proof: 'Enough' })
    const { rows: fields } = await w.owner.client.lists.fields({ record: 'contact' })
    expect(fields.find(({ id }) => id === 'agreedTo')?.options).toContainEqual({
      value: key,
      label: 'Training',
    })
    const found = async (operator: 'is' | 'is_not' | 'not_empty', value: string[] | null) =>
      (
        await contacts.list({
          filter: { match: 'all', items: [{ field: 'agreedTo', operator, value }] },
          ...{ sort: 'name', direction: 'asc', limit: 200 },
        })
      ).rows.map(({ name }) => name)
    expect(await found('is', [key])).toEqual(['Yes'])
    const some = await found('not_empty', null)
    expect(some).toContain('Yes')
    expect(some).not.toContain('No')
    expect(await found('is_not', [key])).toEqual(expect.arrayContaining(['No', 'Stopped']))
  })

  it('are chosen by people themselves: the public ones in order, and what they have', async () => {
    const contactId = await person('Petra')
    const shown = await consent.addTopic({ name: hostile, about: `Wöchentlich ${hostile}` })
    const hidden = await consent.addTopic({ name: 'Partners only', isPublic: false })
    const [news] = (await consent.topics({})).rows.filter(({ key }) => key === 'newsletter')
    await consent.orderTopics({ ids: [shown.id, news!.id] })
    const before = await pageOf(contactId)
    expect(before.html).not.toContain('<img')
    expect(before.html).toContain('Wöchentlich &lt;img')
    expect(before.html.indexOf('Wöchentlich')).toBeLessThan(before.html.indexOf('News by e-mail'))
    expect([before.html.includes('Partners only'), before.html.includes('checked')]).toEqual([false, false])
    await before.choose(`email ${hidden.key}`)
    expect((await consent.get({ contactId })).permissions).toEqual([])
    await agree(contactId, hidden.key)
    w.clock.advance(60_000)
    const { html, choose } = await pageOf(contactId)
    expect(html).toContain(`value="email ${hidden.key}" checked`)
    expect(await choose(`email ${shown.key}`)).toContain(`value="email ${shown.key}" checked`)
    const said = (await consent.get({ contactId })).permissions
    expect(said.find(({ topic }) => topic === hidden.key)).toMatchObject({ state: 'withdrawn' })
    const { name } = await w.owner.client.members.workspace()
    expect(said.find(({ topic }) => topic === shown.key)).toMatchObject({
      ...{ state: 'granted', wording: `${hostile} by e-mail from ${name}: Wöchentlich ${hostile}` },
    })
    expect((await pageOf(contactId)).html).not.toContain('Partners only')
  })
})
