import { expect, it } from 'vitest'
import { installation } from '../installation.ts'

const people = 30_000
const kills = 3
const soon = { timeout: 300_000, interval: 100 }

const { run, killAt, ask, found, sql } = await installation()

it('an act on many goes on where it was, though it is killed where a step would be kept: everybody once', async () => {
  let running = await run('start')
  await found()
  await sql(
    `insert into contact (workspace_id, id, name, city, created_via, status, bars, created_at, changed_at)
     select 1, overlay(overlay(md5('b' || n) placing '7' from 13) placing '8' from 17)::uuid,
       'Person ' || n, 'Ulm', 'test', 'person', '{}', now(), now() from generate_series(1, $1::int) n`,
    [people],
    { before: 'set session_replication_role = replica' },
  )
  await sql(`
    insert into standing (workspace_id, contact_id, stage, fit, interest, ready, open_deals, is_customer)
    select workspace_id, id, 'person', 0, 0, false, 0, false from contact`)
  const { operationId: id, state } = await ask<{ operationId: string; state: string }>('PATCH', '/contacts', {
    ...{ where: {}, set: { city: 'Trier' } },
  })
  expect(state).toBe('running')
  const look = () =>
    ask<{ state: string; done: number; total: number; operation: string }>('GET', `/bulk-acts/${id}`)
  for (let n = 0; n < kills; n++) {
    await killAt(running, 'bulk_act', () => {})
    running = await run('start')
    await sql('update job_lease set until = now()') // of the process that was killed
  }
  await expect.poll(async () => (await look()).state, soon).toBe('done')
  expect(await look()).toMatchObject({ done: people, total: people })
  const cities = () => sql('select city, count(*)::int as n from contact group by city')
  expect(await cities()).toEqual([{ city: 'Trier', n: people }])
  expect(
    await sql(
      `select count(*)::int as n, count(distinct row_id)::int as rows from change where operation_id = $1`,
      [id],
    ),
  ).toEqual([{ n: people, rows: people }])
  // It is taken back in one transaction: killed where its changes would be logged, it is all or nothing.
  await killAt(running, 'change', () => ask('POST', `/operations/${id}/undo`, {}))
  await run('start')
  expect(await cities()).toHaveLength(1)
  await sql('update job_lease set until = now()')
  await expect.poll(async () => (await look()).operation, soon).toBe('undone')
  expect(await cities()).toEqual([{ city: 'Ulm', n: people }])
}, 1_200_000)
