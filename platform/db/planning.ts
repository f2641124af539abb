import { sql } from 'kysely'
import type { Db } from './database.ts'

/** Of a table of so many bytes, all of it is read in a blink. */
const smallBytes = 32 * 2 ** 20
/** For fewer rows a table is never worth reading as a whole. */
const manyRows = 100

/** As many pages as this are read in a blink, whatever the planner believes. */
const fewPages = 2

/**
 * Has the database look at its tables where this one has grown fourfold since it last did: by itself it does so a minute later.
 * Until then a plan that was made for an empty table, and kept by a connection, reads all records of a firm for each row
 * that a foreign key checks.
 */
export async function lookAnew(db: Db, table: string): Promise<void> {
  await sql`
    select refresh_statistics() from pg_class where oid = ${table}::regclass
      and pg_relation_size(oid) / current_setting('block_size')::int > 4 * greatest(relpages, ${fewPages})`.execute(
    db,
  )
}

/**
 * Runs a statement about so many rows of a table, all of which it may read where the table is small. The planner knows nothing of
 * one that was filled a moment ago, takes it for all but empty and would compare each row with each.
 */
export async function aboutMany<T>(db: Db, table: string, rows: number, run: () => Promise<T>): Promise<T> {
  if (rows <= manyRows) return run()
  await sql`select set_config('enable_nestloop', case when pg_relation_size(${table}::regclass) < ${smallBytes} then 'off' else 'on' end, true)`.execute(
    db,
  )
  const result = await run()
  await sql`set local enable_nestloop = on`.execute(db)
  return result
}
