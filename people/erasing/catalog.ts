/** Asks the database in text, with values as $1, $2, …; inside a tenant's transaction or the owner's. */
export type Ask = <T>(text: string, values?: readonly unknown[]) => Promise<T[]>

/** Who is meant: ids of the person's records, and the subjects of the history that is theirs alone. */
export type Whom = { workspaceId: number; contacts: readonly string[]; subjects: readonly string[] }

export type Fate = 'delete' | 'clear' | 'blank' | 'keep'
type Of = 'contact' | 'company' | 'subject' | 'record'
export type Reference = { table: string; column: string; of: Of; fate: Fate }
/** What is emptied in rows that stay; `but`: keys of a JSON object that stay; `becomes`: what takes the place of its keys. */
export type Blank = {
  table: string
  column: string
  type: string
  isNullable: boolean
  isUnique: boolean
  but: string[]
  becomes: Record<string, unknown> | null
}
/** A foreign key: `column` of `table` is the id of a row of `to`. */
export type Link = { table: string; column: string; to: string; isNullable: boolean }

export type Catalog = { references: Reference[]; blanks: Blank[]; links: Link[] }

/** What the comments of columns say of erasing a person, so that a table added tomorrow is erased without a line here. */
export async function readCatalog(
  ask: Ask,
  of: readonly Of[] = ['contact', 'subject', 'record'],
): Promise<Catalog> {
  const columns = await ask<{
    table: string
    column: string
    comment: string
    type: string
    isNullable: boolean
    isUnique: boolean
  }>(`
    select c.relname as table, a.attname as column, d.description as comment, format_type(a.atttypid, null) as type,
      not a.attnotnull as "isNullable",
      exists (select from pg_index i where i.indrelid = c.oid and i.indisunique and a.attnum = any (i.indkey)) as "isUnique"
    from pg_description d join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
    join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and d.description ~ 'on erase'
    order by c.relname, a.attnum`)
  const links = await ask<Link>(`
    select c.relname as table, a.attname as column, r.relname as to, not a.attnotnull as "isNullable"
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class r on r.oid = k.confrelid
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname <> 'workspace_id'
    where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and not c.relispartition
    order by 1, 2`)
  return {
    references: columns.flatMap(({ table, column, comment }) => {
      const said = fateOf(comment)
      return said && of.includes(said.of) ? { table, column, ...said } : []
    }),
    blanks: columns.flatMap(({ comment, ...column }) => {
      const said = blankOf(comment)
      return said ? { ...column, ...said } : []
    }),
    links,
  }
}

/** `contact: move on merge, delete on erase` of a reference to a person, a company, or the subjects of somebody’s history. */
export function fateOf(comment: string): { of: Reference['of']; fate: Fate } | null {
  const said = /^(contact|company|subject|record): .*, ([a-z ]+) on erase/.exec(comment)
  if (!said) return null
  const [, of, words] = said as unknown as [string, Reference['of'], string]
  const fate = words.startsWith('delete')
    ? 'delete'
    : words === 'clear'
      ? 'clear'
      : words === 'kept'
        ? 'keep'
        : 'blank'
  return { of, fate }
}

/** `(blank on erase)`, `(blank on erase but for page, site)` or `(on erase becomes {…})` of what speaks of a person. */
export function blankOf(comment: string): Pick<Blank, 'but' | 'becomes'> | null {
  const becomes = /\(on erase becomes (\{.*\})\)$/.exec(comment)?.[1]
  if (becomes) return { but: [], becomes: JSON.parse(becomes) as Record<string, unknown> }
  const blank = /\(blank on erase(?: but for ([\w, ]+))?\)$/.exec(comment)
  return blank ? { but: blank[1]?.split(', ') ?? [], becomes: null } : null
}

/** Rows of a table that are theirs, as a condition on `t`; $1 the workspace, $2 their records, $3 their subjects. */
export const theirs = ({ column, of }: Pick<Reference, 'column' | 'of'>): string =>
  `t.workspace_id = $1 and t.${name(column)} = any ($${of === 'subject' ? 3 : 2}::uuid[])`

/**
 * The same of a table whose rows stay, by what they refer to or hang on; null where nothing of it is theirs. $4: their
 * addresses, of mails that nobody put with anybody.
 */
export function staying(catalog: Catalog, table: string): string | null {
  const { references, blanks, links } = catalog
  const own = references.filter((it) => it.table === table && it.fate === 'blank')
  if (own.length > 0) {
    const ways = blanks.filter((it) => it.table === table && it.column.endsWith('_address'))
    const unknown = ways.map(
      ({ column }) =>
        `(t.workspace_id = $1 and t.subject_id is null and lower(t.${name(column)}) = any ($4::text[]))`,
    )
    return [...own.map((it) => `(${theirs(it)})`), ...unknown].join(' or ')
  }
  const by = links
    .filter((link) => link.table === table && link.to !== table)
    .filter((link) => references.some((it) => it.table === link.to && it.fate === 'blank'))
    .map(
      (link) =>
        `(t.workspace_id = $1 and t.${name(link.column)} in (select t.id from ${name(link.to)} t where ${staying(catalog, link.to)}))`,
    )
  return by.length > 0 ? by.join(' or ') : null
}

/** A name from the catalog as SQL. */
export const name = (it: string): string => `"${it.replaceAll('"', '""')}"`
