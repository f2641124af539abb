import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { formVisits, world } from '#platform/testing'
import type { Condition, FilterGroup } from '#workspace/lists/contract'

const one = (
  field: string,
  operator: Condition['operator'],
  value: Condition['value'] = null,
): { filter: FilterGroup } => ({ filter: { match: 'all', items: [{ field, operator, value }] } })

describe('people by what they did and what reached them', async () => {
  const w = await world({ proxied: true })
  const { contacts, campaigns, participants, events, lists } = w.owner.client
  const { publish, open } = formVisits(w)
  const rep = await w.member('sales_rep', { visibility: 'own', name: 'Rita' })
  const ids: Record<string, string> = {}
  const found = async (it: ReturnType<typeof one>, { client } = w.owner) => {
    const { rows } = await client.contacts.list({ ...it, sort: 'name', direction: 'asc' })
    expect((await client.contacts.count({ ...it, exactly: true })).count).toBe(rows.length)
    return rows.map(({ name }) => name)
  }
  const told = async (name: string, kind: string, channel: string, human = true) =>
    events.add({
      events: [{ kind, contact: { id: ids[name]! }, channel, human, data: {}, occurredAt: w.clock.now() }],
    })

  beforeAll(async () => {
    for (const name of ['Anna', 'Bob', 'Cem', 'Dora']) ids[name] = (await contacts.create({ name })).id
    ids.Rest = (await contacts.create({ name: 'Rest', ownerId: rep.id })).id
    for (const [name, people] of [
      ['Fair', ['Anna', 'Bob']],
      ['Letter', ['Bob', 'Cem']],
      ['Gone', ['Dora']],
    ] as const) {
      const campaign = { name, channel: 'event' as const, from: '2026-03-01', to: '2026-03-31' }
      ids[name] = (await campaigns.create(campaign)).id
      await participants.add({ campaignId: ids[name], ids: people.map((it) => ids[it]!) })
    }
    await campaigns.remove({ id: ids.Gone! })
    const ask = await publish('Ask us', 'asks')
    const news = await publish('News', 'newsletter')
    ids.ask = ask.id
    ids.news = news.id
    await (await open(ask.url)).send({ name: 'Sender', email: 'sender@firm.example' })
    await (await open(news.url)).send({ email: 'reader@firm.example', consent: 'yes' })
    await told('Anna', 'trial_started', 'shop')
    await told('Bob', 'trial_started', 'shop', false)
    await told('Cem', 'demo_watched', 'api')
    await w.pump()
  })

  it.each<[string, () => ReturnType<typeof one>, string[]]>([
    ['a campaign', () => one('campaign', 'is', [ids.Fair!]), ['Anna', 'Bob']],
    ['one of two', () => one('campaign', 'is', [ids.Fair!, ids.Letter!]), ['Anna', 'Bob', 'Cem']],
    ['both of two', () => one('campaign', 'is_all', [ids.Fair!, ids.Letter!, ids.Fair!]), ['Bob']],
    [
      'none, and a deleted one is none',
      () => one('campaign', 'empty'),
      ['Dora', 'reader@firm.example', 'Rest', 'Sender'],
    ],
    [
      'another than this',
      () => one('campaign', 'is_not', [ids.Fair!]),
      ['Cem', 'Dora', 'reader@firm.example', 'Rest', 'Sender'],
    ],
    ['a form', () => one('formSent', 'is', [ids.ask!]), ['Sender']],
    ['any form', () => one('formSent', 'not_empty'), ['reader@firm.example', 'Sender']],
    ['no form', () => one('formSent', 'empty'), ['Anna', 'Bob', 'Cem', 'Dora', 'Rest']],
    ['the channel of a lead', () => one('leadChannel', 'is', ['shop']), ['Anna']],
    ['another channel', () => one('leadChannel', 'is', ['api', 'direct']), ['Cem', 'Sender']],
    ['no lead', () => one('leadChannel', 'empty'), ['Bob', 'Dora', 'reader@firm.example', 'Rest']],
    ['an act of theirs, and of no program', () => one('did', 'is', ['trial_started']), ['Anna']],
    [
      'one of two acts',
      () => one('did', 'is', ['demo_watched', 'form.submitted']),
      ['Cem', 'reader@firm.example', 'Sender'],
    ],
    ['nothing done', () => one('did', 'empty'), ['Bob', 'Dora', 'Rest']],
    [
      'not that',
      () => one('did', 'is_not', ['form.submitted', 'demo_watched']),
      ['Anna', 'Bob', 'Dora', 'Rest'],
    ],
  ])('finds %s', async (_, filter, expected) => {
    expect(await found(filter())).toEqual(expected)
  })

  it('goes by what a program was found out to be later', async () => {
    await w.inside(async (db) => {
      const { judge } = await import('#platform/journal')
      const { contactNews } = await import('#platform/pump')
      const { id } = await db
        .selectFrom('journal_event')
        .select('id')
        .where('kind', '=', 'demo_watched')
        .executeTakeFirstOrThrow()
      await judge(db, id, 'machine', 'test', w.clock.now())
      await contactNews(db, [{ contactId: ids.Cem!, cause: 'verdict', eventIds: [id] }], w.clock.now())
    })
    await w.pump()
    expect(await found(one('did', 'is', ['demo_watched']))).toEqual([])
    expect(await found(one('did', 'empty'))).toEqual(['Bob', 'Cem', 'Dora', 'Rest'])
  })

  it('keeps who sent which form, also of who became one and of an installation from before', async () => {
    const { merging } = w.owner.client
    const kept = async () => {
      const [row] = await w.sql<{ kept: string[]; told: string[] }>(`select
        array(select concat_ws(' ', contact_id, form_id) from sent_form order by 1) as kept,
        array(select distinct concat_ws(' ', i.contact_id, s.form_id) from submission s
          join identity i on i.subject_id = s.subject_id and i.until is null where s.spam is null order by 1) as told`)
      expect(row!.kept).toEqual(row!.told)
      return row!.kept.length
    }
    expect(await kept()).toBe(2)
    const sender = (await contacts.list({ q: 'sender@firm.example' })).rows[0]!.id
    const pair = { record: 'contact' as const, winnerId: ids.Dora!, loserId: sender, take: [] }
    const { mergeId } = await merging.merge(pair)
    await w.pump()
    await kept()
    expect(await found(one('formSent', 'is', [ids.ask!]))).toEqual(['Dora'])
    await merging.unmerge({ id: mergeId })
    await w.pump()
    await kept()
    expect(await found(one('formSent', 'is', [ids.ask!]))).toEqual(['Sender'])
    const file = path.resolve(import.meta.dirname, 'migrations/202611301230_sent_form.sql')
    const text = await readFile(file, 'utf8')
    await w.sql('delete from sent_form')
    await w.sql(text.slice(text.indexOf('insert into sent_form')))
    expect(await kept()).toBe(2)
  })

  it('is offered with what there is, to whom may see it, and nothing of strangers', async () => {
    const offered = async ({ client } = w.owner) => {
      const { rows } = await client.lists.fields({ record: 'contact' })
      return Object.fromEntries(rows.map(({ id, options }) => [id, options?.map(({ label }) => label)]))
    }
    const all = await offered()
    expect(all.campaign).toEqual(['Fair', 'Letter'])
    expect(all.formSent).toEqual(expect.arrayContaining(['Ask us', 'News']))
    expect(all.leadChannel).toEqual(['api', 'direct', 'shop'])
    expect(all.did).toEqual(expect.arrayContaining(['Form submitted', 'Mail received', 'Trial started']))
    expect(Object.keys(all)).toEqual(expect.arrayContaining(['did.trial_started', 'did.form.submitted']))
    const theirs = await offered(rep)
    expect(theirs).not.toHaveProperty('leadChannel')
    expect(theirs.did).not.toContain('Trial started')
    expect(theirs).not.toHaveProperty(['did.trial_started'])
    const partner = await w.member('contractor')
    for (const field of ['campaign', 'formSent']) {
      expect(await offered(partner)).not.toHaveProperty(field)
      await expect(partner.client.contacts.list(one(field, 'not_empty'))).rejects.toMatchObject({
        data: { reason: 'unknown_field' },
      })
    }
    const stranger = await w.other()
    expect(await offered(stranger)).not.toHaveProperty('campaign')
    expect(await found(one('campaign', 'is', [ids.Fair!]), stranger)).toEqual([])
    expect(await found(one('campaign', 'is', [ids.Fair!]), rep)).toEqual([])
  })

  it('narrows acts on many, and what is divided into groups', async () => {
    const filter = one('campaign', 'is', [ids.Letter!])
    expect((await contacts.bulk({ where: filter, set: { country: 'DE' } })).count).toBe(2)
    expect((await contacts.groups({ by: 'country', ...filter })).groups).toMatchObject([{ count: 2 }])
    const { rows } = await lists.fields({ record: 'contact' })
    expect(rows.find(({ id }) => id === 'campaign')).toMatchObject({ kind: 'choices', sorts: false })
  })
})
