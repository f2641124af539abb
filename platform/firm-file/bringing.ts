import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Clock, uuidv7 } from '#platform/clock'
import { type Database, migrationFiles, schemaVersion } from '#platform/db'
import { sealedFor } from '#platform/keyed'
import type { CarryRule } from '#platform/registry'
import { seal } from '#platform/sealing'
import { BadFirmFile } from './manifest.ts'
import { type OpenedFirmFile, openFirmFile, verify } from './reading.ts'
import { type CarriedTable, carriedTables, constant, quote } from './tables.ts'

export type Brought = { workspaceId: number; name: string; at: string; tables: number; rows: number }

type Parts = { database: Database; clock: Clock; secret: string; rules: readonly CarryRule[] }
/** Runs in the same transaction: who may open the firm from here on. */
type Inside = (client: pg.PoolClient, workspaceId: number) => Promise<void>

/** What the transaction is called; while it runs nothing is written to the change log, because the file brings that too. */
const kind = 'firm.import'

/**
 * Brings a firm's file in as a new firm beside those that are here. The whole file is read first, and nothing is touched
 * unless all of it is sound; then it is one transaction. Ids stay as they are; the number of the workspace is a new one.
 */
export async function bringFirm(parts: Parts, file: string, inside: Inside): Promise<Brought> {
  const { database, rules } = parts
  const opened = await openFirmFile(file)
  try {
    await sameSchema(database, opened.manifest.schema)
    const tables = await database.owner((client) => carriedTables(client, rules))
    await verify(opened, tables)
    return await database.owner(async (client) => {
      await client.query('begin; set local statement_timeout = 0')
      try {
        const brought = await fill(client, opened, tables, parts)
        await inside(client, brought.workspaceId)
        await client.query('commit')
        await client.query('select refresh_statistics()')
        return brought
      } catch (error) {
        await client.query('rollback').catch(() => undefined) // of a connection that is gone, the database does it
        throw error
      }
    })
  } finally {
    opened.close()
  }
}

async function sameSchema(database: Database, made: string): Promise<void> {
  const here = await schemaVersion(database)
  if (made === here) return
  const isOlder = (await migrationFiles()).some(({ name }) => name === made)
  throw new BadFirmFile(
    isOlder
      ? `The file was made by an older Baton (schema ${made}, here ${here}). Bring the installation it comes from to this version and export the firm there again.`
      : `The file was made by a newer Baton (schema ${made}, here ${here ?? 'none'}). Install that version here first.`,
  )
}

async function fill(
  client: pg.PoolClient,
  opened: OpenedFirmFile,
  tables: readonly CarriedTable[],
  { clock, secret }: Parts,
): Promise<Brought> {
  const { manifest } = opened
  const now = clock.now()
  const { rows: numbers } = await client.query<{ id: number }>(`select nextval('workspace_seq')::int as id`)
  const workspaceId = numbers[0]!.id
  const operationId = uuidv7(now)
  await client.query(
    `set local baton.workspace = '${workspaceId}'; set local baton.actor = 'engine';
     set local baton.now = '${now.toISOString()}'; set local baton.operation = '${operationId}';
     set local baton.operation_kind = '${kind}';
     create temp table firm_line (line text not null) on commit drop`,
  )
  let total = 0
  for (const table of tables) {
    await client.query('truncate firm_line')
    const copy = client.query(
      copyFrom(`copy firm_line from stdin (format csv, delimiter e'\\x01', quote e'\\x02')`),
    )
    await pipeline(Readable.from(opened.lines(table.name)), copy)
    const { rowCount } = await client.query(intoTable(table, workspaceId)).catch(inWords(table.name))
    const said = manifest.tables.find(({ name }) => name === table.name)!.rows
    if (rowCount !== said) throw new BadFirmFile(`${table.name} has ${rowCount} rows of ${said}.`)
    total += rowCount
  }
  // What is changed here from now on comes after all that was changed before.
  await client.query(
    `select setval('change_seq', greatest((select last_value from change_seq), (select max(seq) from change where workspace_id = $1)))`,
    [workspaceId],
  )
  for (const key of manifest.hashKeys)
    await client.query('insert into hash_key (id, sealed) values ($1, $2)', [
      uuidv7(now),
      seal(secret, sealedFor(workspaceId), key),
    ])
  await client.query('insert into arrived_firm (made_at, arrived_at) values ($1, $2)', [manifest.at, now])
  await client.query(
    `insert into operation (id, kind, label, actor, at) values ($1, $2, 'Firm brought in from a file', 'engine', $3)`,
    [operationId, kind, now],
  )
  return { workspaceId, name: manifest.firm.name, at: manifest.at, tables: tables.length, rows: total }
}

/** Rows take the number of the new workspace, whatever they say, and hold what they may hold only where they are. */
function intoTable({ name, columns, blank, numbered }: CarriedTable, workspaceId: number): string {
  const values = columns.map((column) => {
    const held = `r.${quote(column)}`
    if (column in blank) return constant(blank[column]!)
    if (!numbered.includes(column)) return held
    return `'${workspaceId}.' || substr(${held}, strpos(${held}, '.') + 1)`
  })
  return `insert into public.${quote(name)} (workspace_id, ${columns.map(quote).join(', ')})
    select ${workspaceId}, ${values.join(', ')}
    from firm_line l cross join lateral json_populate_record(null::public.${quote(name)}, l.line::json) r`
}

/** A row that the database refuses is the file's fault, and nothing is kept of it. */
const inWords =
  (table: string) =>
  (error: unknown): never => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (error instanceof Error && /^2[23]/.test(code))
      throw new BadFirmFile(
        `A row of ${table} in the file can’t be: ${error.message}. Nothing was brought in.`,
      )
    throw error
  }
