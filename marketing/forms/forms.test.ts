import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { describe, expect, it } from 'vitest'
import { answerOf, formVisits, plain, world } from '#platform/testing'

const hostile = '"><script>alert(1)</script>'
describe('forms', async () => {
  const w = await world({ proxied: true })
  const { forms, contacts, leads, handovers, consent, timeline } = w.owner.client
  const { publish, open, hidden } = formVisits(w)
  const letters = async () => (await w.letters()).filter((one) => one.subject.startsWith('Please confirm'))

  it('can’t be published before it makes sense, and stays unseen until then', async () => {
    const { id } = await forms.create({ name: 'Prüfung & Angebot', intent: 'download' })
    const draft = await forms.get({ id })
    expect(draft).toMatchObject({
      slug: 'prufung-angebot',
      state: 'draft',
      problems: ['Say where the download is.'],
    })
    await expect(forms.publish({ id })).rejects.toMatchObject({ data: { reason: 'unsound_form' } })
    const url = draft.url.replace(/^https?:\/\/[^/]+/, w.publicUrl)
    expect((await fetch(url)).status).toBe(404)
    expect((await forms.create({ name: 'Prüfung Angebot', intent: 'asks' })).id).not.toBe(id)
    expect((await forms.list({})).rows.map((row) => row.slug)).toContain('prufung-angebot-2')
  })

  it('asks for sales without JavaScript: a person, a lead with its source, a handover', async () => {
    const { id, url } = await publish('Demo request', 'asks')
    const { send } = await open(`${url}?utm_source=fair&utm_medium=print&utm_campaign=spring&gclid=abc`, {
      referer: 'https://www.google.com/',
    })
    const answer = await send({
      name: 'Zoë Ångström',
      email: 'Zoe@Firm.example',
      phone: '030 901820',
      message: 'We need forty seats',
      heard_of_us: 'A friend',
    })
    expect(answer.status).toBe(303)
    const thanks = await fetch(w.publicUrl + answer.headers.get('location'))
    expect(await thanks.text()).toContain('We call or write to you soon')
    const { audit } = w.owner.client
    const sent = (await audit.list({})).rows.find(({ kind }) => kind === 'forms.receive')!
    expect(sent.undoable).toBe(false)
    await expect(audit.undo({ id: sent.id })).rejects.toMatchObject({ data: { reason: 'from_outside' } })
    await w.pump()
    const [person] = (await contacts.list({ q: 'zoe' })).rows
    expect(person).toMatchObject({ name: 'Zoë Ångström', phone: '030 901820', createdVia: 'form' })
    const { rows } = await leads.list({ contactId: person!.id })
    expect(rows).toMatchObject([
      {
        lane: 'asked',
        evidence: 'by_person',
        formId: id,
        utm: { utm_campaign: 'spring' },
        clickIds: { gclid: 'abc' },
        referrer: 'https://www.google.com/',
        selfReported: 'A friend',
        campaign: 'spring',
      },
    ])
    const happened = (await w.owner.client.timeline.list({ contactId: person!.id })).rows
    expect(happened.find(({ kind }) => kind === 'lead.open')!.detail).toContain('gclid abc')
    const [handover] = (await handovers.list({ contactId: person!.id })).rows
    expect((await handovers.get({ id: handover!.id })).words).toBe('We need forty seats')
    const { permissions } = await consent.get({ contactId: person!.id })
    expect(permissions.map((it) => [it.channel, it.topic, it.basis])).toEqual([
      ['email', 'request', 'request'],
      ['phone', 'request', 'request'],
    ])
    const story = (await timeline.list({ contactId: person!.id })).rows.map((row) => row.text)
    expect(story).toContain('Sent the form “Demo request”')
    expect((await forms.submissions({ formId: id })).rows).toMatchObject([
      { contactId: person!.id, claimed: false, spam: null, channel: 'ads', leadId: rows[0]!.id },
    ])
    expect(await letters()).toHaveLength(0)
  })

  it('counts once what is sent twice, at once too', async () => {
    const { id, url } = await publish('Twice', 'asks')
    const { send } = await open(url)
    const values = { name: 'Twice', email: 'twice@firm.example' }
    const answers = await Promise.all([1, 2, 3, 4].map(() => send(values)))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303])
    expect((await forms.submissions({ formId: id })).rows).toHaveLength(1)
    expect((await contacts.list({ q: 'twice@firm.example' })).rows).toHaveLength(1)
  })

  it('makes one person of two forms sent at once with one address', async () => {
    const { url } = await publish('Two pages', 'asks')
    const pages = [await open(url), await open(url)]
    await Promise.all(pages.map(({ send }) => send({ name: 'Both', email: 'both@firm.example' })))
    expect((await contacts.list({ q: 'both@firm.example' })).rows).toHaveLength(1)
  })

  it('proves nothing about somebody known: opens a lead, changes nothing of theirs', async () => {
    const { id, url } = await publish('Claimed', 'asks', { consentText: 'News, please' })
    const known = await contacts.create({ name: 'Real Name', email: 'real@firm.example', city: 'Bonn' })
    const before = await contacts.get({ id: known.id })
    const { send } = await open(url)
    await send({ name: 'Wrong Name', email: 'REAL@firm.example', phone: '0170 666', consent: 'yes' })
    const { changedAt: _, ...after } = await contacts.get({ id: known.id })
    expect(after).toMatchObject({ name: 'Real Name', phone: null, city: 'Bonn', owner: before.owner })
    expect((await consent.get({ contactId: known.id })).permissions).toEqual([])
    expect((await forms.submissions({ formId: id })).rows).toMatchObject([
      { contactId: known.id, claimed: true },
    ])
    await w.pump()
    expect((await leads.list({ contactId: known.id })).rows).toMatchObject([{ lane: 'asked' }])
    const story = (await timeline.list({ contactId: known.id })).rows.map((row) => row.text)
    expect(story).toContain('Sent the form “Claimed” (the address is not proven)')
  })

  it('sends news only after a click in a letter; looking at the link changes nothing', async () => {
    const { id, url } = await publish('Our news', 'newsletter')
    const first = await open(url)
    const unticked = await first.send({ email: 'reader@firm.example' })
    expect(unticked.status).toBe(422)
    expect(await unticked.text()).toContain('without it we may not write to you')
    const before = (await letters()).length
    const { send } = await open(url)
    expect((await send({ email: 'reader@firm.example', consent: 'yes' })).status).toBe(303)
    const again = await open(url)
    await again.send({ email: 'Reader@Firm.example', consent: 'yes' })
    const sent = (await letters()).slice(before)
    expect(sent).toHaveLength(1)
    const [person] = (await contacts.list({ q: 'reader@firm.example' })).rows
    const state = async () =>
      (await consent.get({ contactId: person!.id })).permissions.filter((it) => it.topic === 'newsletter')
    expect(await state()).toMatchObject([{ basis: 'consent', state: 'pending' }])
    expect((await leads.list({ contactId: person!.id })).rows).toEqual([])
    const link = /\/-\/confirm\/[\w.-]+/.exec(sent[0]!.text_body)![0]
    for (const method of ['GET', 'HEAD']) await fetch(w.publicUrl + link, { method })
    expect(await state()).toMatchObject([{ state: 'pending' }])
    const confirmed = await fetch(w.publicUrl + link, { method: 'POST' })
    expect(await confirmed.text()).toContain('Confirmed')
    expect(await state()).toMatchObject([
      { state: 'granted', wording: 'Send me news by e-mail. I can end this with one click at any time.' },
    ])
    expect((await leads.list({ contactId: person!.id })).rows).toMatchObject([{ lane: null, formId: id }])
    await fetch(w.publicUrl + link, { method: 'POST' })
    expect(
      (await timeline.list({ contactId: person!.id })).rows.filter((row) => row.kind === 'optin.confirmed'),
    ).toHaveLength(1)
    for (const wrong of [`${link.slice(0, -1)}_`, '/-/confirm/1.x', '/-/confirm/2.'.padEnd(58, 'a')])
      expect((await fetch(w.publicUrl + wrong, { method: 'POST' })).status).toBe(404)
  })

  it('keeps what robots send apart, and tells them nothing', async () => {
    const { id, url } = await publish('Robots', 'asks')
    const values = { name: 'Robo', email: 'robo@spam.example' }
    const trapped = await (await open(url)).send({ ...values, '-homepage': 'http://spam.example' })
    const wrong = await (await open(url)).send({ ...values, '-proof': '{"challenge":{}}' })
    expect([trapped.status, wrong.status]).toEqual([303, 303])
    expect((await contacts.list({ q: 'robo@spam.example' })).rows).toEqual([])
    expect((await forms.submissions({ formId: id })).rows).toEqual([])
    expect((await forms.submissions({ formId: id, spam: true })).rows.map((row) => row.spam)).toEqual([
      'a wrong proof of work',
      'filled in a field that people do not see',
    ])
  })

  it('thanks nobody for an empty form that was sent too soon, and lets a slip be corrected at once', async () => {
    const { id, url } = await publish('Hasty', 'asks')
    const ticketOf = (html: string) => ({ '-ticket': hidden(html, '-ticket'), '-answer': answerOf(html) })
    const post = (values: Record<string, string>) =>
      fetch(url, { method: 'POST', body: new URLSearchParams(values), redirect: 'manual' })
    const soon = await post({ ...ticketOf(await (await fetch(url)).text()), name: '', email: '' })
    expect(soon.status).toBe(422)
    expect(await soon.text()).toContain('Please fill this in.')
    const { send } = await open(url)
    const slip = await send({ name: 'Erika Slip', email: 'erika@firm' })
    expect(slip.status).toBe(422)
    const right = await post({
      ...ticketOf(await slip.text()),
      ...{ name: 'Erika Slip', email: 'erika@firm.example' },
    })
    expect(right.status).toBe(303)
    expect((await forms.submissions({ formId: id })).rows).toHaveLength(1)
    expect((await forms.submissions({ formId: id, spam: true })).rows).toEqual([])
  })

  it('takes the proof that a browser works out, for its own page only', async () => {
    const { id, url } = await publish('Proof', 'asks')
    const solved = async (html: string) => {
      const challenge = JSON.parse(plain(/data-challenge="([^"]*)"/.exec(html)![1]!))
      return JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) })
    }
    const [one, other] = [await open(url), await open(url)]
    const values = { name: 'Browser', email: 'browser@firm.example', '-answer': '' }
    const foreign = await other.send({ ...values, '-proof': await solved(one.html) })
    expect(foreign.status).toBe(303)
    expect((await forms.submissions({ formId: id })).rows).toEqual([])
    await one.send({ ...values, '-proof': await solved(one.html) })
    expect((await forms.submissions({ formId: id })).rows).toHaveLength(1)
  })

  it('says what is wrong beside the field, keeps what was typed, and runs nothing of it', async () => {
    const { id, url } = await publish(`Hostile ${hostile}`.slice(0, 60), 'asks', { intro: hostile })
    const { send } = await open(`${url}?utm_source=${encodeURIComponent(hostile)}`)
    const answer = await send({ name: hostile, email: 'not an address', message: hostile, '-answer': 'x' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('This does not look like an e-mail address.')
    expect(html).toContain('value="not an address"')
    expect(html).not.toContain('<script>alert')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect((await forms.submissions({ formId: id })).rows).toEqual([])
    const script = await (await fetch(`${url}/embed.js`)).text()
    expect(script).not.toContain('<script>')
    expect(() => new Function(script)).not.toThrow()
  })

  it('keeps where the visit began: the first page, who sent them, UTM and click ids', async () => {
    const { url } = await publish('First page', 'asks')
    const landing = 'https://firm.example/offer?utm_source=fair&utm_campaign=spring&gclid=abc'
    const page = 'https://firm.example/contact'
    const cases: [string, Record<string, string>, Record<string, unknown>][] = [
      // Embedded: the script tells the page of the form, and where the tab began.
      [
        'A',
        { page, referrer: 'https://www.google.com/', first: landing },
        { referrer: 'https://www.google.com/' },
      ],
      // Without it: another page of the same site sent them here, and it is the first that is known.
      ['B', { page, referrer: landing }, { referrer: null }],
    ]
    for (const [name, told, want] of cases) {
      const { html, send } = await open(`${url}?${new URLSearchParams(told)}`)
      const mended = await send({ name, email: 'no address' })
      expect(hidden(await mended.text(), '-first')).toBe(hidden(html, '-first'))
      await send({ name, email: `${name}.first@firm.example` })
      await w.pump()
      const [person] = (await contacts.list({ q: `${name}.first` })).rows
      expect((await leads.list({ contactId: person!.id })).rows).toMatchObject([
        {
          firstPage: landing,
          utm: { utm_campaign: 'spring' },
          clickIds: { gclid: 'abc' },
          channel: 'ads',
          ...want,
        },
      ])
    }
    // A page of our own: what the browser kept of the tab is sent with the form.
    const { send } = await open(url, { referer: 'https://news.example/story' })
    await send({ name: 'C', email: 'c.first@firm.example', '-first': `${url}?utm_medium=newsletter` })
    await w.pump()
    const [person] = (await contacts.list({ q: 'c.first' })).rows
    expect((await leads.list({ contactId: person!.id })).rows).toMatchObject([
      { firstPage: `${url}?utm_medium=newsletter`, referrer: 'https://news.example/story', channel: 'email' },
    ])
  })
})
