import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

/** Logs say that something happened; everything else must be as it was. */
const logs = [
  'change',
  'operation',
  'merge',
  'merge_move',
  'news',
  'look',
  'pump_clock',
  'idempotency',
  'fact_version',
  'search_entry',
]

describe('merging two records', async () => {
  const w = await world()
  const { contacts, companies, merging, capture, leads, timeline, deals, fields, audit } = w.owner.client

  const snapshot = async () => {
    const tables = await w.sql<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and obj_description(c.oid) like 'tenant:%' order by 1`,
    )
    const all: Record<string, string[]> = {}
    for (const { name } of tables) {
      if (logs.includes(name)) continue
      const rows = await w.sql<{ row: string }>(
        `select (to_jsonb(t) - 'changed_at')::text as row from ${name} t order by 1`,
      )
      all[name] = rows.map((row) => row.row)
    }
    return all
  }

  const person = async (name: string, phone: string) => {
    const { contactId } = await capture.add({
      kind: 'call',
      name,
      phone,
      companyName: `${name} GmbH`,
      asks: true,
    })
    await contacts.update({ id: contactId, tags: ['both', name] })
    await timeline.addNote({ contactId, body: `About ${name}` })
    await deals.create({ name: `Deal of ${name}`, contactId, oneOffMinor: 5000 })
    return contactId
  }

  it('moves everything living, keeps history with its subject, and comes apart without a trace', async () => {
    const { key } = await fields.create({ record: 'contact', label: 'Size', type: 'number' })
    const winner = await person('Anna', '030 111111')
    const loser = await person('Ana', '030 222222')
    await contacts.update({ id: loser, email: 'ana@x.example', custom: { [key]: 7 } })
    await w.pump()
    const before = await snapshot()
    const { mergeId, operationId } = await merging.merge({
      record: 'contact',
      winnerId: winner,
      loserId: loser,
      take: ['phone', 'phone_key'],
    })
    const merged = await contacts.get({ id: loser })
    expect(merged).toMatchObject({
      id: winner,
      name: 'Anna',
      email: 'ana@x.example',
      phone: '030 222222',
      custom: { [key]: 7 },
    })
    expect(merged.tags.toSorted()).toEqual(['Ana', 'Anna', 'both'])
    expect((await deals.list({ contactId: winner })).rows).toHaveLength(2)
    expect((await leads.list({ contactId: winner, state: 'open' })).rows).toHaveLength(1)
    const texts = (await timeline.list({ contactId: winner })).rows.map((row) => row.detail ?? row.text)
    expect(texts).toEqual(expect.arrayContaining(['About Anna', 'About Ana']))
    expect(operationId).toBeTruthy()
    const { conflicts } = await merging.unmerge({ id: mergeId })
    expect(conflicts).toEqual([])
    await w.pump()
    const after = await snapshot()
    for (const table of Object.keys(before))
      expect({ [table]: after[table] }).toEqual({ [table]: before[table] })
  })

  it('lists what was changed since instead of overwriting it', async () => {
    const winner = (await contacts.create({ name: 'One', city: 'Bonn' })).id
    const loser = (await contacts.create({ name: 'Two', city: 'Köln' })).id
    const { mergeId } = await merging.merge({
      record: 'contact',
      winnerId: winner,
      loserId: loser,
      take: ['city'],
    })
    await contacts.update({ id: winner, city: 'Trier' })
    const { conflicts } = await merging.unmerge({ id: mergeId })
    expect(conflicts).toEqual([{ table: 'contact', rowId: winner }])
    expect((await contacts.get({ id: winner })).city).toBe('Trier')
    expect((await contacts.get({ id: loser })).id).toBe(loser)
  })

  it('refuses the same record, a merged one, and the wrong order of separating', async () => {
    const [a, b, c] = await Promise.all(
      ['A', 'B', 'C'].map(async (name) => (await contacts.create({ name })).id),
    )
    await expect(merging.merge({ record: 'contact', winnerId: a!, loserId: a! })).rejects.toMatchObject({
      data: { reason: 'same_record' },
    })
    const first = await merging.merge({ record: 'contact', winnerId: a!, loserId: b! })
    await expect(merging.merge({ record: 'contact', winnerId: c!, loserId: b! })).rejects.toMatchObject({
      data: { reason: 'already_merged' },
    })
    const second = await merging.merge({ record: 'contact', winnerId: c!, loserId: a! })
    await expect(merging.unmerge({ id: first.mergeId })).rejects.toMatchObject({
      data: { reason: 'merged_again' },
    })
    expect((await contacts.get({ id: b! })).id).toBe(c)
    await merging.unmerge({ id: second.mergeId })
    await merging.unmerge({ id: first.mergeId })
    expect((await contacts.get({ id: b! })).id).toBe(b)
    await expect(merging.unmerge({ id: first.mergeId })).rejects.toMatchObject({
      data: { reason: 'already_unmerged' },
    })
  })

  it('of companies takes their people along', async () => {
    const one = (await companies.create({ name: 'Acme' })).id
    const two = (await companies.create({ name: 'ACME Inc', domain: 'acme.example' })).id
    const { id } = await contacts.create({ name: 'Worker', companyId: two })
    const { mergeId } = await merging.merge({ record: 'company', winnerId: one, loserId: two })
    expect((await contacts.get({ id })).company).toEqual({ id: one, name: 'Acme' })
    expect((await companies.get({ id: two })).domain).toBe('acme.example')
    await merging.unmerge({ id: mergeId })
    expect((await contacts.get({ id })).company).toEqual({ id: two, name: 'ACME Inc' })
    expect((await companies.get({ id: one })).domain).toBeNull()
  })

  it('of two at once happens once', async () => {
    const winner = (await contacts.create({ name: 'W' })).id
    const loser = (await contacts.create({ name: 'L' })).id
    const both = await Promise.allSettled([
      merging.merge({ record: 'contact', winnerId: winner, loserId: loser }),
      merging.merge({ record: 'contact', winnerId: loser, loserId: winner }),
    ])
    expect(both.map((it) => it.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('can’t be undone past the log', async () => {
    await expect(audit.undo({ id: '00000000-0000-7000-8000-000000000000' })).rejects.toMatchObject({
      data: { reason: 'no_operation' },
    })
  })
})
