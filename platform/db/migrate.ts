import { createHash } from 'node:crypto'
import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '#platform/clock'
import type { Database } from './database.ts'

export type MigrationFile = { name: string; file: string; slice: string; sql: string; hash: string }

const root = path.resolve(import.meta.dirname, '../..')
const lockKey = 7_262_161

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
      const done = await client.query<{ name: string }>('select name from migration')
      const applied = new Set(done.rows.map((row) => row.name))
      const unknown = [...applied].filter((name) => !files.some((file) => file.name === name))
      if (unknown.length > 0) throw new NewerSchema(unknown.sort().at(-1)!)
      const missing = files.filter(
        (file) => !applied.has(file.name) && (until === undefined || file.name <= until),
      )
      for (const file of missing) {
        await client.query('begin')
        try {
          await client.query(file.sql)
          await client.query('insert into migration values ($1, $2, $3)', [file.name, file.hash, clock.now()])
          await client.query('commit')
        } catch (error) {
          await client.query('rollback')
          throw new Error(
            `Migration ${file.file} failed: ${error instanceof Error ? error.message : error}`,
            { cause: error },
          )
        }
        note(`migrated ${file.name}`)
      }
      return missing.length
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lockKey])
    }
  })
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
