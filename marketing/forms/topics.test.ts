import { describe, expect, it } from 'vitest'
import { formVisits, plain, world } from '#platform/testing'

const hostile = '"><script>alert(1)</script> & “Ü”'

describe('a form that asks for topics', async () => {
  const w = await world({ proxied: true })
  const { audit, forms, contacts, consent, timeline } = w.owner.client
  const { publish, open } = formVisits(w)
  const letters = async () => (await w.letters()).filter((one) => one.subject.startsWith('Please confirm'))
  const linkIn = (text: string) => w.publicUrl + /\/-\/confirm\/[\w.-]+/.exec(text)![0]
  const topic = async (name: string) => (await consent.addTopic({ name })).key
  const said = async (q: string) => {
    const [person] = (await contacts.list({ q })).rows
    const { permissions } = await consent.get({ contactId: person!.id })
    return Object.fromEntries(permissions.map(({ topic, state, wording }) => [topic, { state, wording }]))
  }

  it('has a tick for each, none of them ticked; one click in the letter confirms all that were', async () => {
    const [events, offers] = [await topic('Events'), await topic('Offers')]
    const { id, url } = await publish('Choose', 'newsletter', {
      consentText: 'Write to me by e-mail about:',
      topics: [
        { key: 'newsletter', words: 'News, each month' },
        { key: events, words: `Events ${hostile}` },
        { key: offers, words: 'Offers' },
      ],
    })
    const { html, send } = await open(url)
    expect(html.match(/name="consent"/g)).toHaveLength(3)
    expect(html).not.toContain('checked')
    expect(html).not.toContain('<script>alert')
    const unticked = await send({ email: 'uli@firm.example' })
    expect(unticked.status).toBe(422)
    expect(await unticked.text()).toContain('Please tick what you want')
    const page = await open(url)
    const slip = await page.send({ email: 'uli@firm', consent: [events, 'whatever'] })
    expect(plain(await slip.text())).toContain(`value="${events}" checked`)
    expect(
      (await (await open(url)).send({ email: 'uli@firm.example', consent: [events, offers] })).status,
    ).toBe(303)
    expect(await said('uli@firm.example')).toMatchObject({
      events: { state: 'pending', wording: `Write to me by e-mail about:\nEvents ${hostile}` },
      offers: { state: 'pending', wording: 'Write to me by e-mail about:\nOffers' },
    })
    const [letter] = (await letters()).slice(-1)
    expect(letter!.text_body).toContain(`about:\nEvents ${hostile}\nOffers`)
    expect(await (await fetch(linkIn(letter!.text_body))).text()).toContain('Offers')
    await fetch(linkIn(letter!.text_body), { method: 'POST' })
    const after = await said('uli@firm.example')
    expect([after.events?.state, after.offers?.state, after.newsletter]).toEqual([
      'granted',
      'granted',
      undefined,
    ])
    const [row] = (await forms.submissions({ formId: id })).rows
    expect(row!.consent).toBe(`Write to me by e-mail about:\nEvents ${hostile}\nOffers`)
    const story = (await timeline.list({ contactId: row!.contactId! })).rows.map(({ text }) => text)
    expect(story).toContain('Confirmed Events and Offers by the form “Choose”')
    expect(await (await forms.exportSubmissions({ formId: id })).text()).toContain('"Events, Offers"')

    // On the same day they tick something else: that is asked for too.
    const before = (await letters()).length
    await (await open(url)).send({ email: 'uli@firm.example', consent: 'newsletter' })
    await (await open(url)).send({ email: 'uli@firm.example', consent: 'newsletter' })
    expect(await letters()).toHaveLength(before + 1)
    await fetch(linkIn((await letters()).at(-1)!.text_body), { method: 'POST' })
    expect(await said('uli@firm.example')).toMatchObject({ newsletter: { state: 'granted' } })
  })

  it('for one keeps the one tick, and what was ticked in what is released later', async () => {
    const key = await topic('Webinars')
    const { id, url } = await publish('Webinars', 'asks', {
      consentText: 'Tell me of web talks',
      topics: [{ key, words: '' }],
    })
    const { html, send } = await open(url)
    expect(html.match(/name="consent"/g)).toHaveLength(1)
    await send({ name: 'Wanda', email: 'wanda@firm.example', consent: 'yes', '-homepage': 'x' })
    const [held] = (await forms.submissions({ formId: id, spam: true })).rows
    await forms.release({ id: held!.id })
    expect(await said('wanda@firm.example')).toMatchObject({
      [key]: { state: 'pending', wording: 'Tell me of web talks' },
    })
  })

  it('can’t be published for what is not offered, and keeps what it asks for from being put away', async () => {
    const { id: topicId, key } = await consent.addTopic({ name: 'Fairs' })
    const other = await topic('Prices')
    const consentText = 'Yes'
    const ask = (topics: object[]) => publish('Fairs, please', 'newsletter', { consentText, topics })
    for (const topics of [
      [{ key: 'whatever', words: '' }],
      [
        { key, words: '' },
        { key: other, words: 'Prices' },
      ],
      [
        { key, words: 'One' },
        { key, words: 'Two' },
      ],
    ])
      await expect(ask(topics)).rejects.toMatchObject({ data: { reason: 'unsound_form' } })
    const { id } = await ask([{ key, words: '' }])
    await expect(consent.archiveTopic({ id: topicId })).rejects.toMatchObject({
      data: { reason: 'topic_in_use' },
      message: expect.stringContaining('“Fairs, please”'),
    })
    await forms.close({ id })
    const [away, again] = await Promise.allSettled([
      consent.archiveTopic({ id: topicId }),
      forms.publish({ id }),
    ])
    // Whichever comes first, the other is refused.
    expect([away.status, again.status].sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('does not come back by an undo while it would ask in vain, nor is a topic put away again that it asks for', async () => {
    const { id: topicId, key } = await consent.addTopic({ name: 'Open days' })
    const { id } = await publish('Open days, please', 'newsletter', {
      consentText: 'Yes',
      topics: [{ key, words: '' }],
    })
    const closed = await forms.close({ id })
    const away = await consent.archiveTopic({ id: topicId })
    const state = async () => (await forms.get({ id })).state
    expect(await audit.undo({ id: closed.operationId! })).toMatchObject({
      restored: 0,
      conflicts: [{ table: 'form', rowId: id }],
    })
    expect(await state()).toBe('closed')
    expect(await audit.undo({ id: away.operationId! })).toMatchObject({ restored: 1, conflicts: [] })
    await consent.archiveTopic({ id: topicId })
    const back = await consent.restoreTopic({ id: topicId })
    await forms.publish({ id })
    expect(await audit.undo({ id: back.operationId! })).toMatchObject({
      restored: 0,
      conflicts: [{ table: 'topic', rowId: topicId }],
    })
    expect((await consent.topics({})).rows.map((it) => it.key)).toContain(key)
  })
})
