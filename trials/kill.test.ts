import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { broughtIn } from './brought-in.ts'
import { installation, later } from './installation.ts'

const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/**
 * A real installation that is killed without warning while it works, and started again: what it had confirmed is there,
 * once, and what was under way is finished.
 */
describe('kill -9', async () => {
  const { run, end, ask, found, sql, publicPort } = await installation()
  let running: ChildProcess
  const start = async () => {
    running = await run('start')
    // What the killed process had taken is taken up when its lease has ended: here at once.
    await sql('update import set lease_until = now() where lease_until is not null')
  }
  const kill = () => end(running, 'SIGKILL')
  /** Everybody there is, by e-mail; a page at a time. */
  const emails = async (): Promise<string[]> => {
    const found: string[] = []
    let cursor = ''
    do {
      const page = await ask<{ rows: { email: string }[]; next: string | null }>(
        'GET',
        `/contacts?limit=200${cursor}`,
      )
      found.push(...page.rows.map(({ email }) => email))
      cursor = page.next ? `&cursor=${encodeURIComponent(page.next)}` : ''
    } while (cursor)
    return found.sort()
  }

  it('during an import and its undo: each goes on, nobody comes in twice, and nobody stays', async () => {
    await start()
    await found()
    const people = 6_500
    const rows = Array.from(
      { length: people },
      (_, n) =>
        `person${String(n).padStart(5, '0')}@firm.example,Vorname ${n},Stadt ${n % 50},Firma ${n % 40} GmbH,${n % 9 ? 'No' : 'Yes'}`,
    )
    const text = ['Email,First name,City,Company,Do not email', ...rows, 'not an address,Cara,Bonn,,'].join(
      '\n',
    )
    type Import = {
      state: string
      following: number
      counts: { rows: number; created: number; refused: number }
    }
    let id = ''
    const send = async () => {
      const sizeBytes = Buffer.byteLength(text)
      ;({ id } = await ask<{ id: string }>('POST', '/imports', { fileName: 'people.csv', sizeBytes }))
      const part = new FormData()
      part.set('part', new File([text], 'people.csv'))
      await ask('PUT', `/imports/${id}/parts/0`, part)
      await until(({ state }) => state === 'read')
      await ask('POST', `/imports/${id}/start`, {})
    }
    const until = async (isIt: (one: Import) => boolean) => {
      for (;;) {
        const one = await ask<Import>('GET', `/imports/${id}`)
        if (one.state === 'failed') throw new Error(JSON.stringify(one))
        if (isIt(one)) return one
        await later(200)
      }
    }
    await send()
    for (const rowsBefore of [1, 4_000]) {
      await until(({ counts }) => counts.rows >= rowsBefore)
      await kill()
      await start()
    }
    const done = await until(({ state, following }) => state === 'done' && following === 0)
    expect(done.counts).toMatchObject({ rows: people + 1, created: people, refused: 1 })
    expect(await emails()).toEqual(rows.map((row) => row.split(',')[0]))
    const disturbed = await broughtIn(sql, id)

    await ask('POST', `/imports/${id}/undo`, {})
    const atWork = () =>
      sql(`select from pg_stat_activity where query like '%given as materialized%' and state = 'active'
      and pid <> pg_backend_pid()`)
    await expect
      .poll(async () => (await atWork()).length, { timeout: 60_000, interval: 5 })
      .toBeGreaterThan(0)
    await kill()
    await start()
    expect((await emails()).length).toBe(people)
    await until(({ state }) => state === 'undone')
    expect(await emails()).toEqual([])

    await send()
    await until(({ state, following }) => state === 'done' && following === 0)
    expect(await broughtIn(sql, id)).toEqual(disturbed)
  }, 240_000)

  it('under inquiries: every one that was answered is there once, with its lead and its handover', async () => {
    const { id } = await ask<{ id: string }>('POST', '/forms', { name: 'Inquiry', intent: 'asks' })
    await ask('POST', `/forms/${id}/publication`, {})
    const { url } = await ask<{ url: string }>('GET', `/forms/${id}`)
    const page = `http://127.0.0.1:${publicPort}${new URL(url).pathname}`
    const from = (n: number) => ({ 'x-forwarded-for': `10.0.${n >> 6}.${n & 63}` })
    const filledIn = async (n: number) => {
      const html = await (await fetch(page, { headers: from(n) })).text()
      const body = new URLSearchParams()
      for (const [tag] of html.matchAll(/<(?:input|textarea)\b[^>]*>/g)) {
        const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
        const [name, type] = [of('name'), of('type')]
        if (!name || name === '-homepage' || name === '-answer' || type === 'radio') continue
        if (type === 'hidden') body.set(name, of('value') ?? '')
        else if (type === 'email') body.set(name, `asks${String(n).padStart(3, '0')}@firm.example`)
        else if (type === 'tel') body.set(name, '+49 30 901820')
        else body.set(name, type === 'checkbox' ? 'yes' : `Person ${n}`)
      }
      const [, one = '', other = ''] = /What is (\w+) plus (\w+)\?/.exec(html) ?? []
      body.set('-answer', String(words.indexOf(one) + words.indexOf(other) + 2))
      return body
    }
    const bodies = await Promise.all(Array.from({ length: 120 }, (_, n) => filledIn(n)))
    await later(2_100) // nobody fills a form in faster
    const answered: string[] = []
    const sending = bodies.map(async (body, n) => {
      await later(n * 40)
      try {
        const answer = await fetch(page, { method: 'POST', body, headers: from(n), redirect: 'manual' })
        if (answer.status < 400) answered.push(`asks${String(n).padStart(3, '0')}@firm.example`)
      } catch (error) {
        if (!(error instanceof TypeError)) throw error // the connection broke with the process: no answer
      }
    })
    await expect.poll(() => answered.length, { timeout: 60_000 }).toBeGreaterThan(20)
    // Killed inside a batch of the pump: it alone takes clocks away, and has its people half computed then.
    const atPump = () =>
      sql(`select from pg_locks l join pg_class c on c.oid = l.relation
        where c.relname = 'pump_clock' and l.mode = 'RowExclusiveLock'`)
    await expect
      .poll(async () => (await atPump()).length, { timeout: 60_000, interval: 2 })
      .toBeGreaterThan(0)
    await kill()
    await Promise.all(sending)
    await start()
    expect(answered.length).toBeGreaterThan(0)
    type Rows = { rows: { contactId: string }[]; next: string | null }
    const handovers = async () => (await ask<Rows>('GET', '/handovers?box=open&limit=200')).rows
    const there = (await emails()).filter((email) => email.startsWith('asks'))
    await expect.poll(async () => (await handovers()).length, { timeout: 60_000 }).toBe(there.length)
    expect(new Set(there).size).toBe(there.length)
    expect(there).toEqual(expect.arrayContaining(answered))
    expect(new Set((await handovers()).map(({ contactId }) => contactId)).size).toBe(there.length)
    // Whoever was computed when it was killed has just what all others have, as if nothing had happened.
    const sorts = await sql<{ people: number }>(
      `select count(*)::int as people, facts from (
         select (select array_agg(state || lane) from handover h where h.contact_id = c.id) as handovers,
           array[
             (select count(*) from lead l where l.contact_id = c.id),
             (select count(*) from lead_state s join lead l on l.id = s.lead_id where l.contact_id = c.id),
             (select count(*) from handover_state s join handover h on h.id = s.handover_id where h.contact_id = c.id),
             (select count(*) from offer o join handover h on h.id = o.handover_id where h.contact_id = c.id),
             (select count(*) from submission s join lead l on l.id = s.lead_id where l.contact_id = c.id),
             (select count(*) from consent k join identity i on i.subject_id = k.subject_id where i.contact_id = c.id),
             (select count(*) from journal_event e join identity i on i.subject_id = e.subject_id where i.contact_id = c.id),
             (select count(*) from fact_version f where f.contact_id = c.id),
             (select count(*) from search_entry s where s.id = c.id),
             (select count(*) from standing s where s.contact_id = c.id)
           ] as facts
         from contact c where c.email like 'asks%' and c.deleted_at is null
       ) each group by handovers, facts`,
    )
    expect(sorts).toEqual([{ people: there.length, facts: expect.anything() }])
  }, 240_000)
})
