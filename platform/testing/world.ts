import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import { movableClock, uuidv7 } from '#platform/clock'
import { readConfig } from '#platform/config'
import { openDatabase } from '#platform/db'
import { makeLog } from '#platform/log'
import { makeMetrics } from '#platform/metrics'
import { pumpAll } from '#platform/pump'
import type { Job } from '#platform/registry'
import { tickJob } from '#platform/ticks'
import { foundWorkspace, ROLES, type Role } from '#workspace/members'
import type { Contract } from '../../apps/contract.ts'
import type { House } from '../../apps/house.ts'
import { serve } from '../../apps/serve.ts'
import { wiring } from '../../apps/wiring.ts'

export type Client = ContractRouterClient<Contract>
type Run = { smtpUrl?: string; beside?: boolean }
export type World = Awaited<ReturnType<typeof world>>

/** Monday morning in Berlin, so that business hours begin with the first test. */
const morning = new Date('2026-03-02T08:00:00Z')
let made = 0

/**
 * A firm of its own: a fresh database, a clock that stands still until moved, the real HTTP server, an owner. Closed
 * after the test file. `proxied` believes X-Forwarded-For, so that a test of many requests can come from many places;
 * `secure` is reached by https addresses, as behind a proxy with certificates; `logTo` is given what is logged.
 */
