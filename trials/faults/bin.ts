import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { chance } from '#platform/testing'
import { installation, later } from '../installation.ts'

const soon = { timeout: 180_000, interval: 100 }
const luck = chance()
const rest = { timeout: 900_000 }

/** The bin emptied, deals changed by the thousand, tasks out of a file: killed, begun again, done once and as a whole. */
describe(`kill -9 of the bin and of what comes by the thousand (TEST_SEED=${luck.seed})`, async () => {
  const { run, end, killAt: kill, ask, found, sql } = await installation()
  let running: ChildProcess = await run('start')
  await found()
  const killAt = async (table: string, begin: () => unknown) => {
    await kill(running, table, begin)
    running = await run('start')
  }
  const count = async (query: string) =>
    (await sql<{ n: number }>(`select count(*)::int as n from ${query}`))[0]!.n
  /** Asks what will get no answer. */
  const broken = (send: () => Promise<unknown>): void => {
    send().catch((error: unknown) => {
      if (!(error instanceof TypeError)) console.error(String(error))
    })
  }
  const batch = async (path: string, records: object[]) => {
    const { rows } = await ask<{ rows: { id: string }[] }>('POST', `${path}/batch`, { records })
    return rows.map(({ id }) => id)
  }
  const named = (n: number, word: string) => Array.from({ length: n }, (_, at) => `${word} ${at}`)

  it('what has lain in the bin long enough goes as a whole, and nothing else', rest, async () => {
    const firms = await batch(
      '/companies',
      named(120, 'Zirkonfirma').map((name, n) => ({ name, domain: `zirkon${n}.example` })),
    )
    const people = await batch(
      '/contacts',
      named(30, 'Zirkonia').map((name, n) => ({ name, email: `z${n}@zirkon.example` })),
    )
    const deals = await batch(
      '/deals',
      named(120, 'Zirkonverkauf').map((name, n) => ({ name, companyId: firms[n], oneOffMinor: 100 })),
    )
    for (const [n, dealId] of deals.slice(0, 20).entries())
      await ask('POST', '/tasks', { title: `Zirkon ${n}`, dealId })
    const stay = await batch('/deals', [{ name: 'Stays', oneOffMinor: 700 }])
    await expect.poll(() => count('news'), soon).toBe(0)
    await ask('POST', '/deals/deletions', { ids: deals })
    await ask('POST', '/contacts/deletions', { ids: people })
    for (const [n, id] of firms.entries()) if (n < 3) await ask('DELETE', `/companies/${id}`)
    await ask('POST', '/companies/deletions', { ids: firms.slice(3) })
    await sql(
      ['deal', 'contact', 'company']
        .map(
          (table) =>
            `update ${table} set deleted_at = deleted_at - interval '31 days' where deleted_at is not null`,
        )
        .join('; '),
      [],
      { before: 'set session_replication_role = replica' },
    )
    let worker: ChildProcess
    /** It runs once an hour: a worker that has just been started is the next to take it. */
    const wake = async () => {
      await sql(`update job_lease set until = 'epoch', ran_at = 'epoch' where name = 'bin'`)
      worker = await run('worker')
    }
    const lying = () =>
      count(
        `(select deleted_at, erased_at from deal union all select deleted_at, erased_at from company union all
          select deleted_at, erased_at from contact) t where deleted_at is not null and erased_at is null`,
      )
    for (const table of ['erasure', 'company', 'deal', 'change', 'search_entry'])
      await kill(() => worker, table, wake)
    for (let n = 0; n < 3; n++) {
      await wake()
      await later(luck.below(2_000))
      await end(worker!, 'SIGKILL')
    }
    await wake()
    await expect.poll(lying, soon).toBe(0)
    await end(worker!, 'SIGTERM')
    await expect.poll(() => count(`erasure where state = 'asked'`), soon).toBe(0)
    expect([
      await count(`deal where name = 'Deleted deal' and erased_at is not null`),
      await count(`company where name = 'Deleted company' and erased_at is not null`),
      await count(`erasure where cause = 'bin'`),
      await count('erased_key'),
      await count(`task where title like 'Zirkon%'`),
    ]).toEqual([120, 120, 30, 0, 0])
    const traces = `(select t::text as said from deal t union all select t::text from company t union all
      select t::text from contact t union all select t::text from change t union all select t::text from search_entry t union all
      select t::text from search_word t union all select t::text from task t union all select t::text from company_domain t) t`
    await expect.poll(() => count(`${traces} where lower(said) like '%zirkon%'`), soon).toBe(0)
    expect(await ask('GET', `/deals/${stay[0]}`)).toMatchObject({ name: 'Stays', oneOffMinor: 700 })
  })

  it('a change and a deletion of thousands of deals are done and taken back as a whole', rest, async () => {
    for (let n = 0; n < 3; n++)
      await batch(
        '/deals',
        named(1000, `Bulk ${n}`).map((name) => ({ name })),
      )
    const filter = { match: 'all', items: [{ field: 'name', operator: 'starts', value: 'Bulk ' }] }
    /** Killed while somebody waits: nothing of it; and asked again: all of it. */
    const done = async (send: () => Promise<{ operationId: string }>, isDone: () => Promise<number>) => {
      await killAt('deal', () => broken(send))
      expect(await isDone()).toBe(0)
      const { operationId } = await send()
      const state = async () => (await ask<{ state: string }>('GET', `/bulk-acts/${operationId}`)).state
      await expect.poll(state, soon).toBe('done')
      expect(await isDone()).toBe(3000)
      return operationId
    }
    const where = { filter }
    const moved = () => count(`deal where expected_close = '2030-01-15' and deleted_at is null`)
    const gone = () => count(`deal where name like 'Bulk %' and deleted_at is not null`)
    await done(() => ask('PATCH', '/deals', { where, set: { expectedClose: '2030-01-15' } }), moved)
    const operation = await done(() => ask('POST', '/deals/deletions', { where }), gone)
    const undo = () => ask('POST', `/operations/${operation}/undo`, {})
    await killAt('deal', () => broken(undo))
    expect(await gone()).toBe(3000)
    await undo()
    const told = () => ask<{ state: string; conflicts: object[] }>('GET', `/operations/${operation}/undo`)
    await expect.poll(told, soon).toMatchObject({ state: 'undone', conflicts: [] })
    expect([await gone(), await moved()]).toEqual([0, 3000])
  })

  it('tasks of a file are made once, and taken back as a whole', rest, async () => {
    const rows = named(3000, 'Call').map((title, n) => `${n + 1},${title},Call,2030-03-04,To do`)
    const text = [
      'Activity - ID,Activity - Subject,Activity - Type,Activity - Due date,Activity - Done',
      ...rows,
    ].join('\n')
    const sizeBytes = Buffer.byteLength(text)
    const { id } = await ask<{ id: string }>('POST', '/imports', {
      ...{ fileName: 'activities.csv', sizeBytes, record: 'activities' },
    })
    const part = new FormData()
    part.set('part', new File([text], 'activities.csv'))
    await ask('PUT', `/imports/${id}/parts/0`, part)
    const state = async () => (await ask<{ state: string }>('GET', `/imports/${id}`)).state
    await expect.poll(state, soon).toBe('read')
    await ask('POST', `/imports/${id}/start`, {})
    const tasks = () => count(`task where title like 'Call %' and deleted_at is null`)
    const anew = () => sql(`update import set lease_until = null; update job_lease set until = now()`)
    for (let n = 0; n < 3 && (await state()) !== 'done'; n++) {
      await killAt('task', anew)
      await anew()
      await later(luck.below(1_500))
    }
    await expect.poll(state, soon).toBe('done')
    expect([
      await tasks(),
      await count("(select distinct external_id from task where title like 'Call %') t"),
    ]).toEqual([3000, 3000])
    await killAt('task', () => ask('POST', `/imports/${id}/undo`, {}))
    await anew()
    await expect.poll(state, soon).toBe('undone')
    expect(await tasks()).toBe(0)
  })
})
