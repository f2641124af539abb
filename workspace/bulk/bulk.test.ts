import { beforeEach, describe, expect, it } from 'vitest'
import { crowd, world } from '#platform/testing'
import { bulkJob } from './job.ts'

const many = 4_100
const step = 2_000
const refused = (reason: string) => ({ data: { reason } })

describe('an act on thousands goes on by itself', { timeout: 300_000 }, async () => {
  const w = await world()
  const { contacts, audit, bulk } = w.owner.client
  const ben = await w.member('sales_manager', { name: 'Ben', visibility: 'own' })
  const seed = (workspaceId: number, ownerId: string) => crowd(w.database, { workspaceId, ownerId, many })
  await seed(w.workspaceId, ben.id)
  const people = await w.sql<{ id: string }>('select id from contact order by id')
  const cities = async (workspaceId = w.workspaceId) =>
    Object.fromEntries(
      (
        await w.sql<{ city: string; n: number }>(
          'select city, count(*)::int as n from contact where workspace_id = $1 group by city',
          [workspaceId],
        )
      ).map(({ city, n }) => [city, n]),
    )
  const inUlm = {
    filter: { match: 'all' as const, items: [{ field: 'city', operator: 'is' as const, value: 'Ulm' }] },
  }
  const move = async (city: string, client = w.owner.client) => {
    const { operationId, ...came } = await client.contacts.bulk({ where: inUlm, set: { city } })
    expect(came).toEqual({ state: 'running', count: step, stayed: 0, first: [] })
    return operationId!
  }
  /** The job, cut off after so many looks at what there is to do. */
  const looks = (n: number) => {
    let left = n
    const signal = {
      get aborted() {
        return left-- <= 0
      },
    } as AbortSignal
    return w.run({ ...bulkJob, run: (context) => bulkJob.run({ ...context, signal }) })
  }
  /** Everything as it was, without waiting for what is taken back. */
  beforeEach(async () => {
    w.clock.advance(1000)
    await w.database.owner(async (client) => {
      await client.query('set session_replication_role = replica')
      await client.query(
        `update contact set city = 'Ulm', job_title = null, owner_id = $1
         where workspace_id = $2 and (city, owner_id, job_title) is distinct from ('Ulm', $1::uuid, null)`,
        [ben.id, w.workspaceId],
      )
      await client.query('delete from bulk_act')
      await client.query('reset session_replication_role')
    })
  })

  it('to its end, in one operation, with nobody there, and so does its being taken back', async () => {
    const id = await move('Trier')
    const label = 'Contacts edited: Town set to Trier'
    expect(await bulk.list({})).toMatchObject({
      rows: [{ id, label, state: 'running', done: step, total: null, operation: 'done' }],
    })
    await looks(2) // counts
    expect(await bulk.get({ id })).toMatchObject({ state: 'running', done: step, total: many })
    await w.tick('bulk-acts')
    expect(await cities()).toEqual({ Trier: many })
    expect(await bulk.list({})).toMatchObject({ rows: [{ id, state: 'done', done: many, total: many }] })
    const log = (await audit.list({ kind: 'contacts.bulk' })).rows
    expect(log).toMatchObject([{ id, label, changes: many, undoable: true }])
    expect(await w.sql('select input from bulk_act')).toEqual([{ input: null }])
    await contacts.update({ id: people[0]!.id, city: 'Gera' })
    expect(await audit.undo({ id })).toMatchObject({ state: 'undoing' })
    expect((await bulk.list({})).rows).toMatchObject([{ operation: 'undoing' }])
    await w.tick('undoing')
    expect(await cities()).toEqual({ Ulm: many - 1, Gera: 1 })
    expect((await bulk.list({})).rows).toMatchObject([{ operation: 'undone', kept: 1 }])
    await bulk.change({ id, seen: true })
    expect(await bulk.list({})).toEqual({ rows: [] })
  })

  it('once, though a program asks twice with one Idempotency-Key', async () => {
    const ask = async () => {
      const answer = await fetch(`${w.adminUrl}/api/contacts`, {
        method: 'PATCH',
        headers: {
          ...{ authorization: `Bearer ${w.owner.secret}`, 'content-type': 'application/json' },
          'idempotency-key': 'move-them-to-hof',
        },
        body: JSON.stringify({ where: {}, set: { city: 'Hof' } }),
      })
      return { status: answer.status, body: (await answer.json()) as { operationId: string } }
    }
    const first = await ask()
    expect(first).toMatchObject({ status: 200, body: { state: 'running', count: step } })
    expect(await ask()).toEqual(first)
    expect((await bulk.list({})).rows).toHaveLength(1)
    const { operationId: id } = first.body
    await w.tick('bulk-acts')
    expect(await ask()).toEqual(first)
    expect(await bulk.get({ id })).toMatchObject({ state: 'done', done: many })
  })

  it('after a pause where it stopped, and no further where it was stopped', async () => {
    const id = await move('Bern')
    const { beganAt } = await bulk.change({ id, state: 'paused' })
    await w.tick('bulk-acts')
    expect(await cities()).toEqual({ Bern: step, Ulm: many - step })
    w.clock.advance(3_600_000)
    const on = await bulk.change({ id, state: 'running' })
    expect(on.beganAt.getTime()).toBe(beganAt.getTime() + 3_600_000)
    await expect(bulk.change({ id, seen: true })).rejects.toMatchObject(refused('not_now'))
    await looks(4) // counts, and a step
    expect(await cities()).toEqual({ Bern: 2 * step, Ulm: many - 2 * step })
    await bulk.change({ id, state: 'stopped' })
    await w.tick('bulk-acts')
    expect(await bulk.get({ id })).toMatchObject({ state: 'stopped', done: 2 * step, total: many })
    await expect(bulk.change({ id, state: 'running' })).rejects.toMatchObject(refused('not_now'))
  })

  it('as far as whoever asked may and sees: by now, not when they asked', async () => {
    const become = (it: { role?: 'viewer' | 'sales_manager'; status?: 'active' | 'suspended' }) =>
      w.inside((db) => db.updateTable('member').set(it).where('id', '=', ben.id).execute())
    const id = await move('Wien', ben.client)
    const gone = people.slice(step, step + 50).map((it) => it.id)
    await w.inside((db) =>
      db.updateTable('contact').set({ owner_id: w.owner.id }).where('id', 'in', gone).execute(),
    )
    await looks(4)
    expect(await cities()).toEqual({ Wien: 2 * step, Ulm: many - 2 * step })
    expect(await ben.client.bulk.get({ id })).toMatchObject({ total: many - 50, done: 2 * step })
    await become({ role: 'viewer' })
    await w.tick('bulk-acts')
    expect(await cities()).toEqual({ Wien: 2 * step, Ulm: many - 2 * step })
    await become({ role: 'sales_manager' })
    const problem = 'Whoever asked for this may not do it any more. What is done is done.'
    expect(await ben.client.bulk.get({ id })).toMatchObject({ state: 'stopped', problem })
    const { operationId: other } = await ben.client.contacts.bulk({ where: {}, set: { jobTitle: 'Buyer' } })
    await become({ status: 'suspended' })
    await w.tick('bulk-acts')
    expect(await w.sql('select state, problem from bulk_act where operation_id = $1', [other])).toEqual([
      { state: 'stopped', problem },
    ])
    await become({ status: 'active' })
  })

  it('with what is a colleague’s whom they stand in for, as long as that one is away', async () => {
    const rita = await w.member('sales_manager', { name: 'Rita', visibility: 'own' })
    const [fromAt, toAt] = [w.clock.now(), new Date(w.clock.now().getTime() + 86_400_000)]
    await w.owner.client.calendars.addAbsence({
      ...{ memberId: ben.id, fromAt, toAt, deputyId: rita.id, note: null },
    })
    const id = await move('Linz', rita.client)
    await looks(4)
    expect(await rita.client.bulk.get({ id })).toMatchObject({ done: 2 * step, total: many })
    w.clock.advance(2 * 86_400_000)
    await w.tick('bulk-acts')
    expect(await cities()).toEqual({ Linz: 2 * step, Ulm: many - 2 * step })
  })

  it('beside small ones, which are done at once, and one after the other of those that are large', async () => {
    const first = await move('Aalen')
    const some = people.slice(0, 3).map(({ id }) => id)
    expect(await contacts.bulk({ ids: some, set: { city: 'Jena' } })).toMatchObject({
      state: 'done',
      count: 3,
    })
    w.clock.advance(1)
    const second = await contacts.bulk({ where: {}, set: { jobTitle: 'Buyer' } })
    await looks(4)
    expect(await bulk.get({ id: first })).toMatchObject({ done: 2 * step })
    expect(await bulk.get({ id: second.operationId! })).toMatchObject({ done: step, total: null })
    await w.tick('bulk-acts')
    expect(await cities()).toEqual({ Jena: 3, Aalen: many - 3 })
    expect(await w.sql('select job_title, count(*)::int as n from contact group by job_title')).toEqual([
      { job_title: 'Buyer', n: many },
    ])
  })

  it('whole and nothing twice, by the next process, after one was killed in the middle of a step', async () => {
    const id = await move('Graz')
    await w.database.owner(async (client) => {
      await client.query('begin')
      await client.query('select from contact where id = $1 for update', [people[2 * step + 5]!.id])
      const cut = w.tick('bulk-acts').then(
        () => 'done',
        () => 'cut off',
      )
      const waiting = `select pid from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))`
      let pid: number | undefined
      const found = async () => {
        pid = (await client.query<{ pid: number }>(waiting)).rows[0]?.pid
        return pid
      }
      await expect.poll(found, { timeout: 60_000 }).toBeGreaterThan(0)
      await client.query('select pg_terminate_backend($1)', [pid])
      expect(await cut).toBe('cut off')
      await client.query('commit')
    })
    expect(await cities()).toEqual({ Graz: 2 * step, Ulm: many - 2 * step })
    // The process died before it could give its lease back.
    const until = new Date(w.clock.now().getTime() + 15_000)
    await w.sql(`update job_lease set until = $1 where name = 'bulk-acts'`, [until])
    await w.tick('bulk-acts')
    expect(await bulk.get({ id })).toMatchObject({ state: 'running', done: 2 * step })
    w.clock.advance(15_000)
    await w.tick('bulk-acts')
    expect(await bulk.get({ id })).toMatchObject({ state: 'done', done: many, total: many })
    expect(await cities()).toEqual({ Graz: many })
    const [log] = (await audit.list({ kind: 'contacts.bulk' })).rows
    expect(log).toMatchObject({ id, changes: many })
  })

  it('but not where what was done so far was taken back', async () => {
    const id = await move('Kiel')
    expect(await audit.undo({ id })).toMatchObject({ state: 'undoing' })
    await w.tick('bulk-acts')
    expect(await bulk.get({ id })).toMatchObject({
      ...{ state: 'stopped', done: step, problem: 'What was done so far was taken back.' },
    })
    await w.tick('undoing')
    expect(await cities()).toEqual({ Ulm: many })
  })

  it('pauses where something broke, and tries again when it is told to go on', async () => {
    const id = await move('Rust')
    await w.sql(`update bulk_act set input = '{"where": 7}' where operation_id = $1`, [id])
    await w.tick('bulk-acts')
    expect(await bulk.get({ id })).toMatchObject({
      state: 'paused',
      problem: 'Something broke on our side. What is done is done: let it go on to try again.',
    })
    await w.sql(
      `update bulk_act set input = '{"where": {}, "set": {"city": "Rust"}}' where operation_id = $1`,
      [id],
    )
    expect(await bulk.change({ id, state: 'running' })).toMatchObject({ state: 'running', problem: null })
    await w.tick('bulk-acts')
    expect(await cities()).toEqual({ Rust: many })
  })

  it('of each firm for itself, and is nobody else’s to look at or to stop', async () => {
    const stranger = await w.other()
    await seed(stranger.workspaceId, stranger.id)
    const own = await move('Ravensburg')
    const theirs = await move('Reutlingen', stranger.client)
    const colleague = await w.member('owner')
    for (const client of [stranger.client, colleague.client]) {
      await expect(client.bulk.get({ id: own })).rejects.toMatchObject(refused('no_bulk_act'))
      await expect(client.bulk.change({ id: own, state: 'stopped' })).rejects.toMatchObject(
        refused('no_bulk_act'),
      )
    }
    expect((await colleague.client.bulk.list({})).rows).toEqual([])
    expect((await stranger.client.bulk.list({})).rows.map(({ id }) => id)).toEqual([theirs])
    // Two rounds: each firm’s is counted, and goes on by a step.
    await looks(6)
    expect(await cities()).toEqual({ Ravensburg: 2 * step, Ulm: many - 2 * step })
    expect(await cities(stranger.workspaceId)).toEqual({ Reutlingen: 2 * step, Ulm: many - 2 * step })
    await w.tick('bulk-acts')
    expect([await cities(), await cities(stranger.workspaceId)]).toEqual([
      { Ravensburg: many },
      { Reutlingen: many },
    ])
  })

  it('into a campaign, out of it, and into the bin', async () => {
    const { participants, campaigns } = w.owner.client
    const { id: campaignId } = await campaigns.create({
      ...{ name: 'Fair', channel: 'event', from: '2026-03-01', to: '2026-03-09' },
    })
    const taking = async () =>
      (await participants.ladder({ campaignId })).statuses.reduce((sum, it) => sum + it.count, 0)
    expect(await participants.add({ campaignId, where: {} })).toMatchObject({ state: 'running' })
    await w.tick('bulk-acts')
    expect(await taking()).toBe(many)
    expect(await participants.move({ campaignId, where: {}, set: { statusId: 'attended' } })).toMatchObject({
      state: 'running',
    })
    expect(await participants.remove({ campaignId, where: {} })).toMatchObject({ state: 'running' })
    await w.tick('bulk-acts')
    expect(await taking()).toBe(0)
    const { operationId } = await contacts.remove({ where: {} })
    await w.tick('bulk-acts')
    expect((await contacts.count({})).count).toBe(0)
    await audit.undo({ id: operationId! })
    await w.tick('undoing')
    expect((await contacts.count({ exactly: true })).count).toBe(many)
  })
})
