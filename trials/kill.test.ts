import type { ChildProcess } from 'node:child_process'
import { describe, expect, it } from 'vitest'
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
    const people = 4_000
    const rows = Array.from(
      { length: people },
      (_, n) => `person${String(n).padStart(5, '0')}@firm.example,Vorname ${n},Stadt ${n % 50}`,
    )
    const text = ['Email,First name,City', ...rows, 'not an address,Cara,Bonn'].join('\n')
    const { id } = await ask<{ id: string }>('POST', '/imports', {
      fileName: 'people.csv',
      sizeBytes: Buffer.byteLength(text),
    })
    const part = new FormData()
    part.set('part', new File([text], 'people.csv'))
    await ask('PUT', `/imports/${id}/parts/0`, part)
    type Import = { state: string; counts: { rows: number; created: number; refused: number } }
    const look = () => ask<Import>('GET', `/imports/${id}`)
    const until = async (isIt: (one: Import) => boolean) => {
      for (;;) {
        const one = await look()
        if (one.state === 'failed') throw new Error(JSON.stringify(one))
        if (isIt(one)) return one
        await later(200)
      }
    }
    await until(({ state }) => state === 'read')
    await ask('POST', `/imports/${id}/start`, {})
    for (const rowsBefore of [1, 2_000]) {
      await until(({ counts }) => counts.rows >= rowsBefore)
      await kill()
      await start()
    }
    const done = await until(({ state }) => state === 'done')
    expect(done.counts).toMatchObject({ rows: people + 1, created: people, refused: 1 })
    expect(await emails()).toEqual(rows.map((row) => row.split(',')[0]))

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
  }, 240_000)
})
