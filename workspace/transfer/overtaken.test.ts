import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { sendFile, world } from '#platform/testing'

/** Work on many rows meets other work on the same rows; the database ends one of two that wait for each other. */
describe('an import that is taken back while its people are worked on', async () => {
  const w = await world()
  const { transfer } = w.owner.client

  it('is taken back all the same, whole, when the database ends its first try', async () => {
    const text = ['E-Mail', ...Array.from({ length: 20 }, (_, n) => `person${n}@firm.example`)].join('\n')
    const id = await sendFile(w.owner.client, 'people.csv', new TextEncoder().encode(text))
    await w.tick('imports')
    await transfer.start({ id })
    await w.tick('imports')
    const [it] = await w.sql<{ operation_id: string }>('select operation_id from import where id = $1', [id])
    const other = new pg.Client(w.database.connectionConfig('owner'))
    await other.connect()
    await other.query(`begin; set local deadlock_timeout = '1min'`) // so that it is the other side that is ended
    await other.query(`select from contact where email = 'person7@firm.example' for update`)
    await transfer.undo({ id })
    const undone = w.tick('imports')
    const waiting = () =>
      w.sql(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    await expect.poll(async () => (await waiting()).length, { timeout: 30_000, interval: 5 }).toBe(1)
    await other.query('select from operation where id = $1 for update', [it!.operation_id])
    await expect.poll(async () => (await waiting()).length).toBe(1) // its second try, which waits for us alone
    await other.query('rollback')
    await other.end()
    await undone
    expect(await transfer.get({ id })).toMatchObject({ state: 'undone', conflicts: [] })
    expect(await w.sql('select from contact where deleted_at is null')).toEqual([])
  })
})
