import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { uuidv7 } from '#platform/clock'
import { inTransaction, mustBeOutside } from './boundary.ts'
import { scoped } from './scoped.ts'

/** Every table of the system; each slice's generated `tables.ts` adds its own. */
// biome-ignore lint/suspicious/noEmptyInterface: slices add to it by declaration merging
export interface Tables {}
export type Db = Kysely<Tables>

export type DatabaseConfig = {
  /** A connection string, or the socket folder and port of the embedded server. */
  url?: string
  socket?: { host: string; port: number; database: string; superuser: string }
  /** Connections per way in; a pool of one must do. */
  pool?: { tenant: number; auth: number; engine: number; owner: number }
  onError?: (error: Error) => void
}

/** Who acts, and how far they see; what `tenant` needs to open a transaction. */
export type Access = {
  workspaceId: number
  /** `member:<id>`, `key:<id>`, `engine`, `public`. */
  actor: string
  now: Date
  /** Without it the transaction can't change living records. */
  operation?: { id?: string; kind: string; label?: string }
  /** Own or team visibility: member ids whose records are seen; absent means all. */
  reach?: { members: string[]; unowned: boolean }
  /** In ms; 15 s unless told. */
  statementTimeoutMs?: number
  /** All that it reads is of one instant. Who waits for a row that another has changed meanwhile is refused. */
  snapshot?: boolean
  /**
   * Very many small transactions of one worker whose whole work is done again after a crash: commits don't wait for the disk,
   * and what is asked again and again is planned once.
   */
  bulk?: boolean
}

export type Database = {
  tenant<T>(access: Access, fn: (db: Db) => Promise<T>): Promise<T>
  auth<T>(fn: (db: Db) => Promise<T>): Promise<T>
  /** `planned`: what it asks is asked again and again in few texts, so that a connection keeps the plan of each. */
  engine<T>(fn: (db: Db) => Promise<T>, how?: { planned: boolean }): Promise<T>
  /** As the owner, without row-level security: migration, backup, restore, staging. */
  owner<T>(fn: (client: pg.PoolClient) => Promise<T>): Promise<T>
  /**
   * The same database for filling a workspace that is put aside: its `engine` sees that one alone, and commits don't wait for
   * the disk, because after a crash the whole is made again.
   */
  within(workspaceId: number): Database
  /** The one workspace that a database `within` it sees. */
  only?: number
  /** For the sign-in library, which brings its own transactions. */
  authKysely: Kysely<Record<string, never>>
  /** Connections of this process, by way in: all there are, idle ones, and who waits for one. */
  connections(): { pool: string; total: number; idle: number; waiting: number }[]
  connectionConfig(role: 'owner' | 'baton_app' | 'baton_engine' | 'baton_auth'): pg.PoolConfig
  close(): Promise<void>
}

const defaultPool = { tenant: 6, auth: 2, engine: 5, owner: 2 }

pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text))
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

export function openDatabase(config: DatabaseConfig): Database {
  const size = { ...defaultPool, ...config.pool }
  const connectionConfig: Database['connectionConfig'] = (role) => connection(config, role)
  const pool = (role: Parameters<Database['connectionConfig']>[0], max: number, extra: object = {}) => {
    const made = new pg.Pool({ ...connectionConfig(role), max, idleTimeoutMillis: 30_000, ...extra })
    made.on('error', (error) => config.onError?.(error))
    // One that ends while it is in use fails the statement of whoever uses it; unheard, its own word would end the process.
    made.on('connect', (client) => client.on('error', () => undefined))
    return made
  }
  const tenantPool = pool('baton_app', size.tenant, { pipeline: true })
  const authPool = pool('baton_auth', size.auth)
  const enginePool = pool('baton_engine', size.engine, { pipeline: true })
  const ownerPool = pool('owner', size.owner)
  const authKysely = new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool: authPool }) })

  const engineBegin = "begin; set local statement_timeout='30s'"
  const database: Database = {
    tenant: (access, fn) =>
      transaction(tenantPool, beginText(access), `tenant ${access.workspaceId}`, fn, {
        planned: access.bulk,
        isScoped: access.reach !== undefined,
      }),
    auth: (fn) => transaction(authPool, 'begin', 'auth', fn),
    engine: (fn, how) => transaction(enginePool, engineBegin, 'engine', fn, how),
    within: (workspaceId) => {
      if (!Number.isInteger(workspaceId)) throw new Error('A workspace is a whole number')
      const begin = `${engineBegin}; set local baton.alone='${workspaceId}'; set local synchronous_commit = off; set local plan_cache_mode = force_generic_plan`
      return {
        ...database,
        only: workspaceId,
        tenant: (access, fn) => database.tenant({ ...access, bulk: true }, fn),
        engine: (fn) => transaction(enginePool, begin, 'engine', fn, { planned: true }),
      }
    },
    owner: async (fn) => {
      mustBeOutside('A second connection')
      const client = await ownerPool.connect()
      try {
        return await fn(client)
      } finally {
        client.release()
      }
    },
    authKysely,
    connectionConfig,
    connections: () =>
      Object.entries({ tenant: tenantPool, auth: authPool, engine: enginePool, owner: ownerPool }).map(
        ([name, it]) => ({ pool: name, total: it.totalCount, idle: it.idleCount, waiting: it.waitingCount }),
      ),
    close: async () => {
      await authKysely.destroy() // ends its pool only if it was ever used
      await Promise.all(
        [tenantPool, authPool, enginePool, ownerPool].filter((it) => !it.ended).map((it) => it.end()),
      )
    },
  }
  return database
}

