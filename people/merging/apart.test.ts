import { describe, expect, it } from 'vitest'
import { chance, type World, world } from '#platform/testing'
import { references } from './catalog.ts'

/** What is not compared, and why; everything else must be as it was. */
const logs: Record<string, string> = {
  change: 'each change is a line of it, and taking one back is a change',
  operation: 'merging and separating are operations themselves',
  changed_record: 'programs hear of both',
  merge: 'that it was merged, and ended, is remembered',
  merge_move: 'what the merge moved is remembered with it',
  news: 'what the pump was told to look at',
  look: 'each look at a person is kept as evidence, when nothing came of it too',
  pump_clock: 'how far the pump is',
  fact_version: 'that a fact was another for a while stays true of that while',
  company_fact_version: 'the same of companies',
  handover_state: 'the states that were passed through are history',
  lead_state: 'the states that were passed through are history',
  duplicate_pair: 'found anew by the search in the background',
  likeness_key: 'kept anew by that search',
  search_word: 'of many titles with a word any few are kept',
}

/** Columns that say when something was touched or computed last. */
const when = ['changed_at', 'last_used_at', 'as_of', 'place_since', 'looked_at']

/** Every tenant table, row by row. Of who a subject was what holds now: what held before is a log too. */
async function snapshot(w: World) {
  const tables = await w.sql<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and obj_description(c.oid) like 'tenant:%' order by 1`,
  )
  const all: Record<string, string[]> = {}
  for (const { name } of tables) {
    if (name in logs) continue
    const rows = await w.sql<{ row: string }>(
      `select (to_jsonb(t) - '{${when}}'::text[])::text as row from ${name} t
       ${name === 'identity' ? 'where until is null' : ''} order by 1`,
    )
    all[name] = rows.map((row) => row.row)
  }
  return all
}

/** The rows that only one of two snapshots has, by table. */
function differing(before: Record<string, string[]>, after: Record<string, string[]>) {
  const without = (one: string[], other: string[]) => one.filter((row) => !other.includes(row))
  return Object.fromEntries(
    Object.keys(before)
      .map((table) => {
        const [then, now] = [before[table]!, after[table]!]
        return [table, { gone: without(then, now), added: without(now, then) }] as const
      })
      .filter(([, { gone, added }]) => gone.length + added.length > 0),
  )
}

describe('merging two people and separating them', async () => {
  const w = await world()
  const { contacts, merging, capture, leads, timeline, deals, fields } = w.owner.client

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
    const before = await snapshot(w)
    const { mergeId, operationId } = await merging.merge({
      record: 'contact',
      winnerId: winner,
      loserId: loser,
      take: ['phone'],
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
    expect(differing(before, await snapshot(w))).toEqual({})
  })
})

const luck = chance()
const pairs = 8

describe(`merging any two and separating them (TEST_SEED=${luck.seed})`, async () => {
  const w = await world()
  await w.owner.client.members.update({ id: w.owner.id, takesLeads: false })
  const anna = await w.member('sales_rep', { name: 'Anna', visibility: 'all' })
  const ben = await w.member('sales_rep', { name: 'Ben', visibility: 'all' })
  const api = w.owner.client
  const keys = await Promise.all(
    (['text', 'number', 'yesno'] as const).map(
      async (type) => (await api.fields.create({ record: 'contact', label: `A ${type}`, type })).key,
    ),
  )
  const { key: firmKey } = await api.fields.create({ record: 'company', label: 'A text', type: 'text' })
  const { reasons } = await api.pipeline.get()
  const reasonOf = (kind: 'won' | 'lost') => reasons.find((it) => it.kind === kind)!.id
  let made = 0

  /** A person with anything that may hang on one: each of these twice, once or not at all. */
  const anyone = async () => {
    const n = ++made
    const values = {
      ...(luck.happens(0.6) && { email: `p${n}@firm.example` }),
      ...(luck.happens(0.6) && { phone: `030 77${n}` }),
      ...(luck.happens(0.5) && { city: luck.oneOf(['Bonn', 'Berlin']), jobTitle: 'Buyer' }),
      ...(luck.happens(0.5) && { companyName: luck.oneOf(['Acme', 'Kabelwerk', `Firm ${n}`]) }),
      ...(luck.happens(0.4) && { externalId: `K${n}` }),
    }
    const { id } = await api.contacts.create({ name: `Person ${n}`, ...values })
    const contactId = id
    const acts: (() => Promise<unknown>)[] = [
      () => api.capture.add({ kind: 'call', contactId, asks: luck.happens(0.7), words: 'Wants a price' }),
      () => api.events.add({ events: [{ kind: 'trial_started', contact: { id } }] }),
      () => api.contacts.update({ id, tags: luck.shuffled(['fair', 'both', `own ${n}`]).slice(0, 2) }),
      () => api.contacts.update({ id, custom: { [keys[0]!]: `text ${n}`, [keys[1]!]: n } }),
      () => api.contacts.update({ id, custom: { [keys[2]!]: luck.happens(0.5) } }),
      () => api.timeline.addNote({ contactId, body: `About ${n}` }),
      () => api.tasks.create({ title: `Call ${n}`, contactId }),
      () =>
        api.consent.add({
          ...{ contactId, channel: luck.oneOf(['email', 'phone'] as const), topic: 'newsletter' },
          ...{ state: luck.oneOf(['granted', 'withdrawn'] as const), proof: 'Said so on the phone' },
        }),
      async () => {
        const deal = await api.deals.create({ name: `Deal of ${n}`, contactId, oneOffMinor: 100 * n })
        const ends = luck.oneOf(['open', 'won', 'lost'] as const)
        if (ends === 'won') await api.deals.win({ id: deal.id, reasonId: reasonOf('won') })
        if (ends === 'lost') await api.deals.lose({ id: deal.id, reasonId: reasonOf('lost') })
      },
      async () => {
        await w.pump()
        const [row] = (await api.handovers.list({ contactId })).rows
        const receiver = [anna, ben].find((it) => it.id === row?.receiver?.id)
        if (row?.state === 'offered') await receiver?.client.handovers.accept({ id: row.id })
        if (!receiver || !['offered', 'working'].includes(row!.state)) return
        if (luck.happens(0.5))
          await receiver.client.handovers.attempt({ id: row!.id, channel: 'phone', outcome: 'reached' })
        if (luck.happens(0.3))
          await receiver.client.handovers.sendBack({ id: row!.id, reason: 'not_interested' })
      },
    ]
    for (const act of luck.shuffled([...acts, ...acts]).slice(0, luck.below(14))) await act()
    return id
  }
  /** A company with anything that may hang on one. */
  const anyFirm = async () => {
    const n = ++made
    const { id } = await api.companies.create({
      ...{ name: `Firm ${n} GmbH`, custom: { [firmKey]: `text ${n}` }, tags: ['both', `own ${n}`] },
      ...(luck.happens(0.5) && { domain: `firm${n}.example`, externalId: `F${n}` }),
      ...(luck.happens(0.5) && { city: 'Bonn', sector: 'Metal', employees: n, revenueMinor: 100 * n }),
    })
    const acts: (() => Promise<unknown>)[] = [
      () => api.contacts.create({ name: `Person ${n}`, companyId: id }),
      () => api.companies.create({ name: `Daughter ${n}`, parentId: id }),
      () => api.timeline.addNote({ companyId: id, body: `About ${n}` }),
      () => api.tasks.create({ title: `Visit ${n}`, companyId: id }),
      () => api.deals.create({ name: `Deal of ${n}`, companyId: id, oneOffMinor: 100 * n }),
      async () => {
        const { id: dealId } = await api.deals.create({ name: `Won of ${n}`, companyId: id, oneOffMinor: 9 })
        await api.deals.win({ id: dealId, reasonId: reasonOf('won') })
      },
    ]
    for (const act of luck.shuffled([...acts, ...acts]).slice(0, 2 + luck.below(9))) await act()
    return id
  }
  const takable = {
    contact: [
      ...['externalId', 'name', 'email', 'phone', 'jobTitle', 'companyId', 'city'],
      ...keys.map((it) => `custom.${it}`),
    ],
    company: [
      'externalId',
      'name',
      'domain',
      'sector',
      'employees',
      'revenueMinor',
      'city',
      `custom.${firmKey}`,
    ],
  }
  /** What still points at the one that ended, of all that the catalog says is moved (M2, M3). */
  const stillThere = async (record: 'contact' | 'company', id: string) => {
    // News is a queue: the merge itself tells the pump of both.
    const moved = (await w.inside((db) => references(db, record))).filter(
      ({ rule, table }) => rule === 'move' && table !== 'news',
    )
    expect(moved.length).toBeGreaterThan(4)
    const left: string[] = []
    for (const { table, column } of [...moved, { table: 'identity', column: 'contact_id' }]) {
      const now = table === 'identity' ? 'and until is null' : ''
      const rows = await w.sql(`select from ${table} where ${column} = $1 ${now}`, [id])
      if (rows.length > 0) left.push(`${table}.${column}`)
    }
    return left
  }
  const mergedAndApart = async (record: 'contact' | 'company', winnerId: string, loserId: string) => {
    w.clock.advance(60_000)
    await w.pump()
    const before = await snapshot(w)
    const take = takable[record].filter(() => luck.happens(0.3))
    w.clock.advance(1000)
    const { mergeId } = await api.merging.merge({ record, winnerId, loserId, take })
    expect(await stillThere(record, loserId)).toEqual([])
    w.clock.advance(1000)
    expect(await api.merging.unmerge({ id: mergeId })).toMatchObject({ conflicts: [] })
    await w.pump()
    return differing(before, await snapshot(w))
  }

  it('leaves no trace in any table, but for the logs', async () => {
    for (let pair = 0; pair < pairs; pair++) {
      const [winnerId, loserId] = luck.shuffled([await anyone(), await anyone()]) as [string, string]
      const [deal] = (await api.deals.list({ contactId: loserId })).rows
      if (deal) await api.deals.addPerson({ id: deal.id, contactId: winnerId, role: 'Decides' })
      expect({ pair, ...(await mergedAndApart('contact', winnerId, loserId)) }).toEqual({ pair })
    }
  })

  it('leaves none of companies either', async () => {
    for (let pair = 0; pair < 2; pair++)
      expect({ pair, ...(await mergedAndApart('company', await anyFirm(), await anyFirm())) }).toEqual({
        pair,
      })
  })
})
