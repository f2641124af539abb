import { describe, expect, it } from 'vitest'
import { world } from '#platform/testing'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]

describe('Monday’s agenda', async () => {
  const w = await world()
  const { capture, handovers, deals, pipeline, contacts, feedback, members, sendBacks } = w.owner.client
  const rep = await w.member('sales_rep')
  const marketer = await w.member('marketer')
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
    expect(names(told)).toEqual(['marketer', 'owner'])
    await w.tick('notice letters')
    const letters = (await w.owner.client.letters.list({})).rows
    expect(letters.filter(({ subject }) => subject.includes('agenda'))).toHaveLength(2)
    const text = (await w.letters()).find(({ subject }) => subject.includes('agenda'))!.text_body
    for (const line of [
      'Marketing missed its answer to 1 send-back',
      '1 contest waits for a decision',
      '1 send-back waits for marketing’s answer',
      'Sales waits for content: “A case study on pumps”',
    ])
      expect(text).toContain(line)
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

  it('is for both sides’ heads, not for a single seller', async () => {
    await expect(rep.client.feedback.agenda({})).rejects.toMatchObject({ status: 403 })
    expect((await marketer.client.feedback.agenda({})).written).toBe(true)
    const manager = await w.member('sales_manager', { visibility: 'own' })
    expect(await manager.client.feedback.agenda({ monday: '2026-11-16' })).toMatchObject({
      ...{ written: true, breaches: [], contests: [], regrets: [], unscored: [] },
      ...{ top: null, proposal: null },
    })
  })
})
