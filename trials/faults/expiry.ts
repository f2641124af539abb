import { describe, expect, it } from 'vitest'
import { type Installation, installation } from '../installation.ts'

const people = 120
const sellers = ['Anna', 'Ben']
const soon = { timeout: 60_000, interval: 50 }

/** What became of everybody's handover; ids and times apart. */
const endState = (it: Installation) =>
  it.sql(`
    select c.email, c.owner_id is null as free, h.state, h.expiries, h.with_manager,
      (select string_agg(concat_ws(' ', o.number, o.state, o.cause, m.name, o.no_cover), ', ' order by o.number)
        from offer o join member m on m.id = o.member_id where o.handover_id = h.id) as offers,
      (select string_agg(concat_ws(' ', s.state, s.reason), ', ' order by s.id) from handover_state s where s.handover_id = h.id) as states,
      (select string_agg(concat_ws(' ', n.kind, m.name), ', ' order by n.id)
        from notice n join member m on m.id = n.member_id where n.handover_id = h.id) as notices
    from handover h join contact c on c.id = h.contact_id order by c.email`)

/** Lets every answer fall due, one after the other within two and a half seconds. */
const letRunOut = (it: Installation) =>
  it.sql(`
    set session_replication_role = replica;
    update offer set answer_due_at = now() - interval '1 second' where state = 'open';
    update pump_clock p set at = now() + n.number % 25 * interval '100 milliseconds'
    from (select contact_id, row_number() over (order by contact_id) as number from pump_clock where kind = 'handover') n
    where p.contact_id = n.contact_id and p.kind = 'handover'`)

const expired = async (it: Installation) =>
  (await it.sql<{ n: number }>(`select count(*)::int as n from offer where state = 'expired'`))[0]!.n
const all = (it: Installation) => expect.poll(() => expired(it), soon).toBe(people)

describe('offers that nobody answers', async () => {
  const [one, killed] = [await installation(), await installation()]

  it('are made once each by two processes that pump at once', async () => {
    await one.run('start')
    await one.found()
    const { rows } = await one.ask<{ rows: { id: string }[] }>('GET', '/members')
    await one.ask('PATCH', `/members/${rows[0]!.id}`, { takesLeads: false })
    for (const name of sellers) {
      await one.ask('POST', '/invitations', { email: `${name}@firm.example`, role: 'sales_rep' })
      const [letter] = await one.sql<{ text_body: string }>('select text_body from letter order by id desc')
      const token = /token=([\w-]+)/.exec(letter!.text_body)![1]
      await one.ask('POST', '/invitations/acceptance', { token, name, password: 'a sentence to remember' })
    }
    await one.run('worker')
    for (let part = 0; part < 4; part++)
      await one.ask('POST', '/events', {
        events: Array.from({ length: people / 4 }, (_, n) => ({
          ...{ kind: 'trial_started', asks: true },
          contact: { email: `p${String(part * 100 + n).padStart(4, '0')}@firm.example` },
        })),
      })
    const offers = async () =>
      (await one.sql<{ n: number }>('select count(*)::int as n from offer where state = $1', ['open']))[0]!.n
    await expect.poll(offers, soon).toBe(people)
    const made = await endState(one)
    expect(new Set(made.map(({ email }) => email)).size).toBe(people)
    expect(made.map(({ offers: its, notices }) => [its, notices])).toEqual(
      made.map(() => [
        expect.stringMatching(/^1 open first (Anna|Ben) [tf]$/),
        expect.stringMatching(/^offered \w+$/),
      ]),
    )
    await one.stopAll()
  }, 120_000)

  it('expire to the same end in two processes at once and in one that is killed twice', async () => {
    await killed.copyFrom(one)
    await one.run('start')
    await one.run('worker')
    await letRunOut(one)
    await all(one)
    const end = await endState(one)
    await one.stopAll()
    expect(end[0]!.offers).toMatch(/^1 expired first \w+ [tf], 2 open reoffer \w+ [tf]$/)

    let running = await killed.run('start')
    await letRunOut(killed)
    const often = { ...soon, interval: 5 }
    await expect.poll(() => expired(killed), often).toBeGreaterThan(people / 10)
    await killed.end(running, 'SIGKILL')
    running = await killed.run('start')
    // By now the rest is due, and goes in one transaction.
    const writing = () => killed.sql('select from pg_stat_activity where backend_xid is not null')
    await expect.poll(async () => (await writing()).length, often).toBeGreaterThan(0)
    await killed.end(running, 'SIGKILL')
    await killed.run('start')
    await all(killed)
    expect(await endState(killed)).toEqual(end)
  }, 240_000)
})
