import { beforeAll, describe, expect, it } from 'vitest'
import { stateOf, world } from '#platform/testing'
import { ROLES, type Role } from '#workspace/members'
import { contract } from '../../apps/contract.ts'
import { endpointsOf } from '../../apps/endpoints.ts'
import { formPage } from './form-page.ts'
import { changes } from './reach-changes.ts'
import { everybodys } from './reach-everybodys.ts'
import { asksForTheirs, known, nobody, questions, type Slot } from './reach-questions.ts'
import { makeSecrets } from './reach-records.ts'

/** Some eight hundred questions are asked before anything is there. */
const slowMs = 300_000
const endpoints = new Map(endpointsOf(contract).map((it) => [it.name, it]))

/**
 * What lies out of reach makes no difference (3): every answer to somebody who sees only their own records is the same
 * before and after a colleague's records are there, and the same for an id of one of them as for an id of nothing.
 */
describe('somebody who sees only their own', async () => {
  const w = await world({ proxied: true })
  const { client } = w.owner
  await client.members.update({ id: w.owner.id, takesLeads: false })
  const carla = await w.member('sales_rep', { name: 'Carla Colleague' })
  const partner = await w.member('contractor', { name: 'Paul Partner', takesLeads: false })
  const ownOnly = (role: Role) =>
    w.member(role, { visibility: 'own', takesLeads: false, name: `Own ${role}` })
  const readers = [
    { role: 'sales_rep', ...(await ownOnly('sales_rep')) },
    { role: 'contractor', ...(await ownOnly('contractor')) },
    { role: 'sales_manager', ...(await ownOnly('sales_manager')) },
  ] as const
  const secret: Partial<Record<Slot, string>> = {}
  const own = new Map<Role, Record<string, string>>()
  let asked = 0
  const ask = async (of: string, key: string, [path, body]: [string, object?]) => {
    const { method } = endpoints.get(of)!
    const answer = await fetch(`${w.adminUrl}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'x-forwarded-for': `198.51.100.${Math.floor(asked++ / 100)}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    return `${answer.status} ${await answer.text()}`
  }
  const before = new Map<string, string>()
  const all = Object.entries(questions).flatMap(([name, queries]) => {
    const { meta, path } = endpoints.get(name)!
    return queries.map((query) => ({
      name,
      may: meta.may,
      query: query.startsWith('/') ? query : path + query,
    }))
  })
  const may = (role: Role, permission: string) => (ROLES[role] as readonly string[]).includes(permission)
  const shared: Partial<Record<Slot, string>> = {}
  const there = (text: string) => known(text, shared)
  const withOwn = (text: string, role: Role) =>
    text.replaceAll(/\{own (\w+)\}/g, (_, slot: string) => own.get(role)![slot]!)
  const blank = (text: string) =>
    Object.values(secret)
      .reduce((rest, id) => rest.replaceAll(id, nobody), text)
      .replaceAll(/"operationId":"[^"]+"/g, '"operationId":"…"')

  beforeAll(async () => {
    await client.fields.create({ record: 'contact', label: 'Discount', type: 'text' })
    await client.fields.create({ record: 'company', label: 'Worth', type: 'number' })
    shared.line = (await client.products.lines({})).rows[0]!.id
    shared.stage = (await client.pipeline.get()).stages.find((it) => it.kind === 'open')!.id
    const fair = { name: 'Fair', channel: 'event' as const, from: '2026-03-01', to: '2026-03-31' }
    shared.campaign = (await client.campaigns.create(fair)).id
    const text =
      '{{ contact.name }} {{ contact.custom.discount }} {{ company.name }} {{ company.custom.worth }} {{ deal.name }}'
    shared.template = (await client.templates.create({ name: 'Words', text })).id
    const { id: formId } = await client.forms.create({ name: 'Ask us', intent: 'asks' })
    await client.forms.publish({ id: formId })
    const page = await formPage(w, formId)
    for (const reader of readers) {
      const { contacts, deals, tasks, timeline } = reader.client
      const company = await client.companies.create({
        ...{ name: `Open ${reader.role}`, ownerId: reader.id },
        domain: `open-${reader.role.replace('_', '-')}.example`,
      })
      const person = await contacts.create({ name: 'Open Person', companyId: company.id, tags: ['Fair'] })
      const deal = await deals.create({ name: 'Open deal', companyId: company.id, oneOffMinor: 100 })
      const task = await tasks.create({ title: 'Open task', contactId: person.id })
      await timeline.addNote({ contactId: person.id, body: 'Open note' })
      await client.participants.add({ campaignId: shared.campaign, ids: [person.id] })
      own.set(reader.role, { contact: person.id, company: company.id, deal: deal.id, task: task.id })
    }
    await w.pump()
    for (const { role, secret: key } of readers)
      for (const { name, may: need, query } of all)
        if (may(role, need) && !asksForTheirs(query))
          before.set(`${role} ${query}`, await ask(name, key, [there(withOwn(query, role))]))
    const companies = [...own.values()].map(({ company }) => company!)
    Object.assign(secret, await makeSecrets(w, carla, partner, companies, page, shared.campaign!))
  }, slowMs)

  it('has an entry here for everything that can be read', () => {
    const read = [...endpoints.values()].filter(
      ({ name, method, meta }) =>
        method === 'GET' && !(name in questions) && readers.some(({ role }) => may(role, meta.may)),
    )
    expect(read.map(({ name }) => name).filter((name) => !everybodys.has(name))).toEqual([])
  })

  it.each(readers)(
    '$role: sees no difference in any list, count, number, search or export',
    async ({ role, secret: key }) => {
      const found: string[] = []
      for (const { name, query } of all) {
        const was = before.get(`${role} ${query}`)
        if (was === undefined) continue
        const is = await ask(name, key, [there(withOwn(query, role))])
        if (is !== was) found.push(`${query}\n  was ${was.slice(0, 600)}\n  is  ${is.slice(0, 600)}`)
      }
      expect(found).toEqual([])
      expect(before.size).toBeGreaterThan(200)
    },
  )

  it.each(readers)(
    '$role: is answered for what lies out of reach as for nothing',
    async ({ role, secret: key }) => {
      const found: string[] = []
      for (const { name, may: need, query } of all) {
        if (!may(role, need) || !asksForTheirs(query)) continue
        const real = await ask(name, key, [known(query, { ...shared, ...secret })])
        const none = await ask(name, key, [there(query)])
        if (blank(real) !== none)
          found.push(`${query}\n  real ${real.slice(0, 600)}\n  none ${none.slice(0, 600)}`)
      }
      expect(found).toEqual([])
    },
  )

  it.each(readers)(
    '$role: changes nothing out of reach, and learns nothing by trying',
    async ({ role, secret: key }) => {
      const state = () =>
        w.sql(
          `select 'contact' as of, jsonb_agg(to_jsonb(c) order by id) as rows from contact c where owner_id = $1
        union all select 'company', jsonb_agg(to_jsonb(c) order by id) from company c where owner_id = $1
        union all select 'deal', jsonb_agg(to_jsonb(c) order by id) from deal c where owner_id = $1
        union all select 'task', jsonb_agg(to_jsonb(c) order by id) from task c where owner_id = $1
        union all select 'handover', jsonb_agg(to_jsonb(c) order by id) from handover c
        union all select 'lead', jsonb_agg(to_jsonb(c) order by id) from lead c
        union all select 'note', jsonb_agg(to_jsonb(c) order by id) from note c where author_id = $1
        union all select 'file', jsonb_agg(to_jsonb(c) order by id) from file c where added_by = $1
        union all select 'upload', jsonb_agg(to_jsonb(c) order by id) from upload c where member_id = $1
        union all select 'merge', jsonb_agg(to_jsonb(c) order by id) from merge c
        union all select 'consent', jsonb_agg(to_jsonb(c) order by id) from consent c
        union all select 'deal_contact', jsonb_agg(to_jsonb(c)) from deal_contact c`,
          [carla.id],
        )
      const was = await state()
      const found: string[] = []
      for (const [name, body] of changes) {
        const { meta, path } = endpoints.get(name)!
        if (!may(role, meta.may)) continue
        const [to, said] = [path.replace('{id}', String(body.id)), JSON.stringify(body)].map((text) =>
          withOwn(text, role),
        ) as [string, string]
        const real = await ask(name, key, [
          known(to, { ...shared, ...secret }),
          JSON.parse(known(said, { ...shared, ...secret })),
        ])
        const none = await ask(name, key, [there(to), JSON.parse(there(said))])
        if (blank(real) !== blank(none))
          found.push(`${name} ${said}\n  real ${real.slice(0, 400)}\n  none ${none.slice(0, 400)}`)
      }
      expect(found).toEqual([])
      expect(await state()).toEqual(was)
    },
  )

  it('is no door to another firm either: what an id of theirs names is not there, and stays as it was (2)', async () => {
    const { client: theirs, secret: key } = await w.other()
    const company = (await theirs.companies.create({ name: 'Elsewhere' })).id
    const contact = (await theirs.contacts.create({ name: 'Elsewhere', companyId: company })).id
    const deal = (await theirs.deals.create({ name: 'Elsewhere', companyId: company, oneOffMinor: 1 })).id
    const mine: Record<string, string> = { company, contact, deal }
    const put = (text: string) =>
      known(
        text.replaceAll(/\{own (\w+)\}/g, (_, it: string) => mine[it]!),
        { ...shared, ...secret },
      )
    const was = await stateOf(w, w.workspaceId)
    const found: string[] = []
    for (const [name, body] of changes) {
      const to = put(endpoints.get(name)!.path.replace('{id}', String(body.id)))
      const answer = await ask(name, key, [to, JSON.parse(put(JSON.stringify(body)))])
      if (!/^4(00|04|22)|"count":0|"changed":0/.test(answer))
        found.push(`${name} ${JSON.stringify(body)} ${answer.slice(0, 200)}`)
    }
    expect(found).toEqual([])
    expect(await stateOf(w, w.workspaceId)).toEqual(was)
  })

  it('is not told by a task what the record is called that it hangs on', async () => {
    for (const { id, client: theirs } of readers) {
      const task = await client.tasks.create({ title: 'Call them', ownerId: id, contactId: secret.contact! })
      expect((await theirs.tasks.get({ id: task.id })).about).toMatchObject([{ name: null }])
      expect(JSON.stringify(await theirs.tasks.list({}))).not.toContain('Gerda')
    }
  })

  it('learns of a person of theirs neither how many deals a colleague has with them nor what those are called', async () => {
    for (const { role, client: theirs } of readers) {
      const contactId = own.get(role)!.contact!
      const before = await theirs.contacts.get({ id: contactId })
      const { leadId } = await client.capture.add({ contactId, kind: 'call', asks: true })
      const hers = { ownerId: carla.id, contactId, leadId: leadId!, name: 'Geheimer Handel' }
      const { id } = await client.deals.create({ ...hers, oneOffMinor: 4_711 })
      await w.pump()
      const reasonId = (await client.pipeline.get()).reasons.find((it) => it.kind === 'won')!.id
      await client.deals.win({ id, reasonId })
      await w.pump()
      expect((await client.contacts.get({ id: contactId })).isCustomer).toBe(true)
      const after = await theirs.contacts.get({ id: contactId })
      expect([before.openDeals, after.openDeals]).toEqual([null, null])
      const some = {
        match: 'all' as const,
        items: [{ field: 'openDeals', operator: 'gt' as const, value: '-1' }],
      }
      expect((await theirs.contacts.list({ filter: some })).rows).toEqual([])
      const told = [
        await theirs.timeline.list({ contactId }),
        await theirs.notices.list({}),
        await theirs.handovers.list({ contactId }),
      ]
      expect(JSON.stringify([after, told])).not.toMatch(/Geheimer|(?<![\da-f-])4711(?![\da-f-])/)
    }
  })

  it('is told of a signal, as a contractor, by the company and not by the person', async () => {
    const { client: theirs } = readers.find(({ role }) => role === 'contractor')!
    const { contactId } = await carla.client.capture.add({ name: 'Sina Signal', kind: 'call', asks: false })
    await client.contacts.update({
      id: contactId,
      ownerId: carla.id,
      companyId: own.get('contractor')!.company!,
    })
    await client.capture.add({ contactId, kind: 'call', asks: true })
    await w.pump()
    const [notice] = (await theirs.notices.list({})).rows
    expect(notice).toMatchObject({
      kind: 'signal',
      title: 'Open contractor is interested again',
      contactId: null,
    })
    expect(JSON.stringify(await theirs.handovers.get({ id: notice!.handoverId! }))).not.toContain('Sina')
  })

  it('is shown by a trial of a rule only their own people', async () => {
    const { client: theirs } = readers.find(({ role }) => role === 'sales_rep')!
    const content = {
      rules: [
        {
          ...{ id: 'r', axis: 'fit' as const, points: 10 },
          matcher: { field: 'city', op: 'set' as const, value: null },
        },
      ],
      ...{ fitMax: 10, interestMax: 0, enter: 10, leave: 5, required: [], exclude: [], recencyDays: null },
    }
    const given = { productLineId: shared.line!, content }
    expect(await theirs.scoring.preview(given)).toMatchObject({ people: 1, readyToday: 0, customers: 0 })
    expect((await theirs.scoring.previewRows({ ...given, group: 'ready' })).rows).toEqual([])
    expect((await client.scoring.preview(given)).readyToday).toBeGreaterThan(0)
  })

  it('sees of a view of a colleague’s what they see themselves', async () => {
    const filter = {
      match: 'all' as const,
      items: [{ field: 'city', operator: 'is' as const, value: 'Geheim' }],
    }
    await carla.client.views.create({
      record: 'contact',
      name: 'Shared',
      seenBy: 'all',
      definition: { filter },
    })
    for (const { client: theirs } of readers) {
      const [view] = (await theirs.views.list({ record: 'contact' })).rows
      const given = { filter: view!.definition.filter as typeof filter }
      expect((await theirs.contacts.list(given)).rows).toEqual([])
      expect((await client.contacts.list(given)).rows.length).toBeGreaterThan(0)
    }
  })

  it('of the change log, which an owner may show to a team’s manager, sees their own acts', async () => {
    const { id: teamId } = await client.members.addTeam({ name: 'South' })
    const manager = await w.member('sales_manager', { visibility: 'team', teamId })
    await manager.client.contacts.create({ name: 'Mine' })
    const { rows } = await manager.client.audit.list({})
    expect(rows.map(({ label }) => label)).toEqual(['Contact added'])
    expect((await manager.client.audit.changes({ id: secret.operation! })).rows).toEqual([])
    await expect(manager.client.audit.undo({ id: secret.operation! })).rejects.toMatchObject({ status: 403 })
  })
})
