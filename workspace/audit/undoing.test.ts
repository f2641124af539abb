import { describe, expect, it } from 'vitest'
import { crowd, world } from '#platform/testing'

const many = 6_000

describe('an operation of many rows is taken back in the background', { timeout: 300_000 }, async () => {
  const w = await world()
  const { contacts, audit } = w.owner.client
  const ben = await w.member('sales_manager', { name: 'Ben', visibility: 'own' })
  await crowd(w.database, { workspaceId: w.workspaceId, ownerId: ben.id, many })
  const people = await w.sql<{ id: string }>('select id from contact order by id')
  const [first, second] = people.map(({ id }) => id)
  const cities = () =>
    w.sql<{ city: string; n: number }>(
      'select city, count(*)::int as n from contact group by city order by n desc, city',
    )
  const entry = async (id: string) => (await audit.list({ limit: 20 })).rows.find((it) => it.id === id)

  const moved = async (city: string) => {
    const { operationId } = await ben.client.contacts.bulk({ where: {}, set: { city } })
    await w.tick('bulk-acts')
    return operationId!
  }

  it('once, however often it is asked for; what was changed since is named before and after', async () => {
    const id = await moved('Trier')
    expect(await entry(id)).toMatchObject({ changes: many, state: 'done', undoable: true })
    await contacts.update({ id: first!, city: 'Gera' })
    await contacts.update({ id: second!, ownerId: w.owner.id }) // beyond Ben’s sight since
    const stays = [{ table: 'contact', rowId: first }]
    expect(await audit.rehearse({ id })).toMatchObject({ restored: many - 1, stay: 1, first: stays })
    expect(await ben.client.audit.rehearse({ id })).toMatchObject({ restored: many - 2, stay: 2 })
    const asked = await ben.client.audit.undo({ id })
    expect(asked).toMatchObject({ state: 'undoing', restored: 0, conflicts: [] })
    expect(await ben.client.audit.undo({ id })).toEqual(asked)
    expect(await audit.undo({ id })).toEqual(asked)
    expect(await entry(id)).toMatchObject({ state: 'undoing', undoable: false })
    expect(await ben.client.audit.undoing({ id })).toMatchObject({ state: 'undoing' })
    const rep = await w.member('sales_rep')
    await expect(rep.client.audit.undoing({ id })).rejects.toMatchObject({ data: { reason: 'not_asked' } })
    await w.tick('undoing')
    const { conflicts, ...result } = await ben.client.audit.undoing({ id })
    expect(result).toEqual({
      ...{ undoId: asked.operationId, state: 'undone', restored: many - 2, problem: null },
    })
    expect(conflicts.map(({ rowId }) => rowId).toSorted()).toEqual([first, second].toSorted())
    expect(await cities()).toEqual([
      { city: 'Ulm', n: many - 2 },
      { city: 'Gera', n: 1 },
      { city: 'Trier', n: 1 },
    ])
    expect(await entry(id)).toMatchObject({ state: 'undone', stayed: 2, problem: null, undoable: false })
    expect(await entry(asked.operationId)).toMatchObject({
      ...{ kind: 'audit.undo', label: 'Undone', undoes: id, changes: many - 2 },
    })
    await w.tick('undoing')
    await expect(ben.client.audit.undo({ id })).rejects.toMatchObject({
      data: { reason: 'already_undone' },
    })
    await contacts.update({ id: first!, city: 'Ulm' })
    await contacts.update({ id: second!, city: 'Ulm', ownerId: ben.id })
  })

  it('and its undo is taken back in the background too', async () => {
    const id = await moved('Hof')
    const { operationId } = await ben.client.audit.undo({ id })
    await w.tick('undoing')
    expect(await ben.client.audit.undo({ id: operationId })).toMatchObject({ state: 'undoing' })
    await w.tick('undoing')
    expect(await cities()).toEqual([{ city: 'Hof', n: many }])
  })

  it('whole, by the next process, after one was killed in the middle of it', async () => {
    const before = await cities()
    const id = await moved('Bern')
    await ben.client.audit.undo({ id })
    await w.database.owner(async (client) => {
      await client.query('begin')
      await client.query('select from contact where id = $1 for update', [first])
      const cut = w.tick('undoing').then(
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
    expect(await cities()).toEqual([{ city: 'Bern', n: many }])
    expect(await ben.client.audit.undoing({ id })).toMatchObject({ state: 'undoing' })
    // The process died before it could give its lease back.
    const until = new Date(w.clock.now().getTime() + 15_000)
    await w.sql(`update job_lease set until = $1 where name = 'undoing'`, [until])
    await w.tick('undoing')
    expect(await ben.client.audit.undoing({ id })).toMatchObject({ state: 'undoing' })
    w.clock.advance(15_000)
    await w.tick('undoing')
    expect(await ben.client.audit.undoing({ id })).toMatchObject({ state: 'undone', restored: many })
    expect(await cities()).toEqual(before)
  })

  it('or says why not, and everything is as before', async () => {
    const before = await cities()
    const id = await moved('Wien')
    await ben.client.audit.undo({ id })
    await w.sql('update api_key set revoked_at = now() where member_id = $1', [ben.id])
    await w.tick('undoing')
    expect(await audit.undoing({ id })).toMatchObject({
      ...{ state: 'refused', restored: 0, problem: 'Whoever asked for this may not take it back any more.' },
    })
    expect(await cities()).toEqual([{ city: 'Wien', n: many }])
    expect(await entry(id)).toMatchObject({
      ...{ state: 'done', undoable: true, problem: 'Whoever asked for this may not take it back any more.' },
    })
    expect(await audit.undo({ id })).toMatchObject({ state: 'undoing' })
    await w.tick('undoing')
    expect(await audit.undoing({ id })).toMatchObject({ state: 'undone', problem: null, restored: many })
    expect(await cities()).toEqual(before)
  })
})