export async function world(
  options: { pool?: number; proxied?: boolean; secure?: boolean; logTo?: { write(line: string): void } } = {},
) {
  const socket = JSON.parse(process.env.BATON_TEST_SOCKET ?? 'null') as {
    host: string
    port: number
    superuser: string
  } | null
  if (!socket) throw new Error('No test server: run the tests with vitest, whose global setup starts it')
  const name = `world_${process.pid}_${++made}`
  const admin = new pg.Client({ ...socket, user: socket.superuser, database: 'postgres' })
  await admin.connect()
  await admin.query(`create database ${name} template template_baton strategy file_copy`)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-world-'))
  const clock = movableClock(morning)
  const size = options.pool ?? Number(process.env.BATON_POOL ?? 0)
  const database = openDatabase({
    socket: { ...socket, database: name },
    ...(size > 0 && { pool: { tenant: size, auth: size, engine: size, owner: size } }),
  })
  const log = options.logTo
    ? makeLog('debug', options.logTo)
    : pino({ level: process.env.TEST_LOG ?? 'silent' })
  const config = readConfig({
    BATON_DATA: folder,
    PORT: '4000',
    PUBLIC_PORT: '4001',
    BATON_TRUSTED_HOSTS: '127.0.0.1',
    ...(options.proxied && { BATON_TRUST_PROXY: '127.0.0.1' }),
    ...(options.secure && {
      BATON_URL: 'https://baton.firm.example',
      BATON_PUBLIC_URL: 'https://go.firm.example',
    }),
  })
  const house: House = {
    config,
    clock,
    log,
    metrics: makeMetrics(),
    database,
    secret: 'a secret that only tests know, long enough',
    close: database.close,
  }
  const served = await serve(house)
  const adminUrl = await served.admin.listen({ port: 0, host: '127.0.0.1' })
  const publicUrl = await served.public.listen({ port: 0, host: '127.0.0.1' })

  const sql = async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> =>
    database.owner(async (client) => (await client.query<T>(text, values)).rows)

  /** A member with a key of all their permissions, and a client that speaks with it. */
  const member = async (
    role: Role,
    more: {
      workspaceId?: number
      visibility?: 'own' | 'team' | 'all'
      name?: string
      takesLeads?: boolean
      teamId?: string
    } = {},
  ) => {
    const id = uuidv7(clock.now())
    const workspace = more.workspaceId ?? 1
    const secret = `baton_${randomBytes(32).toString('base64url')}`
    const visibility = more.visibility ?? (role === 'contractor' ? 'own' : 'all')
    await database.tenant(
      { workspaceId: workspace, actor: 'test', now: clock.now(), operation: { kind: 'test' } },
      async (db) => {
        await db
          .insertInto('member')
          .values({
            id,
            user_id: uuidv7(clock.now()),
            name: more.name ?? `${role} ${made}`,
            email: `${id.slice(-12)}@firm.example`,
            role,
            visibility,
            team_id: more.teamId ?? null,
            status: 'active',
            takes_leads: more.takesLeads ?? ['sales_rep', 'contractor', 'owner'].includes(role),
            created_at: clock.now(),
          })
          .execute()
        await db
          .insertInto('api_key')
          .values({
            id: uuidv7(clock.now()),
            name: 'test',
            member_id: id,
            prefix: secret.slice(0, 12),
            secret_hash: createHash('sha256').update(secret).digest('hex'),
            scopes: [...ROLES[role]],
            created_at: clock.now(),
          })
          .execute()
      },
    )
    return { id, secret, workspaceId: workspace, client: clientFor(secret, workspace) }
  }

  function clientFor(secret: string, workspaceId: number): Client {
    return createORPCClient(
      new RPCLink({
        url: `${adminUrl}/rpc`,
        headers: () => ({ authorization: `Bearer ${secret}`, 'baton-workspace': String(workspaceId) }),
      }),
    )
  }

  const workspaceId = await foundWorkspace(
    { ...house, founders: wiring.founders },
    {
      name: 'Müller & Söhne GmbH',
      zone: 'Europe/Berlin',
      region: 'DE-BE',
      locale: 'en',
      currency: 'EUR',
    },
  )
  const owner = await member('owner', { name: 'Olga Owner' })

  const close = async () => {
    await served.close()
    await database.close()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
    await rm(folder, { recursive: true, force: true })
  }
  afterAll(close)

  const run = async (job: Job, more: Run = {}) => {
    const context = {
      database,
      clock,
      adminUrl: config.adminUrl,
      publicUrl: config.publicUrl,
      dataFolder: folder,
      mailFrom: config.mailFrom,
      secret: house.secret,
      trustedHosts: config.trustedHosts,
      ...(more.smtpUrl && { smtpUrl: more.smtpUrl }),
      registry: wiring,
      signal: new AbortController().signal,
      log,
    }
    if (more.beside) await job.run(context)
    else await tickJob({ ...job, everyMs: 0 }, context)
  }

  return {
    clock,
    house,
    database,
    workspaceId,
    adminUrl,
    publicUrl,
    owner,
    member,
    sql,
    /** What the slices offer one another. */
    registry: wiring,
    /** Runs the pump until nothing is left to do now. */
    pump: () => pumpAll({ database, clock, steps: wiring.pump, kinds: wiring.journal }),
    /** Runs one recurring job now, by its name; `beside`: without the lease that keeps one process from doing what another does. */
    tick: async (jobName: string, more: Run = {}) => {
      const job = wiring.jobs.find((it) => it.name === jobName)
      if (!job) throw new Error(`There is no job ${jobName}`)
      await run(job, more)
    },
    /** Runs a job now that is not, or not so, among those of the house. */
    run,
    /** A second firm in the same installation, to be kept out. */
    other: async () => {
      const id = await foundWorkspace(
        { ...house, founders: wiring.founders },
        {
          name: 'Another firm',
          zone: 'America/New_York',
          region: 'US-NY',
          locale: 'en',
          currency: 'USD',
        },
      )
      return member('owner', { workspaceId: id, name: 'Stranger' })
    },
    /** Mails so far, oldest first. */
    letters: () =>
      sql<{
        to_address: string
        subject: string
        text_body: string
        html_body: string
        state: string
        kind: string
      }>('select * from letter order by id'),
    inside: <T>(fn: Parameters<typeof database.tenant<T>>[1], id = workspaceId) =>
      database.tenant<T>(
        { workspaceId: id, actor: 'test', now: clock.now(), operation: { kind: 'test' } },
        fn,
      ),
  }
}
