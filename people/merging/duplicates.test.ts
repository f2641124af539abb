import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Db } from '#platform/db'
import { world } from '#platform/testing'
import { findPairs } from './finding.ts'

describe('duplicates', async () => {
  const w = await world()
  const { contacts, companies, merging, timeline, audit } = w.owner.client

  it('proposes pairs that look like one, until they are merged or kept apart', async () => {
    const found = async (record: 'contact' | 'company') => {
      await w.tick('duplicates')
      return (await merging.duplicates({ record, limit: 200 })).rows
    }
    const pairs = async (record: 'contact' | 'company') =>
      (await found(record))
        .filter(({ one }) => one.name.startsWith('Twin'))
        .map(({ one, other, by }) => [one.name, other.name, by.join()])
    const a = (await contacts.create({ name: 'Twin A', email: 'twin@x.example', phone: '030 777001' })).id
    const b = (await contacts.create({ name: 'Twin B', email: 'TWIN@x.example', phone: '+4930777001' })).id
    const firm = (await companies.create({ name: 'Twin & Söhne', domain: 'twin.example' })).id
    await companies.create({ name: 'Twin & Sohne' })
    await contacts.create({ name: 'Twin Cé', companyId: firm })
    await contacts.create({ name: 'twin ce', companyId: firm })
    expect(await pairs('contact')).toEqual([
      ['Twin A', 'Twin B', 'email,phone'],
      ['Twin Cé', 'twin ce', 'name'],
    ])
    expect(await pairs('company')).toEqual([['Twin & Söhne', 'Twin & Sohne', 'name']])
    const { operationId } = await merging.keepApart({ record: 'contact', oneId: b, otherId: a })
    expect((await pairs('contact')).map(([name]) => name)).toEqual(['Twin Cé'])
    await audit.undo({ id: operationId! })
    expect((await pairs('contact')).map(([name]) => name)).toEqual(['Twin A', 'Twin Cé'])
    await timeline.addNote({ contactId: b, body: 'comes along' })
    expect((await merging.preview({ record: 'contact', loserId: b })).moves).toEqual(
      expect.arrayContaining([{ table: 'note', count: 1 }]),
    )
    await merging.merge({ record: 'contact', winnerId: a, loserId: b })
    expect((await pairs('contact')).map(([name]) => name)).toEqual(['Twin Cé'])
  })

  it('of similar names are found with why, the surest first, and again after what took them away is taken back', async () => {
    const { id: one } = await companies.create({ name: 'Häberle Feinwerk GmbH & Co. KG' })
    const { id: other } = await companies.create({ name: 'Haeberle Feinwerk AG' })
    const { id: third } = await companies.create({ name: 'Häberle Feinwerke' })
    await companies.create({ name: 'Häberle Blumen' })
    await contacts.create({ name: 'Katharina Schmidt', companyId: one })
    await contacts.create({ name: 'Katarina Schmid', companyId: one })
    await contacts.create({ name: 'Karl Schmidt', companyId: one })
    const of = async (record: 'contact' | 'company') => {
      await w.tick('duplicates')
      return (await merging.duplicates({ record, limit: 200 })).rows
        .filter((pair) => /H(ä|ae)b|Sch/.test(pair.one.name))
        .map((pair) => [pair.one.name, pair.other.name, pair.by.join()])
    }
    expect(await of('contact')).toEqual([['Katharina Schmidt', 'Katarina Schmid', 'similar']])
    const written = ['Häberle Feinwerk GmbH & Co. KG', 'Haeberle Feinwerk AG', 'Häberle Feinwerke']
    const pairs = (...those: [number, number][]) => those.map(([a, b]) => [written[a], written[b], 'similar'])
    expect(await of('company')).toEqual(pairs([0, 1], [0, 2], [1, 2]))
    await companies.remove({ id: other })
    expect(await of('company')).toEqual(pairs([0, 2]))
    const { operationId } = await companies.remove({ id: third })
    expect(await of('company')).toEqual([])
    await audit.undo({ id: operationId! })
    expect(await of('company')).toHaveLength(1)
    const { mergeId } = await merging.merge({ record: 'company', winnerId: one, loserId: third })
    expect(await of('company')).toEqual([])
    await merging.unmerge({ id: mergeId })
    expect(await of('company')).toHaveLength(1)
    await companies.update({ id: third, name: 'Häberle Metallbau' })
    expect(await of('company')).toEqual([])
  })

  it('need not begin alike, nor be written alike, nor stand in the same order; strangers are no pairs', async () => {
    const firms = [
      'Siemers Energie',
      'Simmers Energie GmbH',
      'The Ostrowski Group',
      'Ostrofsky',
      'Kabel Werk',
      'Kabelwerk AG',
    ]
    for (const name of [...firms, 'Werkstatt Ost', 'Energie Bund']) await companies.create({ name })
    const { id: companyId } = await companies.create({ name: 'Large one' })
    const people = [
      ['Jörg Zwieback', 'Zwieback, Joerg', 'Ulm', 'similar,town'],
      ['Çağla Öztürk', 'Cagla Oztürk', 'Trier', 'name,town'],
      ['Øyvind Ångström', 'Oyvind Angstroem', 'Kiel', 'similar,town'],
    ] as const
    for (const [one, other, city] of people) {
      await contacts.create({ name: one, city })
      await contacts.create({ name: other, city: city.toUpperCase(), companyId })
    }
    // As many of a name in one town as in life, one in another, and an initial.
    for (let n = 0; n < 6; n++) await contacts.create({ name: 'Thomas Müller', city: 'Köln' })
    await contacts.create({ name: 'Jorg Zwieback', city: 'Bonn' })
    await contacts.create({ name: 'J. Zwieback', city: 'Bonn' })
    await w.tick('duplicates')
    const found = async (record: 'contact' | 'company', of: readonly string[]) =>
      (await merging.duplicates({ record, limit: 200 })).rows
        .filter(({ one, other }) => of.includes(one.name) || of.includes(other.name))
        .map(({ one, other, by }) => [one.name, other.name, by.join()])
        .sort()
    expect(
      await found(
        'contact',
        people.flatMap(([one, other]) => [one, other]),
      ),
    ).toEqual(people.map(([one, other, , by]) => [one, other, by]).sort())
    expect(await found('contact', ['Thomas Müller', 'J. Zwieback'])).toEqual([])
    expect(await found('company', [...firms, 'Werkstatt Ost', 'Energie Bund'])).toEqual([
      ['Kabel Werk', 'Kabelwerk AG', 'similar'],
      ['Siemers Energie', 'Simmers Energie GmbH', 'similar'],
    ])
  })

  it('of thousands are found by looking at each a few times, also where the planner knows nothing of them yet', async () => {
    const fresh = await world()
    for (let n = 0; n < 2; n++)
      await fresh.owner.client.contacts.batch({
        records: Array.from({ length: 1000 }, (_, m) => ({ name: `Vera Viel ${n} ${m}`, city: 'Köln' })),
      })
    const ids = (await fresh.sql<{ id: string }>('select id from contact')).map(({ id }) => id)
    const access = { workspaceId: fresh.workspaceId, actor: 'engine', now: fresh.clock.now() }
    // What a connection has read before may be counted with it.
    const readBy = async (db: Db) => {
      const { rows } = await sql<{ n: number }>`
        select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as n from pg_stat_xact_user_tables where relname = 'contact'`.execute(
        db,
      )
      return rows[0]!.n
    }
    const read = await fresh.database.tenant(access, async (db) => {
      const before = await readBy(db)
      await findPairs(db, 'contact', ids, access.now)
      return (await readBy(db)) - before
    })
    expect(read).toBeGreaterThan(ids.length)
    expect(read).toBeLessThan(30 * ids.length)
  })

  it('are merged by a rule that was looked at first, each taken back by itself and not merged again', async () => {
    const rule = async () => (await merging.rules({})).rows.find(({ kind }) => kind === 'contact_email_name')!
    const made = async (name: string, email: string, city?: string) =>
      (await contacts.create({ name, email, ...(city && { city }) })).id
    const old = await made('Rita Regel', 'rita@rule.example')
    const young = await made('rita regel', 'RITA@rule.example', 'Bonn')
    for (let n = 0; n < 3; n++) await made('Three Alike', 'three@rule.example')
    await made('Office', 'office@rule.example')
    await made('Another', 'office@rule.example')
    await w.tick('duplicates')
    expect(await rule()).toMatchObject({ on: false, count: 1 })
    const preview = await merging.rulePreview({ kind: 'contact_email_name' })
    expect(preview.rows.map(({ one, other }) => [one.id, other.id])).toEqual([[old, young]])
    const rep = await w.member('sales_manager', { visibility: 'own' })
    await expect(rep.client.merging.setRule({ kind: 'contact_email_name', on: true })).rejects.toMatchObject({
      status: 403,
    })
    await merging.setRule({ kind: 'contact_email_name', on: true })
    await w.tick('duplicates')
    expect(await contacts.get({ id: young })).toMatchObject({ id: old, name: 'Rita Regel', city: 'Bonn' })
    expect(await rule()).toMatchObject({ on: true, count: 0 })
    const [merge] = (await merging.list({ recordId: old })).rows
    const { rows } = await audit.list({})
    const { id: operation } = rows.find(({ label }) => label === 'Merged by rule')!
    await audit.undo({ id: operation })
    expect((await contacts.get({ id: young })).id).toBe(young)
    expect((await merging.list({ recordId: old })).rows[0]).toMatchObject({
      id: merge!.id,
      undoneAt: expect.any(Date),
    })
    await w.tick('duplicates')
    expect((await contacts.get({ id: young })).id).toBe(young)
    const kept = (await merging.duplicates({ record: 'contact', limit: 200 })).rows
    expect(kept.some((pair) => pair.one.id === old && pair.other.id === young)).toBe(true)
  })
})
