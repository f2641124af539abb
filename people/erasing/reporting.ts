import { type Ask, type Catalog, name, readCatalog, staying, theirs } from './catalog.ts'
import { given, values } from './walking.ts'
import { type Person, personOf } from './whom.ts'

export type KeptTable = { table: string; means: string; rows: Record<string, unknown>[] }

/** What opens something, or is only ever handed out to be saved. */
const neverShown = /hash$|token|secret|^content$|^unsubscribe_url$/
const most = 5_000

/** Every row that speaks of a person, by table, in the words of the table's comment. */
export async function keptOf(
  ask: Ask,
  of: { workspaceId: number; contactId: string },
): Promise<{ person: Person; tables: KeptTable[] }> {
  const catalog = await readCatalog(ask)
  const person = await personOf(ask, catalog, { workspaceId: of.workspaceId, ids: [of.contactId] })
  const tables: KeptTable[] = []
  const columns = await readable(ask)
  for (const { table, where } of wheresOf(catalog)) {
    const rows = await ask<{ row: Record<string, unknown> }>(
      `select to_jsonb(r) as row from (
         select ${columns.get(table)} from ${name(table)} t where (${where}) and ${given} limit ${most}) r`,
      values(person),
    )
    if (rows.length > 0) tables.push({ table, means: '', rows: rows.map(({ row }) => shown(row)) })
  }
  const meanings = await ask<{ table: string; comment: string }>(
    `select relname as table, obj_description(oid) as comment from pg_class where relnamespace = 'public'::regnamespace
     and relname = any ($1::text[])`,
    [tables.map(({ table }) => table)],
  )
  const said = new Map(
    meanings.map(({ table, comment }) => [
      table,
      comment.replace(/^tenant: /, '').replace(/ \(not in .*\)$/, ''),
    ]),
  )
  return { person, tables: tables.map((it) => ({ ...it, means: said.get(it.table) ?? it.table })) }
}

/** By table its columns, but for bytes: files are had one by one, and all of them together are more than a report can hold. */
async function readable(ask: Ask): Promise<Map<string, string>> {
  const rows = await ask<{ table: string; columns: string }>(`
    select c.relname as table, string_agg('t.' || quote_ident(a.attname), ', ' order by a.attnum) as columns
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.atttypid <> 'bytea'::regtype
    group by c.relname`)
  return new Map(rows.map(({ table, columns }) => [table, columns]))
}

/** By table: what refers to them, what hangs on that, and they themselves. */
function wheresOf(catalog: Catalog): { table: string; where: string }[] {
  const wheres = new Map<string, string[]>([
    ['contact', ['t.workspace_id = $1 and t.id = any ($2::uuid[])']],
    ['subject', ['t.workspace_id = $1 and t.id = any ($3::uuid[])']],
  ])
  const add = (table: string, where: string) =>
    wheres.set(table, [...(wheres.get(table) ?? []), `(${where})`])
  for (const it of catalog.references) if (it.fate !== 'blank') add(it.table, theirs(it))
  for (const table of new Set(catalog.references.filter((it) => it.fate === 'blank').map((it) => it.table)))
    add(table, staying(catalog, table)!)
  for (const { table, column, to } of catalog.links) {
    const held = wheres.get(to)
    if (held && !wheres.has(table) && catalog.references.some((it) => it.table === to && it.fate !== 'clear'))
      add(
        table,
        `t.workspace_id = $1 and t.${name(column)} in (select t.id from ${name(to)} t where ${held.join(' or ')})`,
      )
  }
  return [...wheres].map(([table, parts]) => ({ table, where: parts.join(' or ') }))
}

const shown = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).filter(
      ([key, value]) => key !== 'workspace_id' && value !== null && !neverShown.test(key),
    ),
  )
