import type { FastifyInstance, FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'
import { sql } from 'kysely'
import { schemaVersion } from '#platform/db'
import { type Actor, forbidden } from '#platform/http'
import type { Sample } from '#platform/metrics'
import type { House } from './house.ts'

const mostCounted = 100_000

/** For whoever runs an installation: whether it lives, whether it can serve, what it does. */
export function mountOperations(
  app: FastifyInstance,
  house: House,
  identify: (headers: Headers) => Promise<Actor>,
): void {
  const { database, log, metrics, clock } = house
  app.get('/healthz', async () => ({ ok: true }))
  app.get('/readyz', async (_request, reply) => {
    try {
      return { ok: true, schema: await schemaVersion(database) }
    } catch (error) {
      log.error({ err: error }, 'not ready')
      return reply.code(503).type('application/problem+json').send({
        type: 'about:blank',
        title: 'The database does not answer.',
        status: 503,
        code: 'not_ready',
      })
    }
  })
  app.get('/metrics', async (request, reply) => {
    if (!fromHere(request)) {
      const actor = await identify(new Headers({ authorization: request.headers.authorization ?? '' }))
      if (!actor.permissions.has('audit.read'))
        throw forbidden('not_permitted', 'This key may not see the change log, and so not the metrics.')
    }
    const gauges = [...processGauges(house), ...(await engineGauges(house, clock.now()))]
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(metrics.text(gauges))
  })
}

/** A program on this machine itself; what came through a proxy says so, and a page in a browser names another host. */
function fromHere(request: FastifyRequest): boolean {
  if (['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'origin'].some((name) => request.headers[name]))
    return false
  const host = URL.parse(`http://${request.headers.host ?? ''}`)?.hostname ?? ''
  if (!['localhost', '127.0.0.1', '[::1]'].includes(host)) return false
  return ipaddr.isValid(request.ip) && ipaddr.process(request.ip).range() === 'loopback'
}

function processGauges({ database }: House): Sample[] {
  const connections = database.connections()
  const of = (what: 'total' | 'idle' | 'waiting') =>
    connections.map(({ pool, ...n }): [{ pool: string }, number] => [{ pool }, n[what]])
  return [
    { name: 'baton_pool_connections', help: 'Database connections open.', values: of('total') },
    { name: 'baton_pool_idle', help: 'Database connections unused.', values: of('idle') },
    { name: 'baton_pool_waiting', help: 'Requests that wait for a connection.', values: of('waiting') },
    {
      name: 'process_resident_memory_bytes',
      help: 'Memory of this process.',
      values: [[{}, process.memoryUsage.rss()]],
    },
    { name: 'process_uptime_seconds', help: 'Since this process started.', values: [[{}, process.uptime()]] },
  ]
}

/** What the engine has before it, as the database tells: the same whichever process is asked. */
async function engineGauges({ database }: House, now: Date): Promise<Sample[]> {
  const { pump, jobs } = await database.engine(async (db) => {
    const { rows } = await sql<{ waiting: number; oldest: Date | null; due: number; overdue: Date | null }>`
      select (select count(*)::int from (select from news limit ${mostCounted}) n) as waiting, (select min(at) from news) as oldest,
             (select count(*)::int from (select from pump_clock where at <= ${now} limit ${mostCounted}) c) as due,
             (select min(at) from pump_clock where at <= ${now}) as overdue`.execute(db)
    const leases = await db.selectFrom('job_lease').select(['name', 'ran_at']).orderBy('name').execute()
    return { pump: rows[0], jobs: leases }
  })
  const age = (at: Date | null | undefined) => (at ? Math.max(0, now.getTime() - at.getTime()) / 1000 : 0)
  return [
    {
      name: 'baton_pump_lag_seconds',
      help: 'Age of the oldest news or clock that the pump has not taken.',
      values: [[{}, Math.max(age(pump?.oldest), age(pump?.overdue))]],
    },
    {
      name: 'baton_pump_waiting',
      help: 'News and due clocks that the pump has not taken (counted to 100,000).',
      values: [
        [{ what: 'news' }, pump?.waiting ?? 0],
        [{ what: 'clocks' }, pump?.due ?? 0],
      ],
    },
    {
      name: 'baton_job_last_run_seconds',
      help: 'Since each recurring job last began, in any process.',
      values: jobs.map((it) => [{ job: it.name }, age(it.ran_at)]),
    },
  ]
}
