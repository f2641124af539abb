import { describe, expect, it } from 'vitest'
import { formVisits, importingFirm } from '#platform/testing'
import { asking } from './asking.ts'

const secret = 'Geheim-1'
const holder = 'Gerda Geheimnis'

/** A value that may be there only once is no way of asking who has it. */
describe('a value that a hidden record has', async () => {
  const { w, bring, write } = await importingFirm()
  const { fields, contacts, companies, deals, bin } = w.owner.client
  const { publish, open } = formVisits(w)
  const { ask } = asking(w)
  const rules = { once: true as const }
  for (const record of ['contact', 'company', 'deal'] as const)
    await fields.create({ record, label: 'Number', type: 'text', rules })
  const custom = { number: secret }
  const { id } = await contacts.create({ name: holder, custom })
  const hidden = [
    id,
    (await companies.create({ name: holder, custom })).id,
    (await deals.create({ name: holder, fields: custom })).id,
  ]
  const rep = await w.member('sales_manager', { visibility: 'own', name: 'Rep' })
  const as = { authorization: `Bearer ${rep.secret}` }
  const held = () =>
    w.sql(`select record_id from field_value where text_key = 'geheim-1' and workspace_id = 1 order by 1`)
  const before = await held()

  it('is told to no stranger: their form is answered, kept and confirmed as any other (13)', async () => {
    const { url, id: formId } = await publish('Numbers', 'newsletter', {
      consentText: 'Write to me',
      fields: [
        { key: 'email', kind: 'email', label: 'E-mail', required: true, choices: [] },
        { key: 'number', kind: 'text', label: 'Number', required: false, choices: [], into: 'number' },
      ],
    })
    const answer = async (number: string) => {
      const { send } = await open(url)
      const it = await send({ email: `${number.toLowerCase()}@firm.example`, number, consent: 'yes' })
      const headers = [...it.headers].filter(([name]) => !/^(date|x-ratelimit.*|x-request-id)$/.test(name))
      return { status: it.status, headers, body: await it.text() }
    }
    const free = await answer('Frei-1')
    expect(free.status).toBe(303)
    expect(await answer(secret)).toEqual(free)
    expect(await answer(secret.toUpperCase())).toEqual(free)
    const letters = (await w.letters()).filter(({ kind }) => kind === 'confirmation')
    expect(letters).toHaveLength(2) // the third is of the same address
    expect(await held()).toEqual(before)
    const [first] = (await contacts.list({ q: 'geheim-1@firm.example' })).rows
    expect(first!.custom.number).toBeUndefined()
    const [, sent] = (await w.owner.client.forms.submissions({ formId })).rows
    expect(sent!.answers).toContainEqual({ label: 'Number', value: secret })
  })

  it('is not told of by name or id: one by one, many at once, in pasted cells or out of the bin (3)', async () => {
    const own = {
      contact: (await rep.client.contacts.create({ name: 'Own' })).id,
      company: (await rep.client.companies.create({ name: 'Own' })).id,
      deal: (await rep.client.deals.create({ name: 'Own' })).id,
    }
    const answers: [number, string][] = []
    const asks = async (method: string, path: string, body: unknown) => {
      const it = await ask(method, path, body, as)
      answers.push([it.status, await it.text()])
    }
    for (const [path, record, part] of [
      ['contacts', 'contact', { custom }],
      ['companies', 'company', { custom }],
      ['deals', 'deal', { fields: custom }],
    ] as const) {
      await asks('POST', `/${path}`, { name: 'Mine', ...part })
      await asks('PATCH', `/${path}/${own[record]}`, part)
      await asks('PATCH', `/${path}`, { ids: [own[record]], set: part })
      await asks('POST', `/${path}/batch`, { records: [{ name: 'Batch', ...part }] })
      await asks('POST', `/${path}/batch`, { records: [{ name: 'Batch', ...part }], by: 'number' })
      for (const preview of [true, false])
        await asks('POST', `/${path}/edits`, { edits: [{ id: own[record], ...part }], preview })
    }
    expect(answers.map(([status]) => status).filter((it) => it === 404 || it >= 500)).toEqual([])
    expect(answers.length).toBe(21)
    for (const [, text] of answers) {
      expect(text).not.toContain(holder)
      for (const id of hidden) expect(text).not.toContain(id)
      expect(text).toMatch(/Another that you can’t see/)
    }
    await rep.client.contacts.update({ id: own.contact, custom: { number: 'Mine-1' } })
    await rep.client.contacts.remove({ ids: [own.contact] })
    const { id: heir } = await contacts.create({ name: holder, custom: { number: 'Mine-1' } })
    const back = await ask('POST', '/bin/returns', { records: [{ record: 'contact', id: own.contact }] }, as)
    const text = await back.text()
    expect([back.status, text]).toEqual([
      409,
      expect.stringContaining('Another that you can’t see has “Mine-1”'),
    ])
    expect([text.includes(holder), text.includes(heir)]).toEqual([false, false])
    await expect(bin.bringBack({ records: [{ record: 'contact', id: own.contact }] })).rejects.toMatchObject({
      message: expect.stringContaining(holder),
    })
    expect(await held()).toEqual(before)
  })

  it('is counted by nobody who does not see it', async () => {
    const label = 'Twice'
    const made = await fields.create({ record: 'contact', label, type: 'text' })
    for (const name of ['Hidden A', 'Hidden B'])
      await contacts.create({ name, custom: { [made.key]: 'x-1' } })
    await rep.client.contacts.create({ name: 'Seen', custom: { [made.key]: 'X-1' } })
    await fields.update({ id: made.id, rules })
    expect(await fields.breaking({ id: made.id })).toMatchObject({ count: 3 })
    const manager = await w.member('owner', { visibility: 'own' })
    expect(await manager.client.fields.breaking({ id: made.id })).toMatchObject({ count: 0, records: [] })
  })

  it('is free in another firm, and holds whatever it is made of (2, 6, 16)', async () => {
    const stranger = await w.other()
    await stranger.client.fields.create({ record: 'contact', label: 'Number', type: 'text', rules })
    await stranger.client.contacts.create({ name: 'Free', custom })
    for (const value of ['__proto__', `x' or '1'='1`, '%', '{{ number }}', '=1+1', '‮1-K', '"a",{b}']) {
      await contacts.create({ name: value, custom: { number: value } })
      const again = await ask('POST', '/contacts', { name: 'Again', custom: { number: value } })
      expect([value, again.status, ((await again.json()) as { code: string }).code]).toEqual([
        value,
        422,
        'value_taken',
      ])
    }
    const forged = await ask('POST', '/contacts', '{"name":"F","custom":{"__proto__":{"number":"Geheim-1"}}}')
    expect(forged.status).toBeLessThan(500)
    expect(await held()).toEqual(before)
  })

  it('leads every row of a file to whoever has it, of which the first fills in what they lack', async () => {
    const lines = Array.from({ length: 200 }, (_, n) => `f${n}@firm.example,${secret}`)
    const file = await write('many.csv', ['E-mail,Number', ...lines].join('\n'))
    expect(await bring('contacts', file)).toMatchObject({ rows: 200, created: 0, refused: 0 })
    expect((await contacts.get({ id })).email).toBe('f0@firm.example')
    expect(await held()).toEqual(before)
  })
})
