import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock'
import { world } from '#platform/testing'

const [minute, day] = [60_000, 86_400_000]

/** Who keeps a copy of Baton’s records must hear of all that changed. */
describe('a program that follows', async () => {
  const w = await world()
  const { contacts, companies, deals, fields, merging, audit } = w.owner.client
  const { key } = await fields.create({ record: 'contact', label: 'Level', type: 'text' })
  const dealField = await fields.create({ record: 'deal', label: 'Level', type: 'text' })

  type Followed = 'contacts' | 'companies' | 'deals'
  type Client = typeof w.owner.client
  /** Somebody who asks again and again from where they were; each time all pages, one record a page. */
  const follower = (of: Followed, client: Client = w.owner.client, limit = 1) => {
    let cursor: string | undefined
    return async () => {
      const heard = { rows: [] as { id: string; name: string }[], gone: [] as string[] }
      for (let more = true; more; ) {
        const page: {
          rows: { id: string; name: string }[]
          gone: { id: string }[]
          next: string
          more: boolean
        } = await client[of].changes({ ...(cursor && { cursor }), limit })
        heard.rows.push(...page.rows)
        heard.gone.push(...page.gone.map(({ id }) => id))
        ;({ next: cursor, more } = page)
      }
      return { ids: heard.rows.map(({ id }) => id), names: heard.rows.map(({ name }) => name), ...heard }
    }
  }
  const person = async (name: string, more: object = {}) => (await contacts.create({ name, ...more })).id
  const everybody = follower('contacts')

  it('begins with all there is, and then hears of each change once', async () => {
    const ids = [await person('One'), await person('Two'), await person('Three')]
    expect((await everybody()).ids).toEqual(ids)
    expect(await everybody()).toMatchObject({ ids: [], gone: [] })
    await contacts.update({ id: ids[1]!, city: 'Ulm' })
    await contacts.update({ id: ids[0]!, city: 'Ulm' })
    await contacts.update({ id: ids[0]!, city: 'Bonn' })
    expect((await everybody()).ids.toSorted()).toEqual([ids[0], ids[1]].toSorted())
  })

  it('hears of own fields, tags, many at once, and of an undo that puts the old time back', async () => {
    const id = await person('Four')
    await everybody()
    const heard = async (act: () => Promise<{ operationId: string | null }>) => {
      w.clock.advance(minute)
      const { operationId } = await act()
      const after = (await everybody()).ids
      w.clock.advance(minute)
      await audit.undo({ id: operationId! })
      return [after, (await everybody()).ids]
    }
    const changedAt = (await contacts.get({ id })).changedAt
    expect(await heard(() => contacts.update({ id, city: 'Ulm' }))).toEqual([[id], [id]])
    expect((await contacts.get({ id })).changedAt).toEqual(changedAt) // what an updated_since by it would miss
    expect(await heard(() => contacts.update({ id, custom: { [key]: 'Gold' } }))).toEqual([[id], [id]])
    expect(await heard(() => contacts.bulk({ ids: [id], set: { addTags: ['New'] } }))).toEqual([[id], [id]])
    const [after, back] = await heard(() => contacts.bulk({ where: {}, set: { country: 'DE' } }))
    expect([after!.length, back!.length]).toEqual([4, 4])
  })

  it('hears who is gone: deleted, brought back, merged, separated', async () => {
    const [stays, goes] = [await person('Stays'), await person('Goes')]
    await everybody()
    const { operationId } = await contacts.remove({ ids: [goes] })
    expect(await everybody()).toMatchObject({ ids: [], gone: [goes] })
    await audit.undo({ id: operationId! })
    expect(await everybody()).toMatchObject({ ids: [goes], gone: [] })
    const { next: cursor } = await contacts.changes({ limit: 1000 })
    const merged = await merging.merge({ record: 'contact', winnerId: stays, loserId: goes })
    const { gone } = await contacts.changes({ cursor })
    expect(gone).toEqual([{ id: goes, at: w.clock.now(), mergedInto: stays }])
    await everybody()
    await merging.unmerge({ id: merged.mergeId })
    expect((await everybody()).ids).toContain(goes)
  })

  it('hears of a change that began before and is committed after somebody asked', async () => {
    const [late, soon] = [await person('Late'), await person('Soon')]
    await everybody()
    const other = new pg.Client(w.database.connectionConfig('owner'))
    await other.connect()
    try {
      await other.query(`begin; set local baton.workspace = '1'; set local baton.actor = 'test';
        set local baton.operation = '${crypto.randomUUID()}'; set local baton.operation_kind = 'test';
        set local baton.now = '${w.clock.now().toISOString()}'`)
      await other.query(`update contact set city = 'Trier' where id = $1`, [late])
      await contacts.update({ id: soon, city: 'Trier' })
      expect((await everybody()).ids).toEqual([soon])
      expect((await everybody()).ids).toEqual([])
      await other.query('commit')
    } finally {
      await other.end()
    }
    expect((await everybody()).ids).toEqual([late])
  })

  it('hears of companies and deals as well, and of what belongs to them', async () => {
    const [firms, sales] = [follower('companies'), follower('deals')]
    const firm = (await companies.create({ name: 'Kabel', tags: ['Old'] })).id
    const contactId = await person('Buyer')
    const deal = (await deals.create({ name: 'Sale', companyId: firm })).id
    expect([(await firms()).ids, (await sales()).ids]).toEqual([[firm], [deal]])
    await companies.update({ id: firm, tags: ['New'] })
    expect((await firms()).ids).toEqual([firm])
    await w.inside((db) =>
      db
        .insertInto('company_domain')
        .values({ id: uuidv7(w.clock.now()), company_id: firm, domain: 'kabel.example' })
        .execute(),
    )
    await deals.update({ id: deal, fields: { [dealField.key]: 'Gold' } })
    expect((await firms()).ids).toEqual([firm])
    expect((await sales()).rows).toMatchObject([{ id: deal, fields: { [dealField.key]: 'Gold' } }])
    // Who takes part may lie beyond the asker's reach, and is no word of the deal's.
    await deals.addPerson({ id: deal, contactId })
    expect((await sales()).ids).toEqual([])
    const gone = await deals.remove({ id: deal })
    await companies.remove({ id: firm })
    expect([(await firms()).gone, (await sales()).gone]).toEqual([[firm], [deal]])
    await audit.undo({ id: gone.operationId! })
    expect((await sales()).ids).toEqual([deal])
    // Gone for good, past every bin.
    const brief = (await companies.create({ name: 'Brief' })).id
    expect((await firms()).ids).toEqual([brief])
    await w.inside((db) => db.deleteFrom('company').where('id', '=', brief).execute())
    expect((await firms()).gone).toEqual([brief])
  })

  it('takes a time to begin with, also in lists', async () => {
    w.clock.advance(day)
    const since = w.clock.now()
    const id = await person('Since')
    const changed = await contacts.changes({ updated_since: since })
    expect(changed.rows.map((row) => row.id)).toEqual([id])
    const names = async (query: object) =>
      (await contacts.list({ ...query, sort: 'name', direction: 'asc' })).rows.map(({ name }) => name)
    expect(await names({ updated_since: since })).toEqual(['Since'])
    expect((await companies.list({ updated_since: since })).rows).toEqual([])
    expect((await deals.list({ updated_since: since })).rows).toEqual([])
    expect(
      (await contacts.count({ updated_since: new Date(since.getTime() - 2 * day) })).count,
    ).toBeGreaterThan(5)
    await contacts.update({ id, city: 'Ulm' })
    expect((await contacts.changes({ cursor: changed.next })).rows.map((row) => row.id)).toEqual([id])
  })

  it('tells whoever sees a part of that part alone, and that what was theirs is theirs no more', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own', name: 'Rita Rep' })
    const theirs = follower('contacts', rep.client)
    const own = await person('Own', { ownerId: rep.id })
    expect((await theirs()).ids).toEqual([own])
    const other = await person('Other', { ownerId: w.owner.id })
    await contacts.update({ id: other, city: 'Ulm' })
    await contacts.remove({ ids: [other] })
    expect(await theirs()).toMatchObject({ ids: [], gone: [] })
    await contacts.update({ id: own, ownerId: w.owner.id })
    expect(await theirs()).toMatchObject({ ids: [], gone: [own] })
  })

  it('refuses a cursor that is none of its own', async () => {
    for (const cursor of ['x', ...['["a",1]', '[1,9e15]'].map((it) => Buffer.from(it).toString('base64url'))])
      await expect(contacts.changes({ cursor })).rejects.toMatchObject({ data: { reason: 'bad_cursor' } })
  })
})
