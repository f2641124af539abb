import { describe, expect, it } from 'vitest'
import { callOut } from '#platform/egress'
import { silence } from '#platform/installation'
import { receiver, verified, world } from '#platform/testing'
import { deliveries } from './jobs.ts'

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000]

describe('bringing webhooks', async () => {
  const w = await world()
  const { webhooks, contacts, notices } = w.owner.client
  const program = await receiver()
  const go = () => w.tick('webhooks')
  const answersWith = (status: number, more: { headers?: Record<string, string>; body?: string } = {}) =>
    program.answers((response) => void response.writeHead(status, more.headers).end(more.body ?? ''))
  let made = 0
  const listening = (url = program.url) =>
    webhooks.create({ name: `Program ${++made}`, url, events: ['contact.created'] })
  /** An endpoint of its own with one message that is due. */
  const due = async () => {
    for (const { id } of (await webhooks.list()).rows) await webhooks.remove({ id })
    program.received.length = 0
    const added = await listening()
    await contacts.create({ name: `Person ${made}` })
    const log = async () => (await webhooks.messages({ id: added.id })).rows
    const one = async () => {
      const [row] = await log()
      return webhooks.message({ id: added.id, messageId: row!.id })
    }
    return { ...added, log, one }
  }

  it('notes how it went: status, time, the first kilobyte of the answer', async () => {
    answersWith(200, { body: 'ä'.repeat(2000) })
    const { one } = await due()
    await go()
    const message = await one()
    expect(message).toMatchObject({
      ...{
        type: 'contact.created',
        state: 'delivered',
        attempts: 1,
        status: 200,
        failure: null,
        nextAt: null,
      },
      ...{ triedAt: w.clock.now(), answer: 'ä'.repeat(512) },
    })
    expect(message.tookMs).toBeGreaterThanOrEqual(0)
    expect(program.received[0]!.headers['webhook-id']).toBe(message.webhookId)
    expect(program.received[0]!.body).toBe(message.body)
  })

  it('tries again by the schedule, ten times, always the same message signed anew; then it has failed', async () => {
    answersWith(500, { body: 'Oops' })
    const { secret, one } = await due()
    await go()
    expect(await one()).toMatchObject({
      state: 'waiting',
      attempts: 1,
      status: 500,
      failure: 'Answered 500.',
    })
    await go()
    expect(program.received).toHaveLength(1)
    const pauses = []
    for (let n = 2; n <= 10; n++) {
      const { nextAt } = await one()
      const pause = nextAt!.getTime() - w.clock.now().getTime()
      pauses.push(Math.round(pause / second))
      w.clock.advance(pause - 1)
      await go()
      expect(program.received).toHaveLength(n - 1)
      w.clock.advance(1)
      await go()
      expect(program.received).toHaveLength(n)
      verified(secret, program.received.at(-1)!, w.clock.now())
    }
    const planned = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    for (const [n, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThanOrEqual(planned[n]!)
      expect(pause).toBeLessThanOrEqual(planned[n]! * 1.1 + 1)
    }
    expect(await one()).toMatchObject({ state: 'failed', attempts: 10, nextAt: null, answer: 'Oops' })
    expect(new Set(program.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(program.received.map(({ body }) => body)).size).toBe(1)
  })

  it('waits as long as it is asked to', async () => {
    answersWith(429, { headers: { 'retry-after': '7200' } })
    const { one } = await due()
    await go()
    expect((await one()).nextAt!.getTime() - w.clock.now().getTime()).toBe(2 * hour)
  })

  it('follows no redirect', async () => {
    const inner = await receiver()
    answersWith(307, { headers: { location: inner.url } })
    const { one } = await due()
    await go()
    expect(await one()).toMatchObject({ state: 'waiting', status: 307 })
    expect(inner.received).toEqual([])
  })

  it('calls no private address, whatever a name leads to (24)', async () => {
    const { id, one } = await due()
    // A name that was not named as ours and leads there, as one of the world's may.
    const url = `https://localhost:${program.port}/`
    await w.inside((db) => db.updateTable('webhook_endpoint').set({ url }).where('id', '=', id).execute())
    await go()
    expect(await one()).toMatchObject({
      ...{ state: 'waiting', status: null, answer: null },
      failure: 'localhost is not an address of the public internet',
    })
    expect(program.received).toEqual([])
  })

  it('switches off who says that it is gone, tells the owners, and keeps what waits to be sent again', async () => {
    answersWith(410)
    const { id, log } = await due()
    await go()
    expect(await webhooks.get({ id })).toMatchObject({ isOn: false, offBecause: 'gone', failed: 1 })
    expect((await notices.list({})).rows).toMatchObject([
      { kind: 'webhook_off', link: `/settings/webhooks/${id}` },
    ])
    await contacts.create({ name: 'Not told' })
    await go()
    expect(await log()).toHaveLength(1)
    await expect(webhooks.test({ id })).rejects.toMatchObject({ data: { reason: 'switched_off' } })
    answersWith(204)
    await webhooks.update({ id, isOn: true })
    expect(await webhooks.replayFailed({ id, since: new Date(0) })).toMatchObject({ count: 1 })
    await go()
    expect(await webhooks.get({ id })).toMatchObject({ isOn: true, offBecause: null, failed: 0, waiting: 0 })
  })

  it('switches off where nothing came through for five days, and not where something did', async () => {
    answersWith(500)
    const { id } = await due()
    await go()
    w.clock.advance(4 * day)
    answersWith(200)
    await go()
    answersWith(500)
    await contacts.create({ name: 'Begins anew' })
    await go()
    expect(await webhooks.get({ id })).toMatchObject({ failingSince: w.clock.now() })
    w.clock.advance(4 * day)
    await go()
    expect(await webhooks.get({ id })).toMatchObject({ isOn: true })
    w.clock.advance(day + minute)
    await contacts.create({ name: 'The last one' })
    await go()
    await go()
    expect(await webhooks.get({ id })).toMatchObject({ isOn: false, offBecause: 'failing', waiting: 0 })
  })

  it('sends again under the same id what was delivered or failed, one or all since an instant', async () => {
    answersWith(200)
    const { id, one, log } = await due()
    await go()
    const first = await one()
    await webhooks.replay({ id, messageId: first.id })
    await expect(webhooks.replay({ id, messageId: first.id })).rejects.toMatchObject({
      data: { reason: 'on_its_way' },
    })
    await go()
    const [before, again] = program.received
    expect(again!.headers['webhook-id']).toBe(before!.headers['webhook-id'])
    expect(again!.body).toBe(before!.body)
    answersWith(500)
    await contacts.create({ name: 'Early' })
    w.clock.advance(minute)
    const since = w.clock.now()
    await contacts.create({ name: 'Late' })
    await go()
    await webhooks.update({ id, isOn: false })
    await webhooks.update({ id, isOn: true })
    expect((await log()).map(({ state }) => state)).toEqual(['failed', 'failed', 'delivered'])
    expect(await webhooks.replayFailed({ id, since })).toMatchObject({ count: 1 })
    answersWith(200)
    await go()
    const failed = await webhooks.messages({ id, state: 'failed' })
    expect(failed.rows).toHaveLength(1)
    expect((await webhooks.message({ id, messageId: failed.rows[0]!.id })).body).toContain('Early')
  })

  it('signs with both secrets for a day after a new one was made', async () => {
    answersWith(200)
    const { id, secret: old } = await due()
    const { secret } = await webhooks.rotate({ id })
    expect(secret).not.toBe(old)
    await go()
    const [both] = program.received.splice(0)
    verified(old, both!, w.clock.now())
    verified(secret, both!, w.clock.now())
    w.clock.advance(day)
    await webhooks.test({ id })
    await go()
    const [one] = program.received
    verified(secret, one!, w.clock.now())
    expect(() => verified(old, one!, w.clock.now())).toThrow('No matching signature')
    expect(JSON.parse(one!.body)).toMatchObject({ type: 'webhook.test' })
  })

  it('sends once more what it was killed over, under the same id, and notes it once', async () => {
    answersWith(200)
    const { one, log } = await due()
    const sent = Promise.withResolvers<void>()
    // The message is out, and of the process nothing is heard any more.
    void w.run(
      deliveries(async (...call) => {
        await callOut(...call)
        sent.resolve()
        return new Promise<never>(() => {})
      }),
      { beside: true },
    )
    await sent.promise
    await go()
    expect(program.received).toHaveLength(1)
    expect(await one()).toMatchObject({ state: 'waiting', attempts: 1 })
    w.clock.advance(minute)
    await w.run(deliveries(), { beside: true })
    expect(program.received.map(({ headers }) => headers['webhook-id'])).toEqual([
      (await one()).webhookId,
      (await one()).webhookId,
    ])
    expect(await log()).toMatchObject([{ state: 'delivered', attempts: 2 }])
  })

  it('sends each message once, however many processes send', async () => {
    answersWith(200)
    const { id, log } = await due()
    for (let n = 0; n < 24; n++) await contacts.create({ name: `Of many ${n}` })
    do await Promise.all([1, 2, 3].map(() => w.run(deliveries(), { beside: true })))
    while ((await webhooks.get({ id })).waiting > 0)
    const ids = program.received.map(({ headers }) => headers['webhook-id'])
    expect(ids).toHaveLength(25)
    expect(new Set(ids).size).toBe(25)
    expect((await log()).every(({ state, attempts }) => state === 'delivered' && attempts === 1)).toBe(true)
    expect(await webhooks.get({ id })).toMatchObject({ waiting: 0, failed: 0 })
  })

  it('lets a receiver that hangs keep no other waiting', async () => {
    answersWith(200)
    const hanging = await receiver()
    hanging.answers(() => undefined)
    const { id } = await due()
    w.clock.advance(second)
    const stuck = await listening(hanging.url)
    await contacts.create({ name: 'For both' })
    const run = w.run(
      deliveries((url, options) => callOut(url, { ...options, timeoutMs: 300 })),
      { beside: true },
    )
    await expect.poll(() => program.received.length).toBe(2)
    await run
    expect(await webhooks.get({ id: stuck.id })).toMatchObject({ waiting: 1, failingSince: w.clock.now() })
    expect(await webhooks.get({ id })).toMatchObject({ waiting: 0 })
    await webhooks.remove({ id: stuck.id })
  })

  it('is silent where the installation is, and goes on once it is confirmed', async () => {
    answersWith(200)
    const { id } = await due()
    await silence(w.database, 'A copy', w.clock)
    await go()
    expect(program.received).toEqual([])
    expect(await webhooks.get({ id })).toMatchObject({ waiting: 1 })
    await w.sql('delete from installation')
    await go()
    expect(program.received).toHaveLength(1)
  })

  it('says so where the secret can’t be opened, as after a restore with another installation’s', async () => {
    const { id, one } = await due()
    await w.sql("update webhook_state set secret = '1.AAAA' where id = $1", [id])
    await go()
    expect(await one()).toMatchObject({ status: null, failure: expect.stringContaining('new secret') })
    expect(program.received).toEqual([])
  })

  it('forgets after 30 days', async () => {
    answersWith(200)
    const { log } = await due()
    await go()
    w.clock.advance(29 * day)
    await w.tick('webhooks.forget')
    expect(await log()).toHaveLength(1)
    w.clock.advance(day)
    await w.tick('webhooks.forget')
    expect(await log()).toEqual([])
  })
})
