import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'
import { dayFrom, laidOut, weeksOf } from './month.ts'

describe('the calendar', async () => {
  const w = await world()
  const api = w.owner.client
  const march = { from: '2026-03-01', to: '2026-03-31' }
  const told = async (client = api, span = march) =>
    (await client.calendar.entries(span)).rows.map(({ kind, title, from, to, time }) =>
      [kind, title, from === to ? from : `${from}–${to}`, time].filter(Boolean).join(' '),
    )

  it('has everything with a date, in the firm’s own zone', async () => {
    const { id: campaignId } = await api.campaigns.create({
      ...{ name: 'Fair', channel: 'event', from: '2026-02-20', to: '2026-03-04' },
    })
    await api.campaigns.create({ name: 'April', channel: 'ads', from: '2026-04-01', to: '2026-04-02' })
    await api.campaigns.addCost({
      ...{ campaignId, title: 'Stand', kind: 'event', state: 'planned', amountMinor: 1 },
      ...{ from: '2026-03-03', to: '2026-03-04' },
    })
    const person = await api.contacts.create({ name: 'Petra' })
    await api.deals.create({ name: 'Pumps', contactId: person.id, expectedClose: '2026-03-20' })
    await api.deals.create({ name: 'Later', contactId: person.id, expectedClose: '2026-04-20' })
    await api.tasks.create({ title: 'Call', dueOn: '2026-03-05', dueTime: '14:30' })
    const nina = await w.member('sales_rep', { name: 'Nina in New York', takesLeads: false })
    const hours = { 1: [[540, 1020] as [number, number]] }
    await api.calendars.setMember({ memberId: nina.id, zone: 'America/New_York', region: 'US-NY', hours })
    await api.tasks.create({ title: 'Late there', ownerId: nina.id, dueOn: '2026-03-31', dueTime: '19:30' })
    await api.tasks.create({ title: 'Write', dueOn: '2026-03-06' })
    const { id: done } = await api.tasks.create({ title: 'Done', dueOn: '2026-03-07' })
    await api.tasks.complete({ id: done })
    await api.calendars.addAbsence({
      ...{ memberId: w.owner.id, deputyId: null, note: null },
      ...{ fromAt: new Date('2026-03-09T23:00:00Z'), toAt: new Date('2026-03-11T23:00:00Z') },
    })
    const won = (await api.pipeline.get()).reasons.find(({ kind }) => kind === 'won')!.id
    const { id: term } = await api.deals.create({
      ...{ name: 'Term', contactId: person.id, recurringMinor: 100, termMonths: 1 },
    })
    await api.deals.win({ id: term, reasonId: won })
    expect(await told()).toEqual([
      'campaign Fair 2026-02-20–2026-03-04',
      'definition “Strong enough”, version 1 2026-03-02',
      'cost Stand 2026-03-03–2026-03-04',
      'task Call 2026-03-05 14:30',
      'task Write 2026-03-06',
      'holiday Internationaler Frauentag 2026-03-08',
      'absence Olga Owner is away 2026-03-10–2026-03-11',
      'month Figures of February 2026 freeze 2026-03-15',
      'deal Pumps 2026-03-20',
    ])
    expect(await told(api, { from: '2026-04-01', to: '2026-04-05' })).toEqual([
      'campaign April 2026-04-01–2026-04-02',
      'task Late there 2026-04-01 01:30',
      'renewal Petra 2026-04-02',
      'holiday Karfreitag 2026-04-03',
    ])
    const { rows, today, zone } = await api.calendar.entries(march)
    expect([today, zone]).toEqual(['2026-03-02', 'Europe/Berlin'])
    expect(rows.find(({ kind }) => kind === 'deal')!.path).toMatch(/^\/sales\/deals\//)
    expect(rows.find(({ kind }) => kind === 'cost')!.path).toBe(`/marketing/campaigns/${campaignId}`)
  })

  it('has the end of every term, of one customer too, and what became of it', async () => {
    const before = w.clock.now()
    const won = (await api.pipeline.get()).reasons.find(({ kind }) => kind === 'won')!.id
    const { id: companyId } = await api.companies.create({ name: 'Kabelwerk' })
    const term = async (name: string, termMonths: number, renewsId?: string) => {
      const { id } = await api.deals.create({
        ...{ name, companyId, recurringMinor: 100, termMonths, ...(renewsId && { renewsId }) },
      })
      w.clock.advance(1000)
      await api.deals.win({ id, reasonId: won })
      return id
    }
    const ends = async (from: string, to: string) =>
      (await api.calendar.entries({ from, to })).rows
        .filter(({ kind, title }) => kind === 'renewal' && title === 'Kabelwerk')
        .map(({ from, detail, path }) => [from, detail, path === `/companies/${companyId}`])
    const first = await term('Care', 3)
    await term('Rent', 5)
    await term('Spare parts', 3)
    const [june, august] = [
      ['2026-06-01', '2026-06-30'],
      ['2026-08-01', '2026-08-31'],
    ] as const
    expect(await ends(...june)).toEqual([
      ['2026-06-02', 'Care · Olga Owner', true],
      ['2026-06-02', 'Spare parts · Olga Owner', true],
    ])
    expect(await ends(...august)).toEqual([['2026-08-02', 'Rent · Olga Owner', true]])
    w.clock.set(new Date('2026-05-20T10:00:00Z'))
    await term('Care goes on', 12, first)
    w.clock.set(new Date('2026-07-20T10:00:00Z'))
    await term('Rent goes on, as nobody says', 12)
    expect(await ends(...august)).toEqual([['2026-08-02', 'Rent · renewed', true]])
    expect(await ends(...june)).toEqual([
      ['2026-06-02', 'Care · renewed', true],
      ['2026-06-02', 'Spare parts · ended', true],
    ])
    w.clock.set(before)
  })

  it('has whoever was sent back because it was too early', async () => {
    const rep = await w.member('sales_rep', { name: 'Rita' })
    await api.members.update({ id: w.owner.id, takesLeads: false })
    const { contactId } = await api.capture.add({ kind: 'call', name: 'Early', phone: '030 7', asks: true })
    await w.pump()
    const [handover] = (await api.handovers.list({ contactId })).rows
    await rep.client.handovers.accept({ id: handover!.id })
    await rep.client.handovers.sendBack({ id: handover!.id, reason: 'too_early', date: '2026-05-04' })
    expect(await told(api, { from: '2026-05-04', to: '2026-05-04' })).toEqual(['follow_up Early 2026-05-04'])
    expect(await told(api, { from: '2026-05-05', to: '2026-05-06' })).toEqual([])
  })

  it('has what both sides agreed on, what was promised, and until when a registered lead is protected', async () => {
    const [mara, sven, paul] = [
      await w.member('marketer', { takesLeads: false }),
      await w.member('sales_manager', { takesLeads: false }),
      await w.member('contractor', { name: 'Paul Partner', takesLeads: false }),
    ]
    // Marketing has three working days to answer what sales sends back.
    const { contactId } = await api.capture.add({ kind: 'call', name: 'Back', phone: '030 8', asks: true })
    await w.pump()
    const [handover] = (await api.handovers.list({ contactId })).rows
    await api.handovers.sendBack({ id: handover!.id, reason: 'not_interested' })
    await api.agreement.draft({})
    const { id, hash } = (await api.agreement.get({})).ahead!
    await mara.client.agreement.sign({ id, side: 'marketing', hash })
    await sven.client.agreement.sign({ id, side: 'sales', hash })
    const { id: registered } = await paul.client.protection.register({
      ...{ companyName: 'Registered GmbH', domain: null, personName: null, phone: null, town: null },
      ...{ proof: 'They called us after the fair.', proofDay: '2026-03-01', proofPlace: null },
    })
    await sven.client.protection.confirm({ id: registered })
    const [term] = (await api.onboarding.list({})).rows
    await api.onboarding.addPromise({ dealId: term!.dealId, text: 'A visit', dueOn: '2026-04-07' })
    const of = async (client: typeof api, from: string, to: string) =>
      (await told(client, { from, to })).filter((text) => /^(answer|agreement|promise|protection)/.test(text))
    expect(await of(api, '2026-03-01', '2026-06-08')).toEqual([
      'answer Back 2026-03-04',
      'answer Early 2026-03-04',
      'agreement Agreement 1 starts 2026-03-09',
      'promise A visit 2026-04-07',
    ])
    const { endsAt } = (await api.protection.list({})).rows.find(({ id }) => id === registered)!
    const last = endsAt!.toISOString().slice(0, 10)
    for (const client of [api, paul.client])
      expect(await of(client, dayFrom(last, { days: -1 }), last)).toEqual([
        expect.stringMatching(/^protection Registered GmbH /),
      ])
    expect(await of(paul.client, '2026-03-01', '2026-06-08')).toEqual([])
  })

  it('is asked for a hundred days at most', async () => {
    for (const span of [
      { from: '2026-01-01', to: '2026-04-11' },
      { from: '2026-03-02', to: '2026-03-01' },
    ])
      await expect(api.calendar.entries(span)).rejects.toMatchObject({ data: { reason: 'bad_period' } })
    expect((await api.calendar.entries({ from: '2026-01-01', to: '2026-04-10' })).cut).toEqual([])
  })
})

describe('a month on paper', () => {
  it('begins on a Monday and has all its days', () => {
    expect(weeksOf('2026-03').map((week) => [week[0], week[6]])).toEqual([
      ['2026-02-23', '2026-03-01'],
      ['2026-03-02', '2026-03-08'],
      ['2026-03-09', '2026-03-15'],
      ['2026-03-16', '2026-03-22'],
      ['2026-03-23', '2026-03-29'],
      ['2026-03-30', '2026-04-05'],
    ])
    expect(weeksOf('2027-02')).toHaveLength(4)
  })
  it.each([
    ['2026-01-31', { months: 1 }, '2026-02-28'],
    ['2026-03-28', { days: 1 }, '2026-03-29'],
    ['2026-03-01', { days: -1 }, '2026-02-28'],
  ])('%s and %j is %s', (day, by, then) => expect(dayFrom(day, by)).toBe(then))

  const week = weeksOf('2026-03')[1]!
  const entry = (key: string, from: string, to = from) => ({ key, from, to })
  it('lays long ones first, short ones into the gaps, and counts what has no room', () => {
    const { bars, more } = laidOut(
      week,
      [
        entry('a', week[1]!),
        entry('long', '2026-02-01', week[2]),
        entry('b', week[4]!),
        entry('c', week[1]!),
      ],
      2,
    )
    expect(
      bars.map(({ entry, lane, column, columns, began }) => [entry.key, lane, column, columns, began]),
    ).toEqual([
      ['long', 0, 0, 3, true],
      ['a', 1, 1, 1, false],
      ['b', 0, 4, 1, false],
    ])
    expect(more).toEqual([0, 1, 0, 0, 0, 0, 0])
  })
  it('never lays two over each other, and forgets none', () => {
    const any = fc
      .tuple(fc.integer({ min: -9, max: 12 }), fc.integer({ min: 0, max: 12 }))
      .map(([start, length]) =>
        entry('', dayFrom(week[0]!, { days: start }), dayFrom(week[0]!, { days: start + length })),
      )
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), fc.integer({ min: 1, max: 5 }), (entries, lanes) => {
        const { bars, more } = laidOut(week, entries, lanes)
        const cells = bars.flatMap(({ lane, column, columns }) =>
          Array.from({ length: columns }, (_, n) => `${lane}/${column + n}`),
        )
        expect(new Set(cells).size).toBe(cells.length)
        for (const [n, day] of week.entries()) {
          const there = entries.filter(({ from, to }) => from <= day && to >= day).length
          const shown = bars.filter(({ column, columns }) => column <= n && n < column + columns).length
          expect(shown + more[n]!).toBe(there)
        }
      }),
    )
  })
})
