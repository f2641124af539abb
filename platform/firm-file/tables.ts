import type pg from 'pg'
import { referencedFirst } from '#platform/db'
import type { CarryRule } from '#platform/registry'

/** A table of which a firm's file holds rows. */
export type CarriedTable = {
  name: string
  /** Without the number of the workspace, which every row has, and without what the database works out by itself. */
  columns: string[]
  blank: Readonly<Record<string, string | number | null>>
  only: string
  numbered: readonly string[]
}

/** What the house itself keeps of a workspace and a file does not hold. */
const own: CarryRule[] = [
  { table: 'idempotency', out: true, why: 'Answers kept for a day, for programs that ask a second time.' },
  { table: 'change_listener', out: true, why: 'Whether programs listen: they are set up anew.' },
  { table: 'change_news', out: true, why: 'Nobody is told of what came in a file.' },
  { table: 'hash_key', out: true, why: 'Sealed here; the file has the keys in its manifest.' },
  { table: 'sample_firm', out: true, why: 'A sample firm is made anew by its number, not carried.' },
  { table: 'arrived_firm', out: true, why: 'How it came to this installation.' },
]

export const allRules = (rules: readonly CarryRule[]): CarryRule[] => [...own, ...rules]

/** The tables of a firm's file, those that are referred to first. Throws for a rule of what is not there. */
export async function carriedTables(
  client: pg.ClientBase,
  rules: readonly CarryRule[],
): Promise<CarriedTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; needs: string[] }>(`
    select c.relname::text as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
        and not a.attisdropped and a.attgenerated = '' and a.attname <> 'workspace_id') as columns,
      coalesce((select array_agg(distinct r.relname::text) from pg_constraint k join pg_class r on r.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '{}') as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute w on w.attrelid = c.oid and w.attname = 'workspace_id'
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = 'public' order by 1`)
  const ruled = new Map(allRules(rules).map((rule) => [rule.table, rule]))
  for (const rule of ruled.values()) {
    const table = rows.find(({ name }) => name === rule.table)
    const named = 'out' in rule ? [] : [...Object.keys(rule.blank ?? {}), ...(rule.numbered ?? [])]
    const strange = table ? named.filter((name) => !table.columns.includes(name)) : [rule.table]
    if (strange.length > 0) throw new Error(`A rule of carrying names ${strange}, which is not there`)
  }
  const carried = rows.filter(({ name }) => !isOut(ruled.get(name)))
  return referencedFirst(carried).map(({ name, columns }) => {
    const rule = ruled.get(name)
    const { blank = {}, only = 'true', numbered = [] } = rule && !('out' in rule) ? rule : {}
    return { name, columns, blank, only, numbered }
  })
}

const isOut = (rule: CarryRule | undefined): boolean => rule !== undefined && 'out' in rule
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
export const constant = (value: string | number | null): string =>
  value === null ? 'null' : typeof value === 'number' ? String(value) : literal(value)

/** One JSON object a row, in the words of the table's columns. */
export function linesOf(table: CarriedTable, workspaceId: number, rules: readonly CarryRule[]): string {
  const told = table.columns.map((column) => `${toldAs(table, column, rules)} as ${quote(column)}`)
  return `select row_to_json(r)::text from (select ${told.join(', ')} from public.${quote(table.name)} t
    where t.workspace_id = ${workspaceId} and (${onlyOf(table, rules)})) r`
}

export const onlyOf = ({ name, only }: CarriedTable, rules: readonly CarryRule[]): string => {
  if (name !== changes) return only
  // What is not in the file is not in its change log either.
  const out = allRules(rules).flatMap((rule) => ('out' in rule ? [literal(rule.table)] : []))
  return `t.table_name not in (${out})`
}

const changes = 'change'

function toldAs(table: CarriedTable, column: string, rules: readonly CarryRule[]): string {
  const held = `t.${quote(column)}`
  if (column in table.blank) return constant(table.blank[column]!)
  if (table.name !== changes || !['before', 'after'].includes(column)) return held
  const blanked = allRules(rules).flatMap((rule) =>
    'out' in rule || !rule.blank
      ? []
      : [
          `when ${literal(rule.table)} then ${held} - array[${Object.keys(rule.blank).map(literal)}]::text[]`,
        ],
  )
  return blanked.length === 0 ? held : `case t.table_name ${blanked.join(' ')} else ${held} end`
}
