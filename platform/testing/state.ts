type Sql = <T extends Record<string, unknown>>(text: string, values?: unknown[]) => Promise<T[]>

/** Counts and times of asking: who asks and is refused leaves these alone. */
const asking = ['auth.rateLimit']

/**
 * All that an installation holds, as a digest a table: what two looks have the same is the same, row by row. How often an
 * address asked and when a key was last used are left out. `workspaceId`: what is one firm's.
 */
export async function stateOf({ sql }: { sql: Sql }, workspaceId?: number): Promise<Record<string, string>> {
  const tables = await sql<{ of: string; name: string }>(
    `select n.nspname || '.' || c.relname as of, format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p') and not c.relispartition
     and ($1::int is null or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id'))`,
    [workspaceId ?? null],
  )
  const whose = workspaceId === undefined ? '' : `where workspace_id = ${workspaceId}`
  const looks = tables
    .filter(({ of }) => !asking.includes(of))
    .map(
      ({ of, name }) =>
        `select '${of}' as of, count(*) || ' ' || md5(coalesce(string_agg(row, '\n' order by row), '')) as digest
         from (select (to_jsonb(t) - 'last_used_at')::text as row from ${name} t ${whose}) it`,
    )
  const rows = await sql<{ of: string; digest: string }>(looks.join(' union all '))
  return Object.fromEntries(rows.map(({ of, digest }) => [of, digest]))
}
