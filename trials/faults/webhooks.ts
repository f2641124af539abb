import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { receiver, verified } from '#platform/testing'
import { installation, later } from '../installation.ts'

const soon = { timeout: 120_000, interval: 50 }
const [rounds, aRound] = [4, 100]

/** A program outside of the process that is killed: what it heard is joined with what the log says afterwards. */
describe('kill -9 while webhooks go out', async () => {
  const program = await receiver()
  const { run, end, ask, found, sql } = await installation({ BATON_TRUSTED_HOSTS: '127.0.0.1' })
  let heard = 0
  const taken = new Set<string>()
  program.answers(async (response) => {
    const { headers } = program.received.at(-1)!
    await later(20) // time enough to be killed in
    const refuses = ++heard % 9 === 0
    if (!refuses) taken.add(String(headers['webhook-id']))
    response.writeHead(refuses ? 500 : 204).end()
  })

  it('every change is told at least once under one id, and the log says what happened', async () => {
    let running: ChildProcess = await run('start')
    await found()
    const { id, secret } = await ask<{ id: string; secret: string }>('POST', '/webhooks', {
      ...{ name: 'Program', url: program.url, events: ['contact.created'] },
    })
    const batch = (round: number) =>
      ask<{ created: number; rows: { id: string }[] }>(
        ...(['POST', '/contacts/batch'] as const),
        {
          records: Array.from({ length: aRound }, (_, n) => ({
            externalId: `${round}-${n}`,
            name: `P ${round} ${n}`,
          })),
        },
        { 'idempotency-key': `round-of-people-${round}` },
      )
    // What the process had taken is taken up again when its lease has ended.
    const leasesEnd = () => sql(`update webhook_message set next_at = now() where state = 'waiting'`)
    const people: string[] = []
    for (let round = 0; round < rounds; round++) {
      // Killed while the call runs, and while what it changed is told; sent again it is done once.
      const began = program.received.length
      const broken = batch(round).catch(() => null)
      if (round % 2 === 0) await later(150)
      else {
        await broken
        await expect.poll(() => program.received.length, soon).toBeGreaterThan(began + 20)
      }
      await end(running, 'SIGKILL')
      await broken
      running = await run('start')
      await leasesEnd()
      const { created, rows } = await batch(round)
      expect(created).toBe(aRound)
      people.push(...rows.map((row) => row.id))
    }
    const log = () =>
      sql<{ id: string; record_id: string; state: string; attempts: number; status: number | null }>(
        'select id, record_id, state, attempts, status from webhook_message where endpoint_id = $1',
        [id],
      )
    await expect
      .poll(
        async () => {
          await leasesEnd()
          return (await log()).filter(({ state }) => state !== 'delivered').length
        },
        { ...soon, interval: 1000 },
      )
      .toBe(0)
    const messages = await log()
    expect(await sql('select from contact')).toHaveLength(rounds * aRound)
    expect(messages.map((it) => it.record_id).toSorted()).toEqual(people.toSorted())
    const told = Map.groupBy(program.received, ({ headers }) => headers['webhook-id'])
    for (const { id: message, record_id, attempts, status } of messages) {
      const times = told.get(`msg_${message}`) ?? []
      expect(times.length).toBeGreaterThan(0)
      expect(taken).toContain(`msg_${message}`)
      expect(status).toBe(204)
      // Counted before it is sent: of what was under way when the process was killed an attempt may not have arrived.
      expect(attempts).toBeGreaterThanOrEqual(times.length)
      expect(new Set(times.map(({ body }) => body)).size).toBe(1)
      expect(JSON.parse(times[0]!.body).data.id).toBe(record_id)
    }
    expect(told.size).toBe(messages.length)
    for (const one of program.received)
      verified(secret, one, new Date(Number(one.headers['webhook-timestamp']) * 1000))
    const twice = messages.filter(({ id: it }) => told.get(`msg_${it}`)!.length > 1).length
    console.log(`${messages.length} told in ${program.received.length} attempts, ${twice} more than once`)
  })
})