type LastWords = Map<string, ((value: unknown) => void) | undefined>
const beforeCommits = new WeakMap<Db, LastWords>()

/**
 * An expression without values that is read with the commit, in one round trip; said twice, it is read once. `told` hears what
 * it gave, once the commit is done.
 */
export function withCommit(db: Db, expression: string, told?: (value: unknown) => void): void {
  const lastWords = beforeCommits.get(db)
  if (!lastWords) throw new Error('What is sent with a commit needs a transaction of ours')
  lastWords.set(expression, told)
}

async function commit(client: pg.PoolClient, lastWords: LastWords): Promise<void> {
  if (lastWords.size === 0) return void (await client.query('commit'))
  const text = `select ${[...lastWords.keys()].join(', ')}; commit`
  const [said] = (await client.query({ text, rowMode: 'array' })) as unknown as [pg.QueryArrayResult]
  for (const [at, told] of [...lastWords.values()].entries()) told?.(said.rows[0]![at])
}

async function transaction<T>(
  pool: pg.Pool,
  begin: string,
  name: string,
  fn: (db: Db) => Promise<T>,
  { planned = false, isScoped = false }: { planned?: boolean | undefined; isScoped?: boolean } = {},
): Promise<T> {
  mustBeOutside('A second connection')
  const client = await pool.connect().catch((error) => {
    throw withoutConnection(error)
  })
  const begun = client.query(begin)
  begun.catch(() => undefined) // awaited below; here only so that an early failure of fn is the one reported
  let broken: Error | undefined
  try {
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: only(client, planned) }) })
    const lastWords: LastWords = new Map()
    beforeCommits.set(db, lastWords)
    if (isScoped) scoped.add(db)
    const result = await inTransaction(name, () => fn(db))
    await begun
    await commit(client, lastWords)
    return result
  } catch (error) {
    try {
      await begun
      await client.query('rollback')
    } catch (rollbackError) {
      broken = rollbackError instanceof Error ? rollbackError : new Error(String(rollbackError))
    }
    throw broken ? withoutConnection(error) : error
  } finally {
    client.release(broken)
  }
}

/** The driver gives a connection that ended no code; this is the standard's (08006, connection failure). */
const withoutConnection = (error: unknown): unknown =>
  error instanceof Error && !('code' in error) ? Object.assign(error, { code: '08006' }) : error

/** A pool that hands out the one client of the running transaction. */
function only(client: pg.PoolClient, planned: boolean) {
  const lent = new Proxy(client, {
    get: (target, key) => {
      if (key === 'release') return () => undefined
      if (key === 'query' && planned)
        return (text: string, values: unknown[]) =>
          target.query({ ...(!several.test(text) && { name: nameOf(text) }), text, values })
      const value = Reflect.get(target, key, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { connect: async () => lent, end: async () => undefined } as unknown as pg.Pool
}

/** Several statements in one text have no plan that could be kept. */
const several = /;/

const names = new Map<string, string>()
/** Under what name a connection keeps the plan of a statement. */
function nameOf(text: string): string {
  const known = names.get(text) ?? `s${names.size}`
  names.set(text, known)
  return known
}

/** One text in one round trip: the tenant by a literal SET LOCAL, because `set_config` does not reach other nodes. */
function beginText(access: Access): string {
  if (!Number.isInteger(access.workspaceId)) throw new Error('A workspace is a whole number')
  const set = (name: string, value: string) => `set local ${name} = ${pg.escapeLiteral(value)}`
  const lines = [
    access.snapshot ? 'begin isolation level repeatable read' : 'begin',
    set('baton.workspace', String(access.workspaceId)),
    set('baton.actor', access.actor),
    set('baton.now', access.now.toISOString()),
    set('statement_timeout', `${access.statementTimeoutMs ?? 15_000}ms`),
    set('idle_in_transaction_session_timeout', '60s'),
  ]
  if (access.bulk)
    lines.push('set local synchronous_commit = off', 'set local plan_cache_mode = force_generic_plan')
  if (access.operation) {
    lines.push(set('baton.operation', access.operation.id ?? uuidv7(access.now)))
    lines.push(set('baton.operation_kind', access.operation.kind))
    lines.push(set('baton.operation_label', access.operation.label ?? ''))
  }
  if (access.reach) {
    lines.push(set('baton.reach', `{${access.reach.members.join(',')}}`))
    lines.push(set('baton.unowned', access.reach.unowned ? 'on' : 'off'))
    lines.push('set local role baton_scoped')
  }
  return lines.join('; ')
}

function connection(config: DatabaseConfig, role: string): pg.PoolConfig {
  const named = { application_name: `baton ${role.replace('baton_', '')}` }
  if (config.socket) {
    const { host, port, database, superuser } = config.socket
    return { host, port, database, user: role === 'owner' ? superuser : role, ...named }
  }
  if (!config.url) throw new Error('No database is configured')
  return role === 'owner'
    ? { connectionString: config.url, ...named }
    : { connectionString: config.url, options: `-c role=${role}`, ...named }
}
