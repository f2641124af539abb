import { describe, expect, it } from 'vitest'
import type { Content } from '#handover/scoring/contract'
import { world } from '#platform/testing'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

describe('Monday’s agenda', async () => {
  const w = await world()
  const { capture, handovers, deals, pipeline, contacts, feedback, members, sendBacks } = w.owner.client
  const rep = await w.member('sales_rep')
  const marketer = await w.member('marketer')
  const { id: teamId } = await members.addTeam({ name: 'North' })
  await members.update({ id: rep.id, teamId })
  const part = { takesLeads: false, teamId }
  const nora = await w.member('sales_manager', { ...part, visibility: 'team', name: 'Nora North' })
  await w.member('sales_manager', { ...part, visibility: 'own', name: 'Olaf Own' })
  const me = (await members.list()).rows.find(({ role }) => role === 'owner')!
  await members.update({ id: me.id, takesLeads: false })
  const won = (await pipeline.get()).reasons.find(({ kind }) => kind === 'won')!.id
  /** Tuesday, ten in the morning where the firm is, of a week without holidays. */
  const begin = () => w.clock.set(new Date('2026-11-10T09:00:00Z'))
  const monday = new Date('2026-11-16T06:00:01Z')
  const offer = async (name: string) => {
    await capture.add({ kind: 'call', name, phone: `030 90${name.length}${name.charCodeAt(0)}`, asks: true })
    await w.pump()
    const row = (await handovers.list({ box: 'open' })).rows.find(({ title }) => title === name)!
    return { id: row.id, contactId: row.contactId! }
  }
  const names = (rows: { name: string }[]) => rows.map(({ name }) => name).toSorted()

  it('is empty for a quiet week, and says that it is not written yet', async () => {
    begin()
    const now = await feedback.agenda({})
    expect(now).toMatchObject({
      written: false,
      monday: '2026-11-16',
      breaches: [],
      top: null,
      proposal: null,
    })
    expect(now.from.toISOString()).toBe('2026-11-08T23:00:00.000Z')
  })

  it('says of both sides what they owed and did not do', async () => {
    const late = await offer('Late Larissa')
    const back = await offer('Back Bruno')
    const contested = await offer('Contested Conny')
    for (const { id } of [back, contested]) {
      await rep.client.handovers.accept({ id })
      await rep.client.handovers.attempt({ id, channel: 'phone', outcome: 'reached' })
      await rep.client.handovers.sendBack({ id, reason: 'not_interested' })
    }
    await marketer.client.sendBacks.answer({
      id: contested.id,
      answer: 'contested',
      text: 'They asked twice',
    })
    w.clock.advance(3 * hour)
    await w.pump()
    const early = await contacts.create({ name: 'Unseen Uwe' })
    const { id: deal } = await deals.create({ name: 'Direct', contactId: early.id, oneOffMinor: 100 })
    const { id: second } = await deals.create({
      name: 'After all',
      contactId: back.contactId,
      oneOffMinor: 100,
    })
    w.clock.advance(minute)
    await deals.win({ id: deal, reasonId: won })
    await deals.win({ id: second, reasonId: won })
    await w.pump()

    await rep.client.contentRequests.ask({ title: 'A case study on pumps' })
    w.clock.set(monday)
    await w.tick('agenda')
    const agenda = await feedback.agenda({})
    expect(agenda).toMatchObject({ written: true, monday: '2026-11-16', mondays: ['2026-11-16'] })
    const duties = agenda.breaches.map(({ name, duty, member }) => [name, duty, member !== null])
    expect(duties).toContainEqual(['Late Larissa', 'answer', true])
    expect(duties).toContainEqual(['Back Bruno', 'verdict', true])
    expect(duties.filter(([name]) => name === 'Contested Conny')).toEqual([])
    expect(agenda.contests).toMatchObject([
      { name: 'Contested Conny', reason: 'not_interested', state: 'contested' },
    ])
    expect(names(agenda.unanswered)).toEqual(['Back Bruno'])
    expect(agenda.requests).toMatchObject([{ title: 'A case study on pumps', voices: 1, deals: 0 }])
    expect(names(agenda.regrets)).toEqual(['Back Bruno'])
    expect(names(agenda.unscored)).toEqual(['Unseen Uwe'])
    expect(agenda.top).toEqual({ reason: 'not_interested', count: 2, of: 2 })
    expect(agenda.proposal).toEqual({ why: 'unscored', count: 1, replayId: null })
    expect(late.id).toBeTruthy()
  })

  it('is written once, told to who it concerns by notice and mail, and stays as it was', async () => {
    await w.tick('agenda')
    const told = await w.sql<{ name: string }>(
      `select m.role as name from notice n join member m on m.id = n.member_id where n.kind = 'agenda' order by 1`,
    )
    expect(names(told)).toEqual(['marketer', 'owner', 'sales_manager', 'sales_rep'])
    await w.tick('notice letters')
    const letters = (await w.owner.client.letters.list({})).rows
    expect(letters.filter(({ subject }) => subject.includes('agenda'))).toHaveLength(4)
    const written = (await w.letters()).filter(({ subject }) => subject.includes('agenda'))
    const mailTo = (id: string) =>
      written.find(({ to_address: to }) => to.startsWith(id.slice(-12)))!.text_body
    const text = mailTo(w.owner.id)
    for (const line of [
      'Marketing missed its answer to 1 send-back',
      '1 contest waits for a decision',
      '1 send-back waits for marketing’s answer',
      'Sales waits for content: “A case study on pumps”',
      '1 customer bought who were never ready before',
      'Sent back most for: not interested (2 of 2)',
      'One change to talk about: Customers bought whom nobody had called strong enough.',
    ])
      expect(text).toContain(line)
    // Who sees their team alone reads of nobody else by mail either, and no sums of everybody.
    const ofTeam = mailTo(nora.id)
    expect(ofTeam.split('\n').filter((line) => line.startsWith('•'))).toEqual([
      '• Sales missed 1 clock',
      '• Marketing missed its answer to 1 send-back',
      '• 1 contest waits for a decision',
      '• 1 send-back waits for marketing’s answer',
      '• Sales waits for content: “A case study on pumps”',
      '• 1 deal was won after a send-back',
    ])
    expect(await nora.client.feedback.agenda({})).toMatchObject({
      ...{ breaches: [{ name: 'Late Larissa' }, { name: 'Back Bruno' }], unscored: [] },
      ...{ top: null, proposal: null },
    })
    const before = await feedback.agenda({ monday: '2026-11-16' })
    const contest = before.contests[0]!
    await sendBacks.decide({ id: contest.handoverId, decision: 'overruled', text: 'Read it all' })
    expect(await feedback.agenda({ monday: '2026-11-16' })).toEqual(before)
    // Overruled, it was no send-back: nobody regrets it.
    const { contactId } = await handovers.get({ id: contest.handoverId })
    const { id: deal } = await deals.create({ name: 'Rightly', contactId: contactId!, oneOffMinor: 100 })
    await deals.win({ id: deal, reasonId: won })
    w.clock.advance(7 * day)
    await w.tick('agenda')
    const next = await feedback.agenda({})
    expect(next.monday).toBe('2026-11-23')
    expect(next.contests).toMatchObject([{ name: 'Contested Conny', state: 'overruled' }])
    expect(next.regrets).toEqual([])
    await expect(feedback.agenda({ monday: '2020-01-06' })).rejects.toMatchObject({
      data: { reason: 'no_agenda' },
    })
  })

  it('proposes what was replayed as long as it is the same draft, and tells who was missed as the numbers do', async () => {
    const { scoring, replay, numbers, companies } = w.owner.client
    const { productLineId } = (await scoring.list())[0]!
    const rules: Content['rules'] = [
      { id: 'town', axis: 'fit', points: 20, matcher: { field: 'city', op: 'eq', value: 'Berlin' } },
    ]
    const content = { rules, fitMax: 30, interestMax: 100, enter: 20, leave: 10, required: [], exclude: [] }
    const save = () =>
      scoring.saveDraft({ productLineId, lanes: 'both', content: { ...content, recencyDays: null } })
    const { version } = await save()
    w.clock.advance(minute)
    const { id } = await replay.start({ productLineId, from: '2026-11-09', to: '2026-11-23' })
    await w.tick('replay')
    const { id: companyId } = await companies.create({ name: 'Only AG' })
    const { id: only } = await deals.create({ name: 'Only a firm', companyId, oneOffMinor: 100 })
    const { id: parent } = await companies.create({ name: 'Known AG' })
    const known = await contacts.create({ name: 'Colleague', companyId: parent })
    await capture.add({ kind: 'call', contactId: known.id, asks: true })
    await w.pump()
    w.clock.advance(minute)
    const { id: other } = await deals.create({
      ...{ name: 'A colleague was ready', companyId: parent, oneOffMinor: 100 },
      contactId: (await contacts.create({ name: 'Buys for Known', companyId: parent })).id,
    })
    w.clock.advance(minute)
    for (const deal of [only, other]) await deals.win({ id: deal, reasonId: won })
    const next = async (monday: string) => {
      w.clock.set(new Date(`${monday}T06:00:01Z`))
      await w.tick('agenda')
      return feedback.agenda({ monday })
    }
    const agenda = await next('2026-11-30')
    expect(agenda.unscored).toMatchObject([{ name: 'Only AG', contactId: null, dealId: only }])
    const week = { from: agenda.from, to: agenda.to }
    expect((await numbers.rows({ ...week, key: 'customer.missed' })).n).toBe(1)
    expect(agenda.proposal).toMatchObject({
      ...{ why: 'unscored', count: 1, replayId: id },
      replay: { version, productLineId, ready: { inForce: 0 } },
    })
    w.clock.advance(day)
    await save()
    const { id: last } = await deals.create({
      name: 'Late',
      companyId: (await companies.create({ name: 'Late AG' })).id,
    })
    await deals.win({ id: last, reasonId: won })
    const later = await next('2026-12-07')
    expect(later.proposal).toEqual({ why: 'unscored', count: 1, replayId: null })

    // In force and without a draft, the points themselves are proposed, and shown with their replay once it is done.
    await scoring.enforce({ id: (await save()).id })
    await w.tick('rescore')
    const { id: unseen } = await deals.create({
      name: 'Unseen',
      companyId: (await companies.create({ name: 'Unseen AG' })).id,
    })
    await deals.win({ id: unseen, reasonId: won })
    const points = await next('2026-12-14')
    const change = { productLineId, productLine: expect.any(String), field: 'enter', from: 20, to: 18 }
    expect(points.proposal).toEqual({ why: 'unscored', count: 1, replayId: null, change })
    await scoring.saveDraft({
      ...{ productLineId, lanes: 'both' },
      content: { ...content, enter: 18, recencyDays: null },
    })
    w.clock.advance(minute)
    const { id: replayed } = await replay.start({ productLineId, from: '2026-11-09', to: '2026-12-14' })
    await w.tick('replay')
    expect((await feedback.agenda({})).proposal).toMatchObject({
      replayId: replayed,
      replay: { id: replayed },
    })
    expect((await feedback.agenda({ monday: '2026-12-07' })).proposal).toMatchObject({ replayId: null })
  })

  it('is for both sides, as far as each sees, and for no contractor', async () => {
    const whole = await feedback.agenda({ monday: '2026-11-16' })
    for (const { client } of [rep, marketer])
      expect(await client.feedback.agenda({ monday: '2026-11-16' })).toEqual(whole)
    const contractor = await w.member('contractor')
    await expect(contractor.client.feedback.agenda({})).rejects.toMatchObject({ status: 403 })
    const manager = await w.member('sales_manager', { visibility: 'own' })
    expect(await manager.client.feedback.agenda({ monday: '2026-11-16' })).toMatchObject({
      ...{ written: true, isPart: true, breaches: [], contests: [], regrets: [], unscored: [] },
      ...{ top: null, proposal: null },
    })
  })
})
