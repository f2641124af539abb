import { describe, expect, it } from 'vitest'
import { heldAgainstList } from '#people/erasing'
import { world } from '#platform/testing'

const dayMs = 24 * 3_600_000
const refusal = (reason: string) => ({ data: { reason } })

describe('the bin', async () => {
  const w = await world()
  const { client } = w.owner
  const { bin, contacts, companies, deals, audit } = client
  const person = async (name: string, more: object = {}) => (await contacts.create({ name, ...more })).id
  const names = async (of: Parameters<typeof bin.list>[0] = {}, who = bin) =>
    (await who.list(of)).rows.map(({ name }) => name)
  const contact = (id: string) => ({ record: 'contact' as const, id })
  const company = (id: string) => ({ record: 'company' as const, id })
  const deal = (id: string) => ({ record: 'deal' as const, id })

  it('lists what was deleted, the newest first: by whom, until when, by name and by kind, page by page', async () => {
    const manager = await w.member('sales_manager', { name: 'Mara' })
    const ada = await person('Ada Lötz')
    const { id: firm } = await companies.create({ name: 'Lötzen AG', domain: 'loetzen.example' })
    const { id: sale } = await deals.create({ name: 'Forty seats', companyId: firm, contactId: ada })
    expect(await names()).toEqual([])
    await manager.client.deals.remove({ id: sale })
    w.clock.advance(dayMs)
    await companies.remove({ id: firm })
    w.clock.advance(dayMs)
    await contacts.remove({ ids: [ada] })
    const { rows, goSoon } = await bin.list({})
    expect(rows.map(({ record, name, by, mayBringBack }) => [record, name, by, mayBringBack])).toEqual([
      ['contact', 'Ada Lötz', 'Olga Owner', true],
      ['company', 'Lötzen AG', 'Olga Owner', true],
      ['deal', 'Forty seats', 'Mara', true],
    ])
    expect(rows[0]).toMatchObject({
      deletedAt: w.clock.now(),
      goesAt: new Date(w.clock.now().getTime() + 30 * dayMs),
    })
    expect(goSoon).toBe(0)
    expect(await names({ q: 'lotz' })).toEqual(['Ada Lötz', 'Lötzen AG'])
    expect(await names({ q: '%' })).toEqual([])
    expect(await names({ record: 'deal' })).toEqual(['Forty seats'])
    const paged: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof bin.list>> = await bin.list({
        limit: 1,
        ...(cursor && { cursor }),
      })
      paged.push(...page.rows.map(({ name }) => name))
      cursor = page.next
    }
    expect(paged).toEqual(['Ada Lötz', 'Lötzen AG', 'Forty seats'])
    w.clock.advance(21 * dayMs)
    expect((await bin.list({})).goSoon).toBe(1)
    const back = await bin.bringBack({ records: rows.map(({ record, id }) => ({ record, id })) })
    expect(back).toMatchObject({ restored: 3, stay: [], said: [] })
    expect((await deals.get({ id: sale })).contact?.name).toBe('Ada Lötz')
    expect((await companies.get({ id: firm })).domains).toEqual(['loetzen.example'])
    expect((await client.search.find({ q: 'Lötz' })).rows.map(({ id }) => id)).toContain(ada)
    // Bringing back is an act like any other: taken back, all lies where it lay, since when it lay there.
    await audit.undo({ id: back.operationId! })
    expect((await bin.list({})).rows).toEqual(rows)
    expect((await companies.list({})).rows).toEqual([])
  })

  it('gives back one of many that were deleted in one act, with all that stood with it', async () => {
    const ids = [await person('One', { tags: ['vip'] }), await person('Two'), await person('Three')]
    await client.timeline.addNote({ contactId: ids[0]!, body: 'Likes tea' })
    const { operationId } = await contacts.remove({ ids })
    expect(await bin.bringBack({ records: [contact(ids[0]!)] })).toMatchObject({ restored: 1 })
    expect(await contacts.get({ id: ids[0]! })).toMatchObject({ name: 'One', tags: ['vip'] })
    expect((await contacts.list({})).rows.map(({ name }) => name)).toEqual(['One'])
    // The act itself is taken back after that: who is back already stays as they are.
    expect(await audit.undo({ id: operationId! })).toMatchObject({
      restored: 2,
      conflicts: [{ table: 'contact', rowId: ids[0] }],
    })
    expect((await contacts.list({})).rows).toHaveLength(3)
  })

  it('says in words what can’t come back, and whose something is by now', async () => {
    const old = await person('Old', { externalId: 'K-1' })
    const other = await person('Other')
    await contacts.remove({ ids: [old, other] })
    await person('New', { externalId: 'K-1' })
    expect(await bin.bringBack({ records: [contact(old), contact(other)] })).toMatchObject({
      restored: 1,
      stay: [{ id: old, why: 'Another has its number by now. Give that one another number first.' }],
    })
    await expect(bin.bringBack({ records: [contact(old)] })).rejects.toMatchObject(refusal('number_taken'))
    await expect(bin.bringBack({ records: [contact(other)] })).rejects.toMatchObject(refusal('not_in_bin'))
    const { id: firm } = await companies.create({ name: 'Firm', domain: 'firm.example' })
    await companies.remove({ id: firm })
    const { id: heir } = await companies.create({ name: 'Heir', domain: 'firm.example' })
    expect((await bin.bringBack({ records: [company(firm)] })).said).toEqual([
      'firm.example stays with Heir, and not with Firm.',
    ])
    await companies.remove({ id: firm })
    await companies.remove({ id: heir })
  })

  it('shows and gives back what was within reach, to who may delete it', async () => {
    const rep = await w.member('sales_rep', { name: 'Rita', visibility: 'own' })
    const [hers, theirs] = [
      await person('Hers', { ownerId: rep.id }),
      await person('Theirs', { ownerId: w.owner.id }),
    ]
    const { id: sale } = await deals.create({ name: 'Hers to sell', ownerId: rep.id })
    await contacts.remove({ ids: [hers, theirs] })
    await deals.remove({ id: sale })
    const { rows } = await rep.client.bin.list({})
    expect(rows.map(({ name, mayBringBack }) => [name, mayBringBack])).toEqual([
      ['Hers to sell', true],
      ['Hers', false],
    ])
    const bringing = (it: ReturnType<typeof contact | typeof deal>) =>
      rep.client.bin.bringBack({ records: [it] })
    await expect(bringing(contact(hers))).rejects.toMatchObject(refusal('not_permitted'))
    const { operationId } = await bringing(deal(sale))
    expect(await rep.client.audit.undo({ id: operationId! })).toMatchObject({ restored: 1 })
    expect(await bringing(deal(sale))).toMatchObject({ restored: 1 })
    // Taken back it would be deleted again: whoever may not delete any more does not do so by the log.
    const mark = await w.member('marketer')
    const back = await mark.client.bin.bringBack({ records: [contact(hers)] })
    await client.members.update({ id: mark.id, role: 'sales_rep' })
    await expect(mark.client.audit.undo({ id: back.operationId! })).rejects.toMatchObject(
      refusal('not_permitted'),
    )
    await contacts.remove({ ids: [hers] })
    await expect(rep.client.bin.erase({ records: [contact(hers)] })).rejects.toMatchObject(
      refusal('not_permitted'),
    )
    const part = await w.member('owner', { name: 'Part', visibility: 'own' })
    await expect(part.client.bin.erase({ records: [contact(hers)] })).rejects.toMatchObject(
      refusal('sees_a_part'),
    )
    const viewer = await w.member('viewer')
    await expect(viewer.client.bin.list({})).rejects.toMatchObject(refusal('not_permitted'))
  })

  it('goes with whoever is erased under the same address, and comes back by no undo', async () => {
    const [kept, binned] = [
      await person('Tilda Twice', { email: 'tilda@twice.example' }),
      await person('T. Twice', { email: 'Tilda@twice.example' }),
    ]
    w.clock.advance(1000)
    const { operationId } = await contacts.remove({ ids: [binned] })
    w.clock.advance(1000)
    await client.erasing.erase({ contactId: kept, name: 'Tilda Twice', cause: 'asked' })
    expect(await names({ q: 'twice' })).toEqual([])
    await expect(bin.bringBack({ records: [contact(binned)] })).rejects.toMatchObject(refusal('not_in_bin'))
    await audit.undo({ id: operationId! }).catch(() => null)
    expect((await contacts.list({ q: 'twice' })).rows).toEqual([])
    await w.tick('erasures')
    expect(await w.sql(`select from contact where email ilike 'tilda%' or name like '%Twice'`)).toEqual([])
  })

  it('lets go for good at once what somebody wants gone: no trace, and nobody is barred from coming again', async () => {
    const more = { email: 'quill@gone.example', phone: '+49 30 5550123', externalId: 'Q-1' }
    const quill = await person('Quentin Quill', more)
    const { id: firm } = await companies.create({
      name: 'Quillworks',
      domain: 'quillworks.example',
      city: 'Ulm',
    })
    const { id: sale } = await deals.create({ name: 'Quillworks 40', companyId: firm, contactId: quill })
    const colleague = await person('Colleague', { companyId: firm })
    await client.timeline.addNote({ contactId: quill, body: 'Writes with quills' })
    await client.timeline.addNote({ companyId: firm, body: 'Quillworks makes quills' })
    await client.timeline.addNote({ dealId: sale, body: 'Forty quills' })
    await client.tasks.create({ title: 'Send quills', dealId: sale, dueOn: '2026-04-01' })
    await expect(bin.erase({ records: [contact(quill)] })).rejects.toMatchObject(refusal('not_in_bin'))
    const { operationId: deletion } = await contacts.remove({ ids: [quill] })
    await companies.remove({ id: firm })
    await deals.remove({ id: sale })
    const erased = await bin.erase({ records: [contact(quill), company(firm), deal(sale)] })
    expect(erased.gone).toBe(3)
    expect(await names({ q: 'quill' })).toEqual([])
    await w.tick('erasures')
    const tables = await w.sql<{ name: string }>(
      `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
    )
    for (const { name } of tables)
      expect([name, await w.sql(`select t::text from "${name}" t where t::text ilike '%quill%'`)]).toEqual([
        name,
        [],
      ])
    expect((await contacts.get({ id: colleague })).company).toBeNull()
    await expect(bin.bringBack({ records: [company(firm)] })).rejects.toMatchObject(refusal('not_in_bin'))
    await expect(audit.undo({ id: erased.operationId! })).rejects.toMatchObject(refusal('erased'))
    await expect(audit.undo({ id: deletion! })).rejects.toMatchObject(refusal('nothing_to_undo'))
    expect((await client.erasing.list({})).rows[0]).toMatchObject({ cause: 'bin', by: 'Olga Owner' })
    const anew = await person('Quentin Quill', more)
    expect(anew).not.toBe(quill)
    await contacts.remove({ ids: [anew] })
  })

  it('is emptied of what has lain there for 30 days, and not a day before', async () => {
    const before = await names()
    const ids = [await person('Late One'), await person('Late Two', { externalId: 'L-2' })]
    const { id: firm } = await companies.create({ name: 'Late Ltd' })
    const { id: sale } = await deals.create({ name: 'Late sale', companyId: firm })
    const { operationId } = await contacts.remove({ ids })
    await companies.remove({ id: firm })
    await deals.remove({ id: sale })
    w.clock.advance(29 * dayMs)
    await w.tick('bin')
    await w.tick('erasures')
    expect((await names()).length).toBeGreaterThanOrEqual(4)
    expect(before.filter((name) => !['Late One', 'Late Two'].includes(name)).length).toBeGreaterThan(0)
    w.clock.advance(dayMs)
    expect(await names()).toEqual([])
    await w.tick('bin')
    const [asked] = await w.sql<{ n: number }>(
      "select count(*)::int as n from erasure where state = 'asked' and cause = 'bin'",
    )
    expect(asked!.n).toBeGreaterThanOrEqual(2)
    // Nobody is asked for twice while the first are being taken out.
    w.clock.advance(dayMs)
    await w.tick('bin')
    expect(await w.sql("select 1 from erasure where state = 'asked' and cause = 'bin'")).toHaveLength(
      asked!.n,
    )
    await w.tick('erasures')
    for (const table of ['contact', 'company', 'deal', 'change', 'search_entry'])
      expect([table, await w.sql(`select t::text from ${table} t where t::text ilike '%late %'`)]).toEqual([
        table,
        [],
      ])
    await expect(audit.undo({ id: operationId! })).rejects.toMatchObject(refusal('nothing_to_undo'))
    const acts = (await audit.list({})).rows.filter(({ kind }) => kind === 'bin.empty')
    expect(acts.length).toBeGreaterThan(0)
    expect(acts[0]).toMatchObject({
      label: 'Gone from the bin after 30 days',
      actorName: 'Baton',
      undoable: false,
    })
    await person('Late Two', { externalId: 'L-2' })
  })

  it('does not give back by an old backup whom it let go', async () => {
    const gone = await person('Revenant', { email: 'revenant@gone.example' })
    await contacts.remove({ ids: [gone] })
    await bin.erase({ records: [contact(gone)] })
    await w.tick('erasures')
    // As a backup of the day before has it: they are there, and nothing of their going.
    await w.database.owner(async (owner) => {
      await owner.query('set session_replication_role = replica')
      await owner.query('delete from erasure where $1 = any (contact_ids)', [gone])
      await owner.query(
        `update contact set name = 'Revenant', email = 'revenant@gone.example', deleted_at = null, erased_at = null where id = $1`,
        [gone],
      )
      await owner.query('reset session_replication_role')
    })
    expect((await contacts.get({ id: gone })).name).toBe('Revenant')
    const here = { database: w.database, clock: w.clock, dataFolder: w.house.config.dataFolder }
    expect(await heldAgainstList(here)).toEqual({ again: 1 })
    await w.tick('erasures')
    expect(await w.sql("select 1 from contact where name = 'Revenant'")).toEqual([])
  })
})
