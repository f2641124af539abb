import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Logger } from 'pino'
import type { Clock } from '#platform/clock'
import type { Config } from '#platform/config'
import { type Database, type DatabaseConfig, findEmbedded, openDatabase, startEmbedded } from '#platform/db'
import { type Metrics, makeMetrics } from '#platform/metrics'

/** An opened installation: its database, wherever it lives, and its secret. */
export type House = {
  config: Config
  clock: Clock
  log: Logger
  metrics: Metrics
  database: Database
  secret: string
  close(): Promise<void>
}

/**
 * Opens the database: DATABASE_URL if set; else the embedded one, as its holder (`hold`) or, from the command line,
 * beside a running Baton that holds it.
 */
export async function openHouse(
  config: Config,
  log: Logger,
  clock: Clock,
  { hold }: { hold: boolean },
): Promise<House> {
  await mkdir(config.dataFolder, { recursive: true, mode: 0o700 })
  const onError = (error: Error) => log.warn({ reason: error.message }, 'a database connection was lost')
  const pool = config.pool
    ? { pool: { tenant: config.pool, auth: config.pool, engine: config.pool, owner: config.pool } }
    : {}
  const open = (where: DatabaseConfig) => openDatabase({ ...where, ...pool, onError })
  const secret = config.secret ?? (await keptSecret(config.dataFolder))
  const base = { config, clock, log, secret, metrics: makeMetrics() }
  if (config.databaseUrl) {
    const database = open({ url: config.databaseUrl })
    return { ...base, database, close: database.close }
  }
  const beside = hold ? undefined : await findEmbedded(config.dataFolder)
  if (beside) {
    const database = open({ socket: { ...beside, database: 'postgres' } })
    return { ...base, database, close: database.close }
  }
  const server = await startEmbedded({ dataFolder: config.dataFolder, log: saying(log) })
  const database = open({
    socket: { host: server.host, port: server.port, superuser: server.superuser, database: 'postgres' },
  })
  server.onExit((exit) => {
    if (exit.restarted) return log.warn({ pid: exit.pid }, 'PostgreSQL died and was started again')
    log.fatal({ err: exit.error }, 'PostgreSQL died and could not be started again')
    process.exit(1)
  })
  return {
    ...base,
    database,
    close: async () => {
      await database.close()
      await server.stop()
    },
  }
}

const saying = (log: Logger) => ({
  debug: (text: string) => log.debug(text),
  info: (text: string) => log.info(text),
  warn: (text: string) => log.warn(text),
  error: (text: string) => log.error(text),
})

/** The installation's secret, made once and kept beside the data, readable by its owner alone. */
async function keptSecret(folder: string): Promise<string> {
  const file = path.join(folder, 'secret')
  try {
    await writeFile(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return (await readFile(file, 'utf8')).trim()
}
