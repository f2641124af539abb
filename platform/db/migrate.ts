import { createHash } from 'node:crypto'
import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Clock } from '#platform/clock'
import type { Database } from './database.ts'
import { sqlState } from './errors.ts'

export type MigrationFile = { name: string; file: string; slice: string; sql: string; hash: string }

const root = path.resolve(import.meta.dirname, '../..')
const lockKey = 7_262_161
/** Whoever waits for a table has all others wait behind them; so a migration gives up soon, lets them pass and tries again. */
const patience = { waitMs: 10_000, restMs: 2_000, tries: 6 }
const lockTimeout = '55P03'

/** All migrations in their one global order (the timestamp in the name), whatever slice they belong to. */
export async function migrationFiles(): Promise<MigrationFile[]> {
  const files: MigrationFile[] = []
  for await (const file of glob('*/*/migrations/*.sql', { cwd: root })) {
    const sql = await readFile(path.join(root, file), 'utf8')
    const parts = file.split(path.sep)
    files.push({
      name: path.basename(file, '.sql'),
      file: parts.join('/'),
      slice: parts.slice(0, 2).join('/'),
      sql,
      hash: createHash('sha256').update(sql).digest('hex').slice(0, 16),
    })
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * Applies what is missing, each file in a transaction of its own, one process at a time. A killed run is continued by
 * the next. With `until`, stops after that migration. Refuses a database whose schema is newer than this code.
 */
export async function migrate(
  database: Database,
  clock: Clock,
  note: (line: string) => void = () => {},
  until?: string,
): Promise<number> {
  const files = await migrationFiles()
  return database.owner(async (client) => {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    try {
      await client.query(
        `create table if not exists migration (name text primary key, hash text not null, applied_at timestamptz(3) not null);
         comment on table migration is 'engine: which migrations ran'`,
      )
      const { missing, unknown } = await comparedWith(files, client)
      if (unknown.length > 0) throw new NewerSchema(unknown.at(-1)!)
      const due = missing.filter((file) => until === undefined || file.name <= until)
      for (const file of due) {
        await apply(client, file, { clock, note })
        note(`migrated ${file.name}`)
      }
      return due.length
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lockKey])
    }
  })
}

/** One migration, whole or not at all. */
export async function apply(
  client: pg.ClientBase,
  file: Pick<MigrationFile, 'name' | 'file' | 'sql' | 'hash'>,
  { clock, note, ...more }: { clock: Clock; note: (line: string) => void } & Partial<typeof patience>,
): Promise<void> {
  const { waitMs, restMs, tries } = { ...patience, ...more }
  for (let n = 1; ; n++) {
    await client.query(`begin; set local lock_timeout = ${waitMs}`)
    try {
      await client.query(file.sql)
      await client.query('insert into migration values ($1, $2, $3)', [file.name, file.hash, clock.now()])
      await client.query('commit')
      return
    } catch (error) {
      await client.query('rollback')
      const isHeld = sqlState(error) === lockTimeout
      const why = isHeld ? await heldBy(client, waitMs) : error instanceof Error ? error.message : error
      if (!isHeld || n === tries) throw new Error(`Migration ${file.file} failed: ${why}`, { cause: error })
      note(`migration ${file.name}, try ${n} of ${tries}: ${why}`)
      await pause(restMs)
    }
  }
}

/** Who may have kept a migration from a table: whoever has been at work for as long as it waited. */
async function heldBy(client: pg.ClientBase, waitMs: number): Promise<string> {
  const { rows } = await client.query<{ pid: number; who: string; seconds: number; query: string }>(
    `select pid, concat_ws(' ', usename, nullif(application_name, '')) as who, query,
       round(extract(epoch from clock_timestamp() - xact_start))::int as seconds
     from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()
       and xact_start < clock_timestamp() - $1 * interval '1 ms'
     order by xact_start limit 3`,
    [waitMs],
  )
  const holders = rows.map(
    ({ pid, who, seconds, query }) =>
      `process ${pid} (${who}) for ${seconds} s: ${query.replace(/\s+/g, ' ').slice(0, 100)}`,
  )
  return `others hold what it needs${holders.length > 0 ? `; at work are ${holders.join('; ')}` : ''}. Wait for them, or end them by select pg_terminate_backend(process)`
}

/** What this code has and the database lacks, and what the database has and this code does not know; in their order. */
async function comparedWith(
  files: readonly MigrationFile[],
  client: pg.ClientBase,
): Promise<{ applied: number; missing: MigrationFile[]; unknown: string[] }> {
  const { rows } = await client.query<{ name: string }>('select name from migration order by name')
  const [applied, known] = [new Set(rows.map(({ name }) => name)), new Set(files.map(({ name }) => name))]
  return {
    applied: applied.size,
    missing: files.filter(({ name }) => !applied.has(name)),
    unknown: [...applied].filter((name) => !known.has(name)),
  }
}

export async function comparedMigrations(database: Database): ReturnType<typeof comparedWith> {
  const files = await migrationFiles()
  return database.owner((client) => comparedWith(files, client))
}

/** The newest migration that this database has. */
export async function schemaVersion(database: Database): Promise<string | null> {
  return database.owner(async (client) => {
    const { rows } = await client.query<{ name: string | null }>('select max(name) as name from migration')
    return rows[0]?.name ?? null
  })
}

class NewerSchema extends Error {
  constructor(name: string) {
    super(
      `This database was migrated by a newer Baton (it has ${name}, which this one does not know). Start the newer version.`,
    )
  }
}
