import { describe, expect, it } from 'vitest'
import { uuidv7 } from '#platform/clock'
import { type Client, world } from '#platform/testing'

const refused = (reason: string) => ({ data: { reason } })

/** The clock stands on Monday, 2 March 2026, 9:00 in Berlin. */
describe('tasks', async () => {
  const w = await world()
  const { tasks, contacts, deals, audit } = w.owner.client
  const titles = async (
    box: 'overdue' | 'today' | 'later' | 'open' | 'done',
    more: object = {},
    client: Client = w.owner.client,
  ) => (await client.tasks.list({ box, ...more })).rows.map((it) => it.title)
  const wipe = () => w.inside((db) => db.updateTable('task').set({ deleted_at: w.clock.now() }).execute())

  it('lie in the box of their day, what is due first at the top, and are counted so', async () => {
    await tasks.create({ title: 'Some day' })
    await tasks.create({ title: 'Next week', dueOn: '2026-03-09' })
    await tasks.create({ title: 'Today', dueOn: '2026-03-02' })
    await tasks.create({ title: 'At noon', dueOn: '2026-03-02', dueTime: '12:00' })
    await tasks.create({ title: 'At eight', dueOn: '2026-03-02', dueTime: '08:00' })
    expect(await titles('overdue')).toEqual(['At eight'])
    expect(await titles('today')).toEqual(['At noon', 'Today'])
    expect(await titles('later')).toEqual(['Next week', 'Some day'])
    expect(await titles('open')).toEqual(['At eight', 'At noon', 'Today', 'Next week', 'Some day'])
    expect(await tasks.counts({})).toEqual({ overdue: 1, today: 2, later: 2 })
    const [, today] = (await tasks.list({ box: 'today' })).rows
    expect(today).toMatchObject({ timed: false, dueAt: new Date('2026-03-02T16:00:00Z'), box: 'today' })
    await wipe()
  })

  it('come page by page', async () => {
    for (let n = 0; n < 5; n++)
      await tasks.create({ title: `Task ${n}`, ...(n < 3 && { dueOn: `2026-03-1${n}` }) })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await tasks.list({ limit: 2, ...(cursor && { cursor }) })
      seen.push(...page.rows.map((it) => it.title))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seen).toEqual(['Task 0', 'Task 1', 'Task 2', 'Task 3', 'Task 4'])
    const { next } = await tasks.list({ limit: 1 })
    await expect(tasks.list({ box: 'done', cursor: next! })).rejects.toMatchObject(refused('bad_cursor'))
    await wipe()
  })

  it('are done once, opened again, and every act can be taken back', async () => {
    const { id } = await tasks.create({ title: 'Call' })
    const done = await tasks.complete({ id })
    expect(await titles('done')).toEqual(['Call'])
    await expect(tasks.complete({ id })).rejects.toMatchObject(refused('already_done'))
    await audit.undo({ id: done.operationId! })
    expect(await titles('open')).toEqual(['Call'])
    await expect(tasks.reopen({ id })).rejects.toMatchObject(refused('not_done'))
    await tasks.complete({ id })
    await tasks.reopen({ id })
    const gone = await tasks.remove({ id })
    await expect(tasks.get({ id })).rejects.toMatchObject(refused('no_task'))
    await audit.undo({ id: gone.operationId! })
    expect(await tasks.get({ id })).toMatchObject({ title: 'Call', box: 'later' })
    await wipe()
  })

  it('are put off to a working day of their owner, and a time that was named stays', async () => {
    const { id } = await tasks.create({ title: 'Call', dueOn: '2026-03-02', dueTime: '10:30' })
    w.clock.set(new Date('2026-03-06T08:00:00Z'))
    const { dueOn, operationId } = await tasks.snooze({ id, until: 'tomorrow' })
    expect(dueOn).toBe('2026-03-09')
    expect(await tasks.get({ id })).toMatchObject({ timed: true, dueAt: new Date('2026-03-09T09:30:00Z') })
    await audit.undo({ id: operationId! })
    expect(await tasks.get({ id })).toMatchObject({ dueOn: '2026-03-02', box: 'overdue' })
    w.clock.set(new Date('2026-03-02T08:00:00Z'))
    await wipe()
  })

  it('are due on the calendar of whose they are', async () => {
    const rep = await w.member('sales_rep', { name: 'Rosa Rep' })
    await rep.client.calendars.setMember({
      memberId: rep.id,
      zone: 'America/New_York',
      region: 'US-NY',
      hours: { 1: [[600, 900]] },
    })
    const { id } = await tasks.create({ title: 'Call', dueOn: '2026-03-02', dueTime: '12:00' })
    await tasks.update({ id, ownerId: rep.id })
    expect(await tasks.get({ id })).toMatchObject({
      owner: { name: 'Rosa Rep' },
      dueOn: '2026-03-02',
      timed: true,
      dueAt: new Date('2026-03-02T17:00:00Z'),
    })
    await tasks.update({ id, dueTime: null })
    expect(await tasks.get({ id })).toMatchObject({ timed: false, dueAt: new Date('2026-03-02T20:00:00Z') })
    await tasks.update({ id, dueOn: null })
    expect(await tasks.get({ id })).toMatchObject({ dueOn: null, dueAt: null })
    await expect(tasks.create({ title: 'When?', dueTime: '10:00' })).rejects.toMatchObject(
      refused('time_without_day'),
    )
    await wipe()
  })

  it('hang on people, companies and deals, by name, and are found there', async () => {
    const { id: contactId } = await contacts.create({ name: 'Fatima الفهري' })
    const { id: dealId } = await deals.create({ name: 'Forty seats', contactId })
    await tasks.create({ title: 'Send the offer', contactId, dealId })
    await tasks.create({ title: 'Something else' })
    for (const of of [{ contactId }, { dealId }]) expect(await titles('open', of)).toEqual(['Send the offer'])
    const [task] = (await tasks.list({ dealId })).rows
    expect(task?.about).toEqual([
      { record: 'contact', id: contactId, name: 'Fatima الفهري', path: `/people/${contactId}` },
      { record: 'deal', id: dealId, name: 'Forty seats', path: `/sales/deals/${dealId}` },
    ])
    const stranger = await w.other()
    await expect(stranger.client.tasks.create({ title: 'Peek', dealId })).rejects.toMatchObject(
      refused('no_record'),
    )
    await expect(stranger.client.tasks.get({ id: task!.id })).rejects.toMatchObject(refused('no_task'))
    await wipe()
  })

  it('are seen as far as one’s reach goes: own, team or all', async () => {
    const teamId = uuidv7(w.clock.now())
    await w.inside((db) =>
      db.insertInto('team').values({ id: teamId, name: 'North', created_at: w.clock.now() }).execute(),
    )
    const own = await w.member('sales_rep', { visibility: 'own', teamId })
    const mate = await w.member('sales_rep', { visibility: 'team', teamId })
    await own.client.tasks.create({ title: 'Own' })
    await mate.client.tasks.create({ title: 'Mate’s' })
    const ofOwner = await tasks.create({ title: 'Owner’s' })
    expect(await titles('open', {}, own.client)).toEqual(['Own'])
    expect((await titles('open', {}, mate.client)).sort()).toEqual(['Mate’s', 'Own'])
    expect(await titles('open')).toHaveLength(3)
    expect(await own.client.tasks.counts({})).toMatchObject({ later: 1 })
    await expect(own.client.tasks.complete({ id: ofOwner.id })).rejects.toMatchObject(refused('no_task'))
    await expect(own.client.tasks.create({ title: 'Yours', ownerId: w.owner.id })).rejects.toMatchObject(
      refused('owner_out_of_reach'),
    )
    const viewer = await w.member('viewer')
    await expect(viewer.client.tasks.complete({ id: ofOwner.id })).rejects.toMatchObject({ status: 403 })
    await wipe()
  })
})
