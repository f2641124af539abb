import { expect } from 'vitest'
import type { Database } from '#platform/db'

/** Where one of these words stands, by table, of every table that there is. */
export async function tracesOf(database: Database, needles: readonly string[]): Promise<string[]> {
  return database.owner(async (client) => {
    const tables = await client.query<{ name: string }>(`
      select n.nspname || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname in ('public', 'auth', 'scratch') order by 1`)
    expect(tables.rows.length).toBeGreaterThan(100)
    const found: string[] = []
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(
        `select t::text as row from ${name} t where lower(t::text) like any ($1::text[])`,
        [needles.map((it) => `%${it}%`)],
      )
      found.push(...rows.map(({ row }) => `${name}: ${row.slice(0, 400)}`))
    }
    return found
  })
}
