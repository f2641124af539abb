import { beforeEach, describe, expect, it } from 'vitest'
import { crowd, world } from '#platform/testing'
import { makeKey } from '#workspace/keys'
import { asking } from './asking.ts'

const many = 2_300
const step = 2_000

/** One act on thousands, asked for by somebody who means more than they may. */
describe('an act on many', { timeout: 300_000 }, async () => {
  const w = await world()
  const { contacts, audit, bulk, members, deals } = w.owner.client
  const { ask } = asking(w)
  const stranger = await w.other()
  const rep = await w.member('contractor', { name: 'Reach' })
  for (const { workspaceId, id: ownerId } of [{ workspaceId: w.workspaceId, id: w.owner.id }, stranger])
    await crowd(w.database, { workspaceId, ownerId, many })
  const ids = (await w.sql<{ id: string }>('select id from contact where workspace_id = 1 order by id')).map(
    ({ id }) => id,
  )
  const inCity = async (city: string, workspaceId = w.workspaceId) =>
    (
      await w.sql<{ n: number }>(
        'select count(*)::int as n from contact where workspace_id = $1 and city = $2',
        [workspaceId, city],
      )
    )[0]!.n
  const move = async (city: string, { client } = w.owner) => {
    const { operationId, state } = await client.contacts.bulk({ where: {}, set: { city } })
    expect(state).toBe('running')
    return operationId!
  }
  beforeEach(() => {
    w.clock.advance(1000)
  })

  it('is one, though it is sent eight times at once with one Idempotency-Key (35)', async () => {
    const send = (city: string) =>
      ask('PATCH', '/contacts', { where: {}, set: { city } }, { 'idempotency-key': 'move-them-all' })
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('Hof')))
    const done = await Promise.all(
      answers
        .filter((it) => it.ok)
        .map(async (it) => ((await it.json()) as { operationId: string }).operationId),
    )
    expect(new Set(done).size).toBe(1)
    expect(answers.filter((it) => !it.ok).map((it) => it.status)).toEqual(
      answers.filter((it) => !it.ok).map(() => 409),
    )
    expect(await w.sql('select operation_id from bulk_act')).toEqual([{ operation_id: done[0] }])
    expect((await send('Trier')).status).toBe(409)
    await w.tick('bulk-acts')
    expect([await inCity('Hof'), await inCity('Trier')]).toEqual([many, 0])
    expect((await audit.list({ kind: 'contacts.bulk' })).rows).toHaveLength(1)
  })

  it('touches nothing of another firm and nothing out of reach, whatever ids it names (2, 3)', async () => {
    const [theirs] = await w.sql<{ id: string }>('select id from member where workspace_id = 2')
    const own = (await rep.client.contacts.create({ name: 'Own' })).id
    const all = [own, ...ids.slice(0, 2100)]
    const reached = await rep.client.contacts.bulk({ ids: all, set: { city: 'Rügen' } })
    expect(reached).toMatchObject({ state: 'done', count: 1 })
    expect(await rep.client.contacts.bulk({ where: {}, set: { city: 'Sylt' } })).toMatchObject({ count: 1 })
    const owner = {
      match: 'all' as const,
      items: [{ field: 'owner', operator: 'is' as const, value: w.owner.id }],
    }
    expect(
      await rep.client.contacts.bulk({ where: { filter: owner }, set: { city: 'Juist' } }),
    ).toMatchObject({ count: 0 })
    expect([await inCity('Rügen'), await inCity('Juist'), await inCity('Sylt')]).toEqual([0, 0, 1])
    await expect(contacts.bulk({ where: {}, set: { ownerId: theirs!.id } })).rejects.toMatchObject({
      status: expect.toSatisfy((it) => it >= 400 && it < 500),
    })
    expect(await inCity('Ulm', 2)).toBe(many)
    const { id: theirFirm } = await stranger.client.companies.create({ name: 'Theirs' })
    await expect(contacts.bulk({ where: {}, set: { companyId: theirFirm } })).rejects.toMatchObject({
      status: expect.toSatisfy((it) => it >= 400 && it < 500),
    })
  })

  it('writes what its shape names, and is told to wait, go on or stop and nothing else (6)', async () => {
    const body = `{"where":{},"set":{"city":"Bonn","workspace_id":2,"deletedAt":"2026-01-01","email":"a@b.example","__proto__":{"ownerId":null},"constructor":{"prototype":{"city":"X"}}},"workspaceId":2,"actor":"member:x","operationId":"${ids[0]}"}`
    const answer = await ask('PATCH', '/contacts', body)
    expect(answer.status).toBe(200)
    const { operationId: id } = (await answer.json()) as { operationId: string }
    expect(id).not.toBe(ids[0])
    const before = await w.sql('select input, kind, actor, after_id from bulk_act where operation_id = $1', [
      id,
    ])
    expect(JSON.stringify(before)).not.toMatch(/proto|constructor|workspace|deleted/)
    const forged = `{"state":"paused","kind":"contacts.remove","input":{"where":{}},"actor":"member:${stranger.id}","after_id":"00000000-0000-7000-8000-000000000000","done":0,"__proto__":{"seen":true}}`
    expect((await ask('PATCH', `/bulk-acts/${id}`, forged)).status).toBe(200)
    expect(
      await w.sql('select input, kind, actor, after_id from bulk_act where operation_id = $1', [id]),
    ).toEqual(before)
    for (const state of ['done', 'undone', '__proto__', null])
      expect((await ask('PATCH', `/bulk-acts/${id}`, { state })).status).toBe(400)
    for (const method of ['GET', 'HEAD', 'POST', 'DELETE', 'PUT'])
      await ask(method, `/bulk-acts/${id}?state=stopped&seen=true`)
    expect(await bulk.get({ id })).toMatchObject({ state: 'paused', done: step })
    await bulk.change({ id, state: 'running' })
    await w.tick('bulk-acts')
    expect([await inCity('Bonn'), await w.sql('select id from contact where email is not null')]).toEqual([
      many + 1,
      [],
    ])
  })

  it('ends with the key that it was asked with, and is not driven further by another (5, 7)', async () => {
    const key = (scopes: string[]) =>
      w.inside((db) => {
        const it = { name: 'Program', memberId: w.owner.id, scopes, expiresAt: null }
        return makeKey(db, it, w.clock.now())
      })
    const asked = await key(['contacts.read', 'contacts.write', 'operations.undo'])
    const narrow = await key(['operations.undo'])
    const as = (secret: string) => ({ authorization: `Bearer ${secret}` })
    const answer = await ask('PATCH', '/contacts', { where: {}, set: { city: 'Köln' } }, as(asked.secret))
    const { operationId: id } = (await answer.json()) as { operationId: string }
    const refused = await ask('PATCH', '/contacts', { where: {}, set: { city: 'X' } }, as(narrow.secret))
    expect(refused.status).toBe(403)
    await w.sql('update api_key set revoked_at = $2 where id = $1', [asked.id, w.clock.now()])
    await ask('PATCH', `/bulk-acts/${id}`, { state: 'paused' }, as(narrow.secret))
    await ask('PATCH', `/bulk-acts/${id}`, { state: 'running' }, as(narrow.secret))
    await w.tick('bulk-acts')
    expect(await inCity('Köln')).toBe(step)
    const dealId = (await deals.create({ name: 'Secret deal' })).id
    await w.sql(`update bulk_act set kind = 'deals.bulk', first = $2 where operation_id = $1`, [
      id,
      JSON.stringify([{ id: dealId, reason: 'It is won.' }]),
    ])
    const reader = await key(['operations.undo', 'deals.read'])
    const told = async (secret: string) =>
      (await ask('GET', `/bulk-acts/${id}`, undefined, as(secret))).json()
    expect(await told(reader.secret)).toMatchObject({ state: 'stopped', first: [{ name: 'Secret deal' }] })
    expect(await told(narrow.secret)).toMatchObject({ state: 'stopped', first: [] })
  })

  it('ends with whoever was suspended, and names them no more people', async () => {
    const gone = await w.member('marketer', { name: 'Gone' })
    const id = await move('Kiel', gone)
    await members.suspend({ id: gone.id })
    await w.tick('bulk-acts')
    expect([
      await inCity('Kiel'),
      await w.sql('select state, input from bulk_act where operation_id = $1', [id]),
    ]).toEqual([step, [{ state: 'stopped', input: null }]])
    await expect(gone.client.bulk.get({ id })).rejects.toMatchObject({ status: 401 })
  })

  it('leaves whom somebody takes away in the same moment as they were', async () => {
    const away = ids[7]!
    await w.database.owner(async (holder) => {
      await holder.query('begin')
      await holder.query('set local session_replication_role = replica')
      await holder.query(
        `update contact set deleted_at = now(), city = 'Nowhere' where id = $1 and workspace_id = 1`,
        [away],
      )
      const answer = contacts.bulk({ ids: ids.slice(0, 20), set: { city: 'Jena' } })
      const waiting = `select from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))`
      await expect.poll(async () => (await holder.query(waiting)).rowCount, { timeout: 60_000 }).toBe(1)
      await holder.query('commit')
      expect(await answer).toMatchObject({ count: 19 })
    })
    expect(await w.sql('select city from contact where id = $1 and workspace_id = 1', [away])).toEqual([
      { city: 'Nowhere' },
    ])
  })

  it('is refused before it costs anything where it names too many, or asks too much (32)', async () => {
    const began = performance.now()
    const tooMany = Array.from({ length: 100_000 }, () => ids[0])
    expect((await ask('PATCH', '/contacts', { ids: tooMany, set: { city: 'X' } })).status).toBe(400)
    const items = Array.from({ length: 5_000 }, () => ({ field: 'name', operator: 'contains', value: 'x' }))
    const filter = { match: 'any', items }
    expect((await ask('PATCH', '/contacts', { where: { filter }, set: { city: 'X' } })).status).toBe(400)
    for (const whom of [{}, { ids: [ids[0]], where: {} }])
      expect((await ask('PATCH', '/contacts', { ...whom, set: { city: 'X' } })).status).toBe(422)
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(await inCity('X')).toBe(0)
  })

  it('of one firm does not keep another firm waiting that takes its own back (33)', async () => {
    const few = 1_001 // more changes than are put back while somebody waits
    const put = async (city: string, { client } = w.owner, firm = 1) => {
      const theirs = await w.sql<{ id: string }>(
        `select id from contact where workspace_id = $1 and name like 'Person %' and deleted_at is null order by id limit $2`,
        [firm, few],
      )
      const { operationId } = await client.contacts.bulk({ ids: theirs.map((it) => it.id), set: { city } })
      w.clock.advance(1000)
      return operationId!
    }
    const ours = [await put('A'), await put('B'), await put('C')]
    const theirs = await put('Reutlingen', stranger, 2)
    for (const id of ours.toReversed()) {
      await audit.undo({ id })
      w.clock.advance(1000)
    }
    await stranger.client.audit.undo({ id: theirs })
    let looks = 3 // one round: what is due, and one of each firm
    const signal = {
      get aborted() {
        return looks-- <= 0
      },
    } as AbortSignal
    const undoings = w.registry.jobs.find((job) => job.name === 'undoing')!
    await w.run({ ...undoings, run: (context) => undoings.run({ ...context, signal }) })
    expect(await inCity('Ulm', 2)).toBe(many)
    expect((await audit.undoing({ id: ours[0]! })).state).toBe('undoing')
    await w.tick('undoing')
    expect([await inCity('A'), await inCity('B'), await inCity('C')]).toEqual([0, 0, 0])
  })
})
