import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Clock } from '#platform/clock'
import { type Database, migrate, migrationFiles, referencedFirst, schemaVersion } from '#platform/db'
import { silence } from '#platform/installation'
import { BadArchive, type Frame, head, readArchive, table, tail, writeArchive } from './archive.ts'

export type BackupResult = { tables: number; rows: number }

/**
 * Tables that are not carried over: which migrations ran (the restoring side runs them), who holds which job, and what
 * must be gone with the day.
 */
const leftOut = ['public.migration', 'public.job_lease', 'public.day_salt']

/** Copies every table in one snapshot, beside a running installation. The file must not exist yet. */
export async function backup(database: Database, file: string, clock: Clock): Promise<BackupResult> {
  const schema = await schemaVersion(database)
  if (!schema) throw new Error('There is no Baton database here yet.')
  const result = { tables: 0, rows: 0 }
  await database.owner(async (client) => {
    await client.query('begin isolation level repeatable read read only')
    try {
      await writeArchive(file, frames(client, schema, clock, result))
    } finally {
      await client.query('rollback')
    }
  })
  return result
}

async function* frames(
  client: pg.PoolClient,
  schema: string,
  clock: Clock,
  result: BackupResult,
): AsyncGenerator<Frame> {
  const json = (type: Frame['type'], value: object): Frame => ({
    type,
    payload: Buffer.from(JSON.stringify(value)),
  })
  yield json('head', { format: 'baton-backup', formatVersion: 1, schema, at: clock.now().toISOString() })
  const counts: Record<string, number> = {}
  for (const { name, columns } of await tablesOf(client)) {
    yield json('table', { name, columns })
    const list = columns.map(quote).join(', ')
    const copy = client.query(copyTo(`copy (select ${list} from ${name}) to stdout`))
    for await (const chunk of copy) yield { type: 'rows', payload: chunk as Buffer }
    counts[name] = copy.rowCount ?? 0
    result.tables++
    result.rows += counts[name]
  }
  const sequences: Record<string, number> = {}
  const { rows } = await client.query<{ name: string; value: string | null }>(
    "select sequencename as name, last_value::text as value from pg_sequences where schemaname = 'public'",
  )
  for (const row of rows) if (row.value !== null) sequences[row.name] = Number(row.value)
  yield json('tail', { rows: counts, sequences })
}

/**
 * Fills an empty database from a backup, in one transaction, after the whole file was found sound. The installation is
 * silent afterwards: a second one must not write to the same people.
 */
export async function restore(
  database: Database,
  file: string,
  clock: Clock,
): Promise<BackupResult & { at: string }> {
  const made = await verify(file)
  const known = await migrationFiles()
  if (!known.some((it) => it.name === made.schema))
    throw new BadArchive(
      `The backup was made by a newer Baton (schema ${made.schema}). Install that version first.`,
    )
  await migrate(database, clock, () => {}, made.schema)
  const result = { tables: 0, rows: 0, at: made.at }
  await database.owner(async (client) => {
    const { rows } = await client.query('select 1 from workspace limit 1')
    if (rows.length > 0)
      throw new Error(
        'This database is not empty. Restore into an empty folder or database, so that nothing is overwritten.',
      )
    await client.query('begin')
    try {
      await client.query('delete from installation')
      await fill(client, file, result)
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  })
  await migrate(database, clock)
  await silence(database, `Restored from a backup of ${made.at}.`, clock)
  return result
}

/** Reads the whole file once before anything is touched. */
async function verify(file: string): Promise<{ schema: string; at: string }> {
  let first: { schema: string; at: string } | undefined
  for await (const frame of readArchive(file)) {
    if (first) continue
    const parsed = frame.type === 'head' ? head.safeParse(JSON.parse(frame.payload.toString())) : undefined
    if (!parsed?.success)
      throw new BadArchive(
        'This file is not a Baton backup, or one of a form that this version does not know.',
      )
    first = parsed.data
  }
  if (!first) throw new BadArchive('The file is empty.')
  return first
}

async function fill(client: pg.PoolClient, file: string, result: BackupResult): Promise<void> {
  const source = readArchive(file)
  const counted: Record<string, number> = {}
  let frame = (await source.next()).value as Frame | undefined
  while (frame) {
    if (frame.type === 'table') {
      const { name, columns } = table.parse(JSON.parse(frame.payload.toString()))
      if (!/^(public|auth)\."?\w+"?$/.test(name)) throw new BadArchive(`The backup names a table ${name}.`)
      await client.query(`alter table ${name} disable trigger user`)
      const rowsOf = async function* () {
        for (;;) {
          frame = (await source.next()).value as Frame | undefined
          if (frame?.type !== 'rows') return
          yield frame.payload
        }
      }
      const copy = client.query(copyFrom(`copy ${name} (${columns.map(quote).join(', ')}) from stdin`))
      await pipeline(Readable.from(rowsOf()), copy)
      await client.query(`alter table ${name} enable trigger user`)
      counted[name] = copy.rowCount ?? 0
      result.tables++
      result.rows += counted[name]
      continue
    }
    if (frame.type === 'tail') {
      const { rows, sequences } = tail.parse(JSON.parse(frame.payload.toString()))
      for (const [name, count] of Object.entries(rows))
        if (counted[name] !== count) throw new BadArchive(`${name} has ${counted[name]} rows of ${count}.`)
      for (const [name, value] of Object.entries(sequences))
        await client.query('select setval($1::regclass, $2)', [`public.${quote(name)}`, value])
    }
    frame = (await source.next()).value as Frame | undefined
  }
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Every table with its plain columns, referenced tables before those that point at them. */
async function tablesOf(client: pg.PoolClient): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; needs: string[] }>(`
    select n.nspname || '.' || quote_ident(c.relname) as name,
           (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
           coalesce((select array_agg(distinct rn.nspname || '.' || quote_ident(r.relname)) from pg_constraint k join pg_class r on r.oid = k.confrelid join pg_namespace rn on rn.oid = r.relnamespace
                     where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '{}') as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('public', 'auth') order by 1`)
  return referencedFirst(rows.filter((row) => !leftOut.includes(row.name)))
}
