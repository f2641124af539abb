import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { importingFirm, world } from '#platform/testing'

describe('deals as a file', async () => {
  const { w, bring, write, counted } = await importingFirm()
  const { deals, companies, fields } = w.owner.client
  const note = await fields.create({ record: 'deal', label: 'Next', type: 'text' })
  const { id: companyId } = await companies.create({ name: 'Quarry', sector: 'Stone', country: 'Wales' })
  const made = { oneOffMinor: 100_00, recurringMinor: 10_00, termMonths: 24, fields: { [note.key]: '=1+1' } }
  await deals.create({ name: '-Slate', companyId, ...made })
  w.clock.advance(1_000)
  await deals.create({ name: 'Yen', oneOffMinor: 5, currency: 'JPY' })
  await deals.create({ name: 'Amber', oneOffMinor: 1 })
  const own = `custom.${note.key}`
  const view = {
    columns: ['value', own, 'name', 'companySector', 'companyCountry'],
    sort: 'name',
    direction: 'asc' as const,
  }
  const linesOf = async (file: File) => (await file.text()).trimEnd().split('\r\n')

  it('have the columns of a view in its order, amounts with their currency', async () => {
    expect(await linesOf(await deals.export(view))).toEqual([
      'Total value,Next,Name,Company sector,Company country,Currency',
      "220.00,'=1+1,'-Slate,Stone,Wales,EUR",
      '0.01,,Amber,,,EUR',
      '5,,Yen,,,JPY',
    ])
    const [slate] = JSON.parse(await (await deals.export({ ...view, format: 'json' })).text())
    expect(slate).toEqual({
      ...{ value: 220, [own]: '=1+1', name: '-Slate', companySector: 'Stone', companyCountry: 'Wales' },
      currency: 'EUR',
    })
    const dated = ['name', 'changed', 'stageSince', 'talked', 'created']
    const [, first] = await linesOf(await deals.export({ columns: dated, sort: 'created', direction: 'asc' }))
    expect(first).toMatch(/^'-Slate,2026-\S+Z,2026-\S+Z,,2026-\S+Z$/)
  })

  it('have what they are narrowed to, and no column that is not there', async () => {
    const named = (it: object) => deals.export({ ...view, columns: ['name'], ...it })
    expect(await linesOf(await named({ companyId }))).toEqual(['Name', "'-Slate"])
    expect(await linesOf(await named({ direction: 'desc' }))).toEqual(['Name', 'Yen', 'Amber', "'-Slate"])
    await expect(named({ columns: ['nothing'] })).rejects.toMatchObject({
      data: { reason: 'unknown_column' },
    })
    await expect(named({ sort: 'nothing' })).rejects.toMatchObject({ data: { reason: 'unknown_sort' } })
  })

  it('change nothing when they are read in again, as a view or whole', async () => {
    // What is computed has no place in a deal: an import offers to keep it in a field of one's own.
    const read = async () =>
      (await deals.list({})).rows.map(({ changedAt: _, fields, ...it }) => ({ ...it, own: fields[note.key] }))
    const before = await read()
    for (const asked of [{}, { ...view, columns: ['externalId', ...view.columns, 'created', 'talked'] }]) {
      const back = await bring('deals', await write('back.csv', await (await deals.export(asked)).text()))
      expect(counted(back)[1]).toBe(0)
      expect(await read()).toEqual(before)
    }
  })
})

describe('how many deals there are', async () => {
  const w = await world()
  const { deals } = w.owner.client
  const add = async (many: number) => {
    const { id } = await deals.create({ name: 'One', oneOffMinor: 2 })
    await w.inside((db) =>
      sql`
        insert into deal (id, name, owner_id, stage_id, state, position, one_off_minor, currency, rate, origin, created_at, changed_at,
          stage_since, recorded_at)
        select overlay(id::text placing lpad(n::text, 12, '0') from 25)::uuid, 'Deal ' || n, owner_id, stage_id, state, n, 2, currency, rate,
          origin, created_at, changed_at, stage_since, recorded_at
        from deal, generate_series(1, ${many}) n where id = ${id}`.execute(db),
    )
    await w.sql('analyze deal')
  }

  it('is exact with what they are worth, beyond ten thousand about so many, and counted when asked', async () => {
    await add(9_999)
    expect(await deals.count({})).toMatchObject({ count: 10_000, exact: true, valueMinor: 20_000 })
    await add(1_999)
    const about = await deals.count({})
    expect(about).toMatchObject({ exact: false, valueMinor: null, withoutRate: [] })
    expect(about.count).toBeGreaterThan(10_000)
    expect(await deals.count({ q: 'one' })).toMatchObject({ count: 2, exact: true, valueMinor: 4 })
    expect(await deals.count({ exactly: true })).toMatchObject({
      ...{ count: 12_000, exact: true, valueMinor: 24_000 },
    })
  })
})
