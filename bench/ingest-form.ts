import Fastify from 'fastify'
import pg from 'pg'
import type { Benchmark } from './bench.ts'
import { type Installation, install, seconds } from './installation.ts'

const submissions = 1_000
const atOnce = 32
const floorPool = 6
/** A person needs longer than this to fill a form in, so the pages must be that old. */
const trapMs = 2_100
const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/**
 * Inquiries by a form without JavaScript, each a new person with consent, journal event, lead and handover behind it.
 * Floor: as many requests that each write one row.
 */
export const ingestForm: Benchmark = {
  name: 'ingest-form',
  work: `inquiries by a form, ${atOnce} at once, each answered after the commit`,
  unit: 'requests/s',
  prepare: async () => {
    const at = await install()
    const { id } = await at.ask<{ id: string }>('POST', '/forms', { name: 'Inquiry', intent: 'asks' })
    await at.ask('POST', `/forms/${id}/publication`, {})
    const { url } = await at.ask<{ url: string }>('GET', `/forms/${id}`)
    const page = `${at.publicUrl}${new URL(url).pathname}`
    const floor = await floorServer(at)
    let round = 0
    const send = async (count: number) => {
      const name = `r${++round}`
      const bodies = await inLanes(count, (n) => filledIn(page, `person${n}.${name}@firm.example`, n))
      await new Promise((resolve) => setTimeout(resolve, trapMs))
      const taken = await seconds(() => inLanes(count, (n) => post(page, bodies[n]!, n)))
      const [kept] = await at.sql<{ people: number; events: number }>(
        `select count(distinct c.id)::int as people, count(distinct e.id)::int as events
         from contact c join subject s on s.kind = 'contact' and s.key = c.id::text
         join journal_event e on e.subject_id = s.id and e.kind = 'form.submitted'
         where c.email like $1`,
        [`person%.${name}@firm.example`],
      )
      if (kept!.people !== count || kept!.events !== count)
        throw new Error(`${count} were sent; there are ${kept!.people} people and ${kept!.events} events`)
      return count / taken
    }
    return {
      oracle: async () => {
        await send(20)
      },
      round: () => send(submissions),
      floor: async () =>
        submissions / (await seconds(() => inLanes(submissions, (n) => post(floor.url, 'a=b', n)))),
      memoryMb: at.memoryMb,
      close: async () => {
        await floor.close()
        await at.close()
      },
    }
  },
}

/** Opens the page as a stranger does and fills its fields in. */
async function filledIn(page: string, email: string, n: number): Promise<string> {
  const html = await (await fetch(page, { headers: from(n) })).text()
  const body = new URLSearchParams()
  for (const [tag] of html.matchAll(/<(?:input|textarea)\b[^>]*>/g)) {
    const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]
    const [name, type, value] = [of('name'), of('type'), of('value')]
    if (!name || name === '-homepage' || name === '-answer') continue
    if (type === 'hidden') body.set(name, value ?? '')
    else if (type === 'email') body.set(name, email)
    else if (type === 'tel') body.set(name, '+49 30 901820')
    else if (type === 'checkbox') body.set(name, 'yes')
    else if (type !== 'radio') body.set(name, `Person ${n}`)
  }
  const [, one, other] = /What is (\w+) plus (\w+)\?/.exec(html) ?? []
  if (!one || !other) throw new Error(`The page asks nothing: ${html.slice(0, 300)}`)
  body.set('-answer', String(words.indexOf(one) + words.indexOf(other) + 2))
  return body.toString()
}

/** Every request from another address: a firm's visitors are not one machine. */
const from = (n: number) => ({ 'x-forwarded-for': `10.${(n >> 12) & 63}.${(n >> 6) & 63}.${n & 63}` })

async function post(url: string, body: string, n: number): Promise<void> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...from(n) }
  const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual' })
  const text = await answer.text()
  if (answer.status >= 400) throw new Error(`${answer.status}: ${text.slice(0, 500)}`)
}

async function inLanes<T>(count: number, run: (n: number) => Promise<T>): Promise<T[]> {
  const made: T[] = []
  let next = 0
  const lane = async () => {
    for (let n = next++; n < count; n = next++) made[n] = await run(n)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return made
}

/** The least that could be: a bare server that writes one row a request and answers after its commit. */
async function floorServer(at: Installation) {
  await at.sql('create table bench_floor (id bigserial primary key, body text)')
  const pool = new pg.Pool({ ...at.database.connectionConfig('owner'), max: floorPool })
  const app = Fastify()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => parsed(null, body))
  app.post('/', async (request) => {
    await pool.query('insert into bench_floor (body) values ($1)', [request.body])
    return { ok: true }
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    close: async () => {
      await app.close()
      await pool.end()
    },
  }
}
