import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { installation } from '../installation.ts'

const dayMs = 86_400_000
const soon = { timeout: 90_000, interval: 50 }
const people = 600
const dayIn = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10)

/**
 * Work that nobody waits for, killed in the middle of its transaction: a lock that the test holds stops it where it would
 * write what it found, so that the kill always hits.
 */
describe('kill -9 while it works by itself', async () => {
  const { run, killAt: kill, ask, found, sql } = await installation()
  let running: ChildProcess

  const killAt = async (table: 'replay' | 'notice' | 'letter', begin: () => Promise<unknown>) => {
    await kill(running, table, begin)
    running = await run('start')
  }
  const count = async (query: string) =>
    (await sql<{ n: number }>(`select count(*)::int as n from ${query}`))[0]!.n

  it('a replay goes on where it was, and says what one says that nobody disturbed', async () => {
    running = await run('start')
    await found()
    const [line] = await ask<{ productLineId: string }[]>('GET', '/definitions')
    const { productLineId } = line!
    const draft = (enter: number) => {
      const matcher = { kind: 'trial_started', where: [] }
      const rules = [{ id: 'trial', axis: 'interest', points: 20, lifeH: null, last: 4, matcher }]
      const rest = { leave: 10, required: [], exclude: [], recencyDays: null }
      return ask<{ id: string }>('PUT', `/product-lines/${productLineId}/definition-draft`, {
        lanes: 'both',
        content: { rules, fitMax: 30, interestMax: 100, enter, ...rest },
      })
    }
    await ask('POST', `/definitions/${(await draft(40)).id}/enforcement`, {})
    const act = (emails: string[]) =>
      ask('POST', '/events', {
        events: emails.map((email) => ({ kind: 'trial_started', human: true, contact: { email } })),
      })
    const emails = Array.from({ length: people }, (_, n) => `p${n}@firm.example`)
    for (let from = 0; from < people; from += 100) await act(emails.slice(from, from + 100))
    await act(emails.filter((_, n) => n % 20 === 0))
    await expect.poll(() => count('news'), soon).toBe(0)
    await draft(20)

    type Replay = { state: string; done: number; total: number; id: string; startedAt: string }
    const look = (id: string) => ask<Replay & { sums: unknown }>('GET', `/replays/${id}`)
    const start = async () =>
      (await ask<{ id: string }>('POST', '/replays', { productLineId, from: dayIn(-1), to: dayIn(2) })).id
    const ended = async (id: string) => {
      await expect.poll(async () => (await look(id)).state, soon).toBe('done')
      const { id: _, startedAt, ...result } = await look(id)
      return result
    }
    let killed = ''
    await killAt('replay', async () => {
      killed = await start()
    })
    await killAt('replay', async () => {})
    const result = await ended(killed)
    expect(result).toMatchObject({ state: 'done', done: people, total: people })
    expect(JSON.stringify(result.sums)).toMatch(/"ready":600/)
    expect(await ended(await start())).toEqual(result)
  }, 300_000)

  it('Monday’s agenda is written once, and once by mail to each who reads it', async () => {
    const { id: contactId } = await ask<{ id: string }>('POST', '/contacts', { name: 'Bought past the seam' })
    const { id: dealId } = await ask<{ id: string }>('POST', '/deals', { name: 'Sale', contactId })
    const { reasons } = await ask<{ reasons: { id: string; kind: string }[] }>('GET', '/pipeline')
    await ask('POST', `/deals/${dealId}/win`, { reasonId: reasons.find(({ kind }) => kind === 'won')!.id })
    await sql(`
      set session_replication_role = replica;
      update deal set closed_at = closed_at - interval '7 days', created_at = created_at - interval '8 days'`)
    // Its Monday has come, and the job is due at once.
    await killAt('notice', () =>
      sql(`
        update agenda_clock set at = now() - interval '1 second';
        update job_lease set ran_at = now() - interval '1 hour', until = now() - interval '1 second' where name = 'agenda'`),
    )
    expect(await count('agenda')).toBe(0)
    await killAt('letter', async () => {
      await sql(`update job_lease set ran_at = now() - interval '1 hour' where name = 'agenda'`)
      await expect.poll(() => count('agenda'), { ...soon, interval: 5 }).toBe(1)
    })
    const mails = () => count(`letter where kind = 'notice.agenda'`)
    await expect.poll(mails, soon).toBe(1)
    expect(await count('notice_mail')).toBe(0)
    // Due once more, it has nothing left to do.
    await sql(
      `update job_lease set ran_at = now() - interval '1 hour' where name in ('agenda', 'notice letters')`,
    )
    const ran = () => count(`job_lease where name = 'agenda' and ran_at > now() - interval '1 minute'`)
    await expect.poll(ran, soon).toBe(1)
    expect([await count('agenda'), await count(`notice where kind = 'agenda'`), await mails()]).toEqual([
      1, 1, 1,
    ])
  }, 300_000)
})
