import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

describe('the search box', async () => {
  const w = await world()
  const { contacts, companies, deals, campaigns, timeline, merging, audit, search } = w.owner.client
  const titles = async (q: string, client = w.owner.client) =>
    (await client.search.find({ q })).rows.map((row) => row.title)
  const plan = (name: string) =>
    campaigns.create({ name, channel: 'event', from: '2026-11-01', to: '2026-12-01' })

  it('finds notes by their text, shown with whom they are about and opening there', async () => {
    const { id: contactId } = await contacts.create({ name: 'Nora Notiz' })
    const { id: companyId } = await companies.create({ name: 'Merkblatt KG' })
    const { id: dealId } = await deals.create({ name: 'Notizen jährlich' })
    const about = {
      'Nora Notiz': { contactId },
      'Merkblatt KG': { companyId },
      'Notizen jährlich': { dealId },
    }
    const paths = {
      'Nora Notiz': `/people/${contactId}`,
      'Merkblatt KG': `/companies/${companyId}`,
      'Notizen jährlich': `/sales/deals/${dealId}`,
    }
    for (const [title, of] of Object.entries(about)) {
      const { id } = await timeline.addNote({ ...of, body: `Möchte\neine Kühlpumpe, sagt ${title}` })
      const { rows } = await search.find({ q: `kuhlpumpe ${title}` })
      expect(rows).toEqual([
        {
          ...{ id, record: 'note', label: 'Note', title, subtitle: `Möchte eine Kühlpumpe, sagt ${title}` },
          near: false,
          path: `${paths[title as keyof typeof paths]}?note=${id}`,
        },
      ])
    }
  })

  it('follows a note through edit, deletion, undo and merge', async () => {
    const { id: contactId } = await contacts.create({ name: 'Lena Loser' })
    const { id: winnerId } = await contacts.create({ name: 'Wilma Winner' })
    const { id } = await timeline.addNote({ contactId, body: 'likes zebras' })
    const edited = await timeline.editNote({ id, body: 'likes giraffes' })
    expect([await titles('zebras'), await titles('giraffes')]).toEqual([[], ['Lena Loser']])
    await audit.undo({ id: edited.operationId! })
    expect([await titles('zebras'), await titles('giraffes')]).toEqual([['Lena Loser'], []])
    const gone = await timeline.removeNote({ id })
    expect(await titles('zebras')).toEqual([])
    await audit.undo({ id: gone.operationId! })
    expect(await titles('zebras')).toEqual(['Lena Loser'])
    const { mergeId } = await merging.merge({ record: 'contact', winnerId, loserId: contactId })
    expect((await search.find({ q: 'zebras' })).rows).toMatchObject([
      { title: 'Wilma Winner', path: `/people/${winnerId}?note=${id}` },
    ])
    await merging.unmerge({ id: mergeId })
    expect(await titles('zebras')).toEqual(['Lena Loser'])
    const { operationId } = await contacts.remove({ ids: [contactId] })
    expect(await titles('zebras')).toEqual([])
    await audit.undo({ id: operationId! })
    await contacts.update({ id: contactId, name: 'Lena Neumann' })
    expect(await titles('zebras')).toEqual(['Lena Neumann'])
    const added = await timeline.addNote({ contactId, body: 'likes okapis' })
    await audit.undo({ id: added.operationId! })
    expect(await titles('okapis')).toEqual([])
  })

  it('finds a note only for who sees its record, from one owner to the next', async () => {
    const rep = await w.member('sales_rep', { visibility: 'own' })
    const other = await w.member('sales_rep', { visibility: 'own' })
    const { id: contactId } = await rep.client.contacts.create({ name: 'Paula Private' })
    await rep.client.timeline.addNote({ contactId, body: 'collects marmots' })
    const seen = () =>
      Promise.all([rep, other, w.owner].map(async ({ client }) => (await titles('marmots', client)).length))
    expect(await seen()).toEqual([1, 0, 1])
    await contacts.update({ id: contactId, ownerId: other.id })
    expect(await seen()).toEqual([0, 1, 1])
    const stranger = await w.other()
    expect(await titles('marmots', stranger.client)).toEqual([])
  })

  it('finds campaigns for whoever may read them, whosever they are', async () => {
    const { id, code } = await plan('Frühjahrsmesse')
    const rep = await w.member('sales_rep', { visibility: 'own' })
    const contractor = await w.member('contractor', { visibility: 'own' })
    expect((await rep.client.search.find({ q: 'fruhjahr' })).rows).toEqual([
      {
        ...{ id, record: 'campaign', label: 'Campaign', title: 'Frühjahrsmesse', subtitle: code },
        near: false,
        path: `/marketing/campaigns/${id}`,
      },
    ])
    expect(await titles('fr', rep.client)).toEqual(['Frühjahrsmesse'])
    expect(await titles('fruhjahr', contractor.client)).toEqual([])
    const renamed = await campaigns.update({ id, name: 'Herbstmesse' })
    expect([await titles('herbst'), await titles(code)]).toEqual([['Herbstmesse'], ['Herbstmesse']])
    await audit.undo({ id: renamed.operationId! })
    expect(await titles('herbst')).toEqual([])
    const gone = await campaigns.remove({ id })
    expect(await titles('fruhjahr')).toEqual([])
    await audit.undo({ id: gone.operationId! })
    expect(await titles('fruhjahr')).toEqual(['Frühjahrsmesse'])
  })

  it('ranks the title itself, its beginning, beginnings of words, the middle of words; the own first, then by name', async () => {
    const rep = await w.member('sales_rep')
    const { id: companyId } = await companies.create({ name: 'Quast' })
    await contacts.create({ name: 'Bea Quast' })
    await contacts.create({ name: 'Zoe Elquast' })
    await contacts.create({ name: 'Aba Else', email: 'aba@quast.example' })
    await companies.create({ name: 'Quastal' })
    await contacts.create({ name: 'Quasten Anna' })
    await rep.client.contacts.create({ name: 'Quastic Tom', ownerId: rep.id })
    await contacts.create({ name: 'Mia Muster', companyId })
    await timeline.addNote({ companyId, body: 'Quast is the brush' })
    const all = ['Quast', 'Quastal', 'Quasten Anna', 'Quastic Tom', 'Bea Quast']
    const rest = ['Aba Else', 'Mia Muster', 'Quast', 'Zoe Elquast']
    expect(await titles('quast')).toEqual([...all, ...rest])
    expect(await titles('quast', rep.client)).toEqual([
      ...['Quast', 'Quastic Tom', 'Quastal', 'Quasten Anna', 'Bea Quast'],
      ...rest,
    ])
    expect(await titles('anna quasten')).toEqual(['Quasten Anna'])
    expect(
      (await search.find({ q: 'quast', each: 1 })).rows.map(({ record, title }) => [record, title]),
    ).toEqual([
      ['company', 'Quast'],
      ['contact', 'Quasten Anna'],
      ['note', 'Quast'],
    ])
  })

  it('finds by digits of a number and by domain, with its sign and without', async () => {
    await contacts.create({ name: 'Dora Domain', email: 'dora@felsen.example', phone: '+49 221 998877' })
    await companies.create({ name: 'Felsen', domain: 'felsen.example' })
    for (const q of ['998877', '0221/998 877', '+49 (221) 998877', '0049221 99 88'])
      expect(await titles(q)).toEqual(['Dora Domain'])
    expect(await titles('felsen.example')).toEqual(['Dora Domain', 'Felsen'])
    expect(await titles('@felsen.example')).toEqual(['Dora Domain'])
    expect(await titles('dora@felsen.example')).toEqual(['Dora Domain'])
  })

  it('knows notes and campaigns from before it looked for them', async () => {
    const entries = () =>
      w.sql(
        `select workspace_id, id, record, owner_id, of_id, title, subtitle, body from search_entry
         where record in ('note', 'campaign') order by workspace_id, id`,
      )
    const written = await entries()
    expect(written.length).toBeGreaterThan(5)
    await w.sql(`delete from search_entry where record in ('note', 'campaign')`)
    for (const migration of [
      '../../people/timeline/migrations/202611292302_notes_found.sql',
      '../../marketing/campaigns/migrations/202611292303_campaigns_found.sql',
    ])
      await w.sql(readFileSync(new URL(migration, import.meta.url), 'utf8'))
    expect(await entries()).toEqual(written)
  })

  it('finds what is called nearly so, after what is called so', async () => {
    const { id: companyId } = await companies.create({ name: 'Grünspecht Werke' })
    await contacts.create({ name: 'Uta Müllerin', companyId })
    await contacts.create({ name: 'Ole Mülerin' })
    await contacts.create({ name: 'Jonas Schmidtke' })
    await contacts.create({ name: 'Paul Andersonn' })
    const near = async (q: string) =>
      (await search.find({ q })).rows.map(({ title, near }) => `${title}${near ? '?' : ''}`)
    expect(await near('Mülerin')).toEqual(['Ole Mülerin', 'Uta Müllerin?'])
    const typos = {
      'Jonas Schmidtke?': [
        'Schmitke',
        'Schmidtek',
        'Jnoas Schmidtke',
        'jonas schmidkte',
        'Xchmidtke',
        'schmitk',
      ],
      'Paul Andersonn?': ['Andersn paul', 'Pual Andersonn', 'Amderson'],
    }
    for (const [title, all] of Object.entries(typos))
      for (const q of all) expect([q, await near(q)]).toEqual([q, [title]])
    expect(await near('Grunspehct')).toEqual(['Grünspecht Werke?', 'Uta Müllerin?'])
    expect((await search.find({ q: 'Grunspehct', each: 1, records: ['company'] })).rows).toHaveLength(1)
  })

  it('guesses no short words, numbers or addresses, nothing out of reach, and nothing that is gone', async () => {
    await contacts.create({ name: 'Ida Zorn', email: 'ida@zinnober.example', phone: '+49 30 7654321' })
    const { id } = await contacts.create({ name: 'Yvonne Zwetschge' })
    for (const q of ['Idu', '+49 30 7654312', 'ida@zinober.example', 'Zorn Idu'])
      expect([q, await titles(q)]).toEqual([q, []])
    const rep = await w.member('sales_rep', { visibility: 'own' })
    expect(await titles('Zwetchge', rep.client)).toEqual([])
    expect(await titles('Zwetchge')).toEqual(['Yvonne Zwetschge'])
    expect((await contacts.list({ q: 'Zwetchge' })).rows).toEqual([])
    const words = () => w.sql(`select word from search_word where word = 'zwetschge'`)
    expect(await words()).toHaveLength(1)
    await contacts.update({ id, lastName: 'Zander' })
    expect(await words()).toEqual([])
    expect(await titles('Zwetchge')).toEqual([])
    await contacts.remove({ ids: [id] })
    expect(await w.sql(`select word from search_word where word in ('zander', 'yvonne')`)).toEqual([])
  })

  it('keeps a word that the first few who had it lose', async () => {
    const make = (n: number) => contacts.create({ name: `Quirin ${n}` })
    const ids = (await Promise.all([1, 2, 3, 4].map(make))).map(({ id }) => id)
    await contacts.remove({ ids: ids.slice(0, 2) })
    expect(await titles('Qiurin')).toEqual(['Quirin 3', 'Quirin 4'])
  })

  it('tells what was opened before, as it is called now, of those within reach', async () => {
    const { id: contactId } = await contacts.create({ name: 'Rita Recent' })
    const { id: companyId } = await companies.create({ name: 'Recent Ltd' })
    const { id: campaignId } = await plan('Recent push')
    const note = await timeline.addNote({ contactId, body: 'Recently' })
    const ids = [campaignId, contactId, companyId, note.id]
    const opened = async (client = w.owner.client) =>
      (await client.search.opened({ ids })).rows.map((row) => [row.title, row.path])
    const campaign = ['Recent push', `/marketing/campaigns/${campaignId}`]
    await contacts.update({ id: contactId, name: 'Rita Renamed' })
    expect(await opened()).toEqual([
      campaign,
      ['Rita Renamed', `/people/${contactId}`],
      ['Recent Ltd', `/companies/${companyId}`],
    ])
    const [rep, contractor] = [
      await w.member('sales_rep', { visibility: 'own' }),
      await w.member('contractor', { visibility: 'own' }),
    ]
    expect(await opened(rep.client)).toEqual([campaign])
    expect(await opened(contractor.client)).toEqual([])
    await contacts.remove({ ids: [contactId] })
    expect((await opened()).length).toBe(2)
  })
})
