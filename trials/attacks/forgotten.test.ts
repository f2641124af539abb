import { describe, expect, it } from 'vitest'
import { crowd, formVisits, world } from '#platform/testing'
import { tracesOf } from './traces.ts'

const name = 'Zoë Quändt-Ørsted'
const email = 'zoe.quandt@buyer.example'
/** Also as what is folded has it: without case and accents. */
const needles = ['zoë', 'zoe', 'quändt', 'quandt', 'zq-90017', '90904711']

/** Somebody is erased while what was asked for about many goes on, and had what may be there only once (37). */
describe('whoever is erased', { timeout: 300_000 }, async () => {
  const w = await world({ proxied: true })
  const { contacts, companies, deals, fields, consent, erasing, bulk, preferences } = w.owner.client
  const { publish, open } = formVisits(w)
  const rules = { once: true as const }
  const traces = () => tracesOf(w.database, needles)
  await crowd(w.database, { workspaceId: w.workspaceId, many: 2300 })
  for (const record of ['contact', 'company', 'deal'] as const)
    for (const [label, type] of [
      ['Card', 'text'],
      ['Line', 'phone'],
      ['Mail', 'email'],
      ['Nick', 'text'],
    ] as const)
      await fields.create({ record, label, type, rules })
  await fields.create({ record: 'contact', label: 'Said', type: 'text' })
  const events = await consent.addTopic({ name: 'Events' })
  const form = await publish('Choose', 'newsletter', {
    consentText: 'About',
    topics: [
      { key: 'newsletter', words: 'News' },
      { key: events.key, words: 'Events' },
    ],
  })
  await (await open(form.url)).send({ email, consent: ['newsletter', events.key] })
  const link = /\/-\/confirm\/[\w.-]+/.exec((await w.letters()).at(-1)!.text_body)![0]
  await fetch(w.publicUrl + link, { method: 'POST' })
  await w.pump()
  const [found] = (await contacts.list({ q: email })).rows
  const id = found!.id
  const ofHer = ['sent_form', 'did', 'field_once', 'field_value', 'preference_link', 'participant']

  it('was in every list of what is kept of today', async () => {
    await contacts.update({ id, name, phone: '030 90904711', custom: { card: 'ZQ-90017', nick: 'Springer' } })
    await preferences.link({ contactId: id })
    // Others have of her what only one may have, and had it before.
    const { id: firm } = await companies.create({ name: 'Buyer', custom: { card: name } })
    await companies.update({ id: firm, custom: { line: '+49 30 90904711', mail: email } })
    const { id: deal } = await deals.create({ name: 'Seats', fields: { card: `Of ${name.toUpperCase()}` } })
    await deals.update({ id: deal, fields: { mail: email } })
    await deals.create({ name: 'Springer' })
    const { id: gone } = await contacts.create({ name: 'Somebody', custom: { card: `Not ${name}` } })
    await contacts.update({ id: gone, custom: { card: null } })
    await contacts.create({ name: 'Assistant', custom: { card: 'ZQ-90017 b', mail: email } })
    expect(await w.sql('select form_id from sent_form where contact_id = $1', [id])).toHaveLength(1)
    const tables = (await traces()).map((it) => it.split(':')[0]!.replace('public.', ''))
    expect(tables).toEqual(
      expect.arrayContaining(['field_value', 'field_once', 'submission', 'letter', 'subject']),
    )
  })

  it('leaves no trace, though an act on many that names them goes on: not in it, and not by it', async () => {
    const filter = {
      match: 'any' as const,
      items: [
        { field: 'city', operator: 'is' as const, value: 'Ulm' },
        { field: 'email', operator: 'is' as const, value: email },
        { field: 'custom.card', operator: 'is' as const, value: 'ZQ-90017' },
      ],
    }
    const { operationId, state } = await contacts.bulk({
      where: { filter },
      set: { jobTitle: 'Guest' },
    })
    expect(state).toBe('running')
    await bulk.change({ id: operationId!, state: 'paused' })
    // Only those who are left get what names her: to take her out of thousands is not what is tried here.
    await w.sql(
      `update bulk_act set problem = $1, first = $2, input = jsonb_set(input, '{set,custom}', $3)`,
      [
        `${name} has “ZQ-90017” in “Card” already.`,
        JSON.stringify([{ id, reason: `${name} stays` }]),
        JSON.stringify({ said: `Came with ${name}` }),
      ],
    )
    await erasing.erase({ contactId: id, cause: 'asked', name })
    await w.tick('erasures')
    expect(await traces()).toEqual([])
    await bulk.change({ id: operationId!, state: 'running' })
    await w.tick('bulk-acts')
    expect(await bulk.get({ id: operationId! })).toMatchObject({ state: 'done' })
    await w.pump()
    expect(await traces()).toEqual([])
    for (const table of ofHer) {
      const [columns] = await w.sql<{ column: string }>(
        `select attname as column from pg_attribute where attrelid = $1::regclass and attname in ('contact_id', 'record_id')`,
        [table],
      )
      expect([table, await w.sql(`select from ${table} where ${columns!.column} = $1`, [id])]).toEqual([
        table,
        [],
      ])
    }
    expect(await w.sql('select job_title, city, name from contact where id = $1', [id])).toEqual([
      { job_title: null, city: null, name: 'Erased person' },
    ])
    expect((await fetch(w.publicUrl + link)).status).toBe(404)
  })

  it('keeps free what only they had, and takes no word out of what is about others', async () => {
    expect((await deals.list({ q: 'Springer' })).rows).toMatchObject([{ name: 'Springer' }])
    const { id: heir } = await contacts.create({
      name: 'Heir',
      email: 'heir@else.example',
      custom: { card: 'ZQ-90017' },
    })
    expect((await contacts.get({ id: heir })).custom.card).toBe('ZQ-90017')
  })
})
