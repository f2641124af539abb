import { describe, expect, it } from 'vitest'
import { formVisits, plain, world } from '#platform/testing'
import { asking } from './asking.ts'

/** A template of two kinds, HTML, half an attribute, and signs that turn the order of letters around. */
const hostile = `{{7777*7777}} {% raw %}<img src=x onerror=alert(1)> " autofocus x='‮⁦`
const counted = '60481729'

/** What a firm sends, asked for by strangers who do not keep to what they were asked. */
describe('what somebody can agree to', async () => {
  const w = await world({ proxied: true })
  const { consent, contacts, preferences, forms } = w.owner.client
  const { publish, open } = formVisits(w)
  const { ask } = asking(w)
  const topic = (name: string, more: object = {}) => consent.addTopic({ name, ...more })
  const asked = await topic('Asked for', { about: hostile })
  const hidden = await topic('Partners', { isPublic: false })
  const away = await topic('Sent no more')
  await consent.archiveTopic({ id: away.id })
  const formOf = (name: string, topics: [string, string][], intent: 'asks' | 'newsletter' = 'newsletter') =>
    publish(name, intent, {
      consentText: `Write to me about ${hostile}`,
      topics: topics.map(([key, words]) => ({ key, words })),
    })
  const form = await formOf(hostile.slice(0, 190), [
    ['newsletter', 'News'],
    [asked.key, hostile],
  ])
  const letters = async () => (await w.letters()).filter(({ kind }) => kind === 'confirmation')
  const linkIn = (text: string) => w.publicUrl + /\/-\/confirm\/[\w.-]+/.exec(text)![0]
  const newest = async () => linkIn((await letters()).at(-1)!.text_body)
  const ledger = async () =>
    (await w.sql<{ said: string }>(`select topic || ' ' || state as said from consent order by id`)).map(
      ({ said }) => said,
    )
  const sinceThen = async (act: () => Promise<unknown>) => {
    const before = (await ledger()).length
    await act()
    return (await ledger()).slice(before)
  }
  const click = (url: string, method = 'POST') =>
    fetch(url, { method, headers: { 'x-forwarded-for': `203.0.113.${clicks++ % 250}` } })
  let clicks = 1

  it('is what a form asks for and nothing else, whatever is posted, and however often', async () => {
    const page = await open(form.url)
    const forged = [asked.key, hidden.key, away.key, '*', 'sales', 'yes', '__proto__', 'constructor']
    const many = Array.from({ length: 10_000 }, (_, n) => (n % 2 ? asked.key : `${n}`))
    const began = performance.now()
    const said = await sinceThen(() =>
      page.send({
        ...{ email: 'forger@firm.example', topics: [hidden.key], topic: '*' },
        consent: [...forged, ...many],
      }),
    )
    expect(performance.now() - began).toBeLessThan(5000)
    expect(said).toEqual([`${asked.key} pending`])
    const [row] = await w.sql('select topics from submission order by id desc limit 1')
    expect(row).toEqual({ topics: [asked.key] })
    const [single] = [await formOf('One tick', [[asked.key, '']])]
    const unasked = await (await open(single.url)).send({ email: 'one@firm.example', consent: asked.key })
    expect([unasked.status, await sinceThen(async () => {})]).toEqual([422, []])
  })

  it('is confirmed once by whoever has the letter, of two at once too, and by no look at it (27)', async () => {
    await (await open(form.url)).send({ email: 'clicks@firm.example', consent: ['newsletter', asked.key] })
    const url = await newest()
    const looks = await sinceThen(async () => {
      for (const method of ['GET', 'HEAD', 'GET', 'OPTIONS', 'PUT', 'DELETE']) await click(url, method)
    })
    expect(looks).toEqual([])
    const once = await sinceThen(() => Promise.all(Array.from({ length: 6 }, () => click(url))))
    expect(once.sort()).toEqual([`${asked.key} granted`, 'newsletter granted'].sort())
    expect(await sinceThen(() => click(url))).toEqual([])
    const again = await click(url)
    expect([again.status, (await again.text()).includes('/-/choices/')]).toEqual([200, false])
  })

  it('is not said to be confirmed before it is kept', async () => {
    await (await open(form.url)).send({ email: 'kept@firm.example', consent: 'newsletter' })
    const url = await newest()
    await w.sql(`
      create function fails() returns trigger language plpgsql as $$ begin raise 'nothing is kept'; end $$;
      create constraint trigger fails after update on submission deferrable initially deferred
        for each row execute function fails()`)
    const answer = await click(url)
    await w.sql('drop function fails() cascade')
    expect([answer.status, (await answer.text()).includes('Thank you')]).toEqual([500, false])
    expect(await sinceThen(() => click(url))).toEqual(['newsletter granted'])
  })

  it('is confirmed for what was ticked with that very letter', async () => {
    await (await open(form.url)).send({ email: 'two@firm.example', consent: 'newsletter' })
    const first = await newest()
    await (await open(form.url)).send({ email: 'two@firm.example', consent: asked.key })
    const second = await newest()
    expect(second).not.toBe(first)
    const more = `${second}?consent=newsletter&topics=*`
    expect(await sinceThen(() => click(more))).toEqual([`${asked.key} granted`])
    expect(await sinceThen(() => click(first))).toEqual(['newsletter granted'])
    const [firm, secret] = first.split('/').at(-1)!.split('.') as [string, string]
    for (const token of [`${firm}.${secret.toLowerCase()}`, `2.${secret}`, `${firm}.${'A'.repeat(43)}`])
      expect((await click(first.replace(/[^/]+$/, token))).status).toBe(404)
  })

  it('is lost by nobody who goes back and ticks something else on the page that they sent', async () => {
    const { url } = await formOf(
      'Asks',
      [
        ['newsletter', 'News'],
        [asked.key, 'More'],
      ],
      'asks',
    )
    const { send } = await open(url)
    const answers = { name: 'Back', email: 'back@firm.example', message: 'Hello' }
    expect((await send(answers)).status).toBe(303)
    expect((await send(answers)).status).toBe(303)
    const again = await send({ ...answers, consent: asked.key })
    expect([again.status, plain(await again.text())]).toEqual([
      422,
      expect.stringContaining('This page was sent before, with other answers.'),
    ])
  })

  it('is asked for anew by a form of one tick that asks for another topic since', async () => {
    const { id, url } = await formOf('Changes', [['newsletter', '']])
    await (await open(url)).send({ email: 'change@firm.example', consent: 'yes' })
    const { name, intent, productLineId, definition } = await forms.get({ id })
    const topics = [{ key: asked.key, words: '' }]
    await forms.save({ id, name, intent, productLineId, definition: { ...definition, topics } })
    await forms.publish({ id })
    const before = (await letters()).length
    await (await open(url)).send({ email: 'change@firm.example', consent: 'yes' })
    expect(await letters()).toHaveLength(before + 1)
    expect(await sinceThen(async () => click(await newest()))).toEqual([`${asked.key} granted`])
  })

  it('is read as it was written: on the form, in the letter, behind its link, where people choose, in a file (17, 18, 21, 22)', async () => {
    await consent.changeTopic({ id: asked.id, name: `=cmd|' /C calc'!A0 ${hostile}`.slice(0, 100) })
    const page = await open(form.url)
    await page.send({ email: 'reads@firm.example', consent: asked.key })
    const letter = (await letters()).at(-1)!
    const [person] = (await contacts.list({ q: 'reads@firm.example' })).rows
    const { url } = await preferences.link({ contactId: person!.id })
    const shown = [
      page.html,
      letter.html_body,
      await (await click(await newest(), 'GET')).text(),
      await (await click(url.replace(/^https?:\/\/[^/]+/, w.publicUrl), 'GET')).text(),
    ]
    for (const html of shown) {
      expect(html).not.toContain(counted)
      expect(html).not.toMatch(/<img|" autofocus/)
      expect(plain(html)).toContain('{{7777*7777}} {% raw %}')
    }
    expect(letter.text_body).toContain(hostile)
    // What turns letters around ends with what it stands in.
    expect(shown[3]).toMatch(/<span dir="auto">=cmd/)
    expect(letter.subject).not.toMatch(/[\r\n]/)
    const file = await (await forms.exportSubmissions({ formId: form.id })).text()
    expect(file).toContain(`"'=cmd|`)
    expect(file).not.toMatch(/(^|,)"?=cmd/m)
    for (const name of ['Two\r\nBcc: a@b.example', 'Nul \u0000', ' ', 'x'.repeat(101)])
      expect((await ask('POST', '/topics', { name })).status).toBe(400)
  })

  it('is chosen by its owner alone, and only what stands there', async () => {
    const { id: contactId } = await contacts.create({ name: 'Petra', email: 'petra@firm.example' })
    const { url } = await preferences.link({ contactId })
    const at = url.replace(/^https?:\/\/[^/]+/, w.publicUrl)
    const choose = (choices: string[], more: Record<string, string> = {}) =>
      fetch(at, {
        method: 'POST',
        headers: { 'x-forwarded-for': '203.0.113.251', ...more },
        body: new URLSearchParams([['act', 'choose'], ...choices.map((it) => ['choice', it])]),
      })
    const forged = ['email *', 'any *', 'sms newsletter', `email ${hidden.key}`, `email ${away.key}`]
    const keys = [...forged, '__proto__', ...Array.from({ length: 9_000 }, () => 'email newsletter')]
    const said = await sinceThen(() => Promise.all([choose(keys), choose(keys)]))
    expect(said).toEqual(['newsletter granted'])
    const html = await (await choose(['email newsletter'])).text()
    expect([html.includes('Partners'), html.includes('Sent no more')]).toEqual([false, false])
  })

  it('is set up by what its shape names, in an order that 500 names put in no time (2, 6, 32)', async () => {
    const stranger = await w.other()
    const made = await ask(
      'POST',
      '/topics',
      '{"name":"__proto__","key":"*","position":-1,"workspaceId":2,"workspace_id":2,"__proto__":{"isPublic":false},"archivedAt":"2026-01-01T00:00:00Z"}',
    )
    const { id, key } = (await made.json()) as { id: string; key: string }
    expect(
      await w.sql('select workspace_id, key, is_public, archived_at from topic where id = $1', [id]),
    ).toEqual([{ workspace_id: w.workspaceId, key, is_public: true, archived_at: null }])
    expect(key).not.toMatch(/__|\*/)
    const [theirs] = (await stranger.client.consent.topics({})).rows
    for (const [method, path] of [
      ['PATCH', `/topics/${theirs!.id}`],
      ['DELETE', `/topics/${theirs!.id}`],
      ['POST', `/topics/${theirs!.id}/restoration`],
    ] as const)
      expect((await ask(method, path, method === 'PATCH' ? { name: 'Ours' } : {})).status).toBe(404)
    const began = performance.now()
    const ids = Array.from({ length: 499 }, (_, n) => (n % 2 ? id : theirs!.id))
    const order = await ask('PUT', '/topics/order', { ids: [...ids, asked.id] })
    expect([order.status, performance.now() - began < 3000]).toEqual([200, true])
    expect((await consent.topics({})).rows[0]).toMatchObject({ id })
    expect(await stranger.client.consent.topics({})).toMatchObject({
      rows: [{ id: theirs!.id, name: 'News' }],
    })
    expect((await ask('PUT', '/topics/order', { ids: [...ids, id, id] })).status).toBe(400)
    const { id: contactId } = await contacts.create({ name: 'Ledger' })
    for (const topic of ['nothing', '__proto__', away.key, hostile])
      await expect(
        consent.add({ contactId, channel: 'email', topic, state: 'granted', proof: 'Said so' }),
      ).rejects.toMatchObject({ data: { reason: 'no_topic' } })
  })
})
