import { Worker } from 'node:worker_threads'
import Fastify from 'fastify'
import pg from 'pg'
import { uuidv7 } from '#platform/clock'
import type { Benchmark } from './bench.ts'
import { type Installation, install } from './installation.ts'
import { idOf, type Load, type Loaded } from './load.ts'
import { processorMsBelow } from './processor.ts'

const hits = 20_000
const visitors = 10_000
const known = 100
const atOnce = 512
const flushMs = 5
const headers = {
  origin: 'https://www.firm.example',
  'content-type': 'text/plain;charset=UTF-8',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
}

/**
 * Pages read by visitors of a website, half of them without a cookie and some of them known people, each answered after the
 * commit. Floor: a bare server that gathers as long and writes the same bodies by one multi-row insert into a bare table.
 */
export const ingest: Benchmark = {
  name: 'ingest',
  work: `hits of ${visitors} visitors of a website, ${atOnce} at once, each answered after the commit`,
  unit: 'requests/s',
  rounds: 3,
  prepare: async () => {
    const at = await install()
    await at.ask('PUT', '/website', { on: true, sites: ['firm.example'] })
    const { snippet } = await at.ask<{ snippet: string }>('GET', '/website')
    const path = `/-/hit/${/data-key="([^"]+)"/.exec(snippet)![1]}`
    await knowSome(at, path)
    const floor = await floorServer(at)
    let round = 0
    const send = async (count: number) => {
      round++
      const { seconds, statuses } = await told('hits', { origin: at.publicUrl, path, count, round })
      await count204(statuses, count)
      await storedOnce(at, round, count)
      return count / seconds
    }
    return {
      oracle: async () => {
        await send(visitors)
        const [row] = await at.sql<{ visits: number; browsers: number; looked: number }>(
          `select (select count(*)::int from journal_event where kind = 'visit.started') as visits,
             (select count(*)::int from visitor) as browsers,
             (select count(distinct contact_id)::int from identity where proof = 'proven') as looked`,
        )
        const right = { visits: visitors, browsers: visitors, looked: known }
        if (JSON.stringify(row) !== JSON.stringify(right))
          throw new Error(`${JSON.stringify(row)} instead of ${JSON.stringify(right)}`)
      },
      round: () => send(hits),
      floor: async () => {
        const { seconds, statuses } = await told('floor', {
          origin: floor.url,
          path: '/',
          count: hits,
          round,
        })
        await count204(statuses, hits)
        return hits / seconds
      },
      memoryMb: at.memoryMb,
      close: async () => {
        await floor.close()
        await at.close()
      },
    }
  },
}

/** Some visitors are people: they came by a link that was given to them. */
async function knowSome(at: Installation, path: string): Promise<void> {
  for (let n = 0; n < known; n++) {
    const { id } = await at.ask<{ id: string }>('POST', '/contacts', { name: `Person ${n}` })
    const { url } = await at.ask<{ url: string }>('POST', `/contacts/${id}/site-links`, {
      url: `${headers.origin}/`,
    })
    const body = {
      ...{ e: 'page', u: `${headers.origin}/`, r: '', t: '', i: idOf(n * 2) },
      l: new URL(url).searchParams.get('baton'),
    }
    const answer = await fetch(at.publicUrl + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (answer.status !== 204) throw new Error(`${answer.status}: ${await answer.text()}`)
  }
}

/** Says what a hit had of a processor: the clock alone says little beside other work. */
async function told(name: string, it: Parameters<typeof load>[0]): Promise<Loaded> {
  const [before, ours] = [await processorMsBelow(process.pid), process.threadCpuUsage()]
  const loaded = await load(it)
  const { user, system } = process.threadCpuUsage(ours)
  // What ended meanwhile is not counted.
  const theirs = [...(await processorMsBelow(process.pid))].map(([pid, ms]) => ms - (before.get(pid) ?? 0))
  const usOf = (ms: number) => ((ms * 1000) / it.count).toFixed(1)
  console.error(
    `${name}: ${Math.round(it.count / loaded.seconds)} /s; µs of a processor for each: server’s thread ${usOf((user + system) / 1000)}, PostgreSQL ${usOf(theirs.reduce((sum, ms) => sum + ms, 0))}, sender ${usOf(loaded.senderMs)}`,
  )
  return loaded
}

function load(it: Pick<Load, 'origin' | 'path' | 'count' | 'round'>): Promise<Loaded> {
  return new Promise((resolve, reject) => {
    const workerData: Load = { ...it, headers, visitors, atOnce }
    const worker = new Worker(new URL('./load.ts', import.meta.url), { workerData })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

async function count204(statuses: Record<string, number>, count: number): Promise<void> {
  if (statuses[204] !== count) throw new Error(`${count} were sent, answered ${JSON.stringify(statuses)}`)
}

/** Every hit that was answered is in the journal, once, and none was taken for a program's. */
async function storedOnce(at: Installation, round: number, count: number): Promise<void> {
  const [row] = await at.sql<{ n: number; pages: number; machines: number }>(
    `select count(*)::int as n, count(distinct data ->> 'page')::int as pages,
       (select count(*)::int from machine_hit) as machines
     from journal_event where kind = 'page.viewed' and data ->> 'page' like $1`,
    [`/r${round}/%`],
  )
  if (row!.n !== count || row!.pages !== count || row!.machines !== 0)
    throw new Error(`${count} were answered; stored are ${JSON.stringify(row)}`)
}

async function floorServer(at: Installation) {
  await at.sql('create table bench_hit (id uuid, workspace_id int, at timestamptz, body text)')
  const client = new pg.Client(at.database.connectionConfig('owner'))
  await client.connect()
  let waiting: { body: string; done: () => void }[] = []
  const flush = async () => {
    const batch = waiting
    waiting = []
    const now = new Date()
    await client.query(
      'insert into bench_hit select n.id, 1, $1, n.body from unnest($2::uuid[], $3::text[]) as n (id, body)',
      [now, batch.map(() => uuidv7(now)), batch.map(({ body }) => body)],
    )
    for (const { done } of batch) done()
    if (waiting.length > 0) setTimeout(() => void flush(), flushMs)
    else busy = false
  }
  let busy = false
  const app = Fastify()
  app.post('/', async (request, reply) => {
    await new Promise<void>((done) => {
      waiting.push({ body: request.body as string, done })
      if (busy) return
      busy = true
      setTimeout(() => void flush(), flushMs)
    })
    return reply.code(204).send()
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    close: async () => {
      await app.close()
      await client.end()
    },
  }
}
