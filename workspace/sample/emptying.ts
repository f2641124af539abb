import { uuidv7 } from '#platform/clock'
import type { Database } from '#platform/db'

type Client = Parameters<Parameters<Database['owner']>[0]>[0]
type Table = { name: string; refers: string[] }

/** The change log, and what programs hear of, is written by triggers while the others are emptied. */
const last = ['public.changed_record', 'public.change', 'public.operation']

/**
 * Takes every row of a workspace out of every table that the catalog knows, in one transaction: all of it goes or nothing.
 * `but`: tables to leave alone.
 */
export async function emptyWorkspace(
  database: Database,
  workspaceId: number,
  { now, but = [] }: { now: Date; but?: readonly string[] },
): Promise<void> {
  if (!Number.isInteger(workspaceId)) throw new Error('A workspace is a whole number')
  await database.owner(async (client) => {
    await client.query('begin')
    try {
      await client.query(
        `set local baton.workspace = '${workspaceId}'; set local baton.actor = 'engine';
         set local baton.now = '${now.toISOString()}'; set local baton.operation = '${uuidv7(now)}';
         set local baton.operation_kind = 'sample.remove'; set local baton.operation_label = 'Sample firm removed'`,
      )
      for (const table of childrenFirst(await tenantTables(client)))
        if (!but.includes(table))
          await client.query(`delete from ${table} where workspace_id = ${workspaceId}`)
      await client.query('commit')
    } catch (error) {
      await client.query('rollback').catch(() => undefined) // of a connection that is gone, the database does it
      throw error
    }
  })
}

/** How many rows of a workspace there are, by table that has any. */
export async function rowsOf(database: Database, workspaceId: number): Promise<Record<string, number>> {
  return database.owner(async (client) => {
    const counts: Record<string, number> = {}
    for (const { name } of await tenantTables(client)) {
      const { rows } = await client.query<{ n: number }>(
        `select count(*)::int as n from ${name} where workspace_id = $1`,
        [workspaceId],
      )
      if (rows[0]!.n > 0) counts[name] = rows[0]!.n
    }
    return counts
  })
}

/** Every table whose rows belong to a workspace, with those it refers to. */
async function tenantTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select n.nspname || '.' || quote_ident(c.relname) as name,
      array(select distinct fn.nspname || '.' || quote_ident(f.relname) from pg_constraint k
        join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as refers
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = 'public'
    order by 1`)
  return rows
}

function childrenFirst(tables: readonly Table[]): string[] {
  const waiting = new Map(tables.filter(({ name }) => !last.includes(name)).map((it) => [it.name, it]))
  const order: string[] = []
  while (waiting.size > 0) {
    const named = new Set([...waiting.values()].flatMap(({ refers }) => refers))
    const free = [...waiting.keys()].filter((name) => !named.has(name))
    if (free.length === 0)
      throw new Error(`These tables refer to each other: ${[...waiting.keys()].join(', ')}`)
    for (const name of free) waiting.delete(name)
    order.push(...free)
  }
  return [...order, ...last]
}
