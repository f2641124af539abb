import { randomBytes } from 'node:crypto'
import { isUniqueViolation } from '#platform/db'
import { type Ask, name } from './catalog.ts'
import { matcherOf, type Needles, patternsOf, roughly, without } from './needles.ts'

/** Who else is called so keeps their own name; and what only proves what was said holds no person. */
const left = ['contact', 'company', 'member', 'consent_wording']

type Column = { table: string; column: string; type: string }

/**
 * Takes a person's name, addresses and numbers out of every text of the firm, wherever somebody wrote them: a deal's name,
 * a note about a firm, a notice, the body of a webhook. Gives how many rows named them.
 */
export async function sweep(ask: Ask, workspaceId: number, needles: Needles): Promise<number> {
  const matcher = matcherOf(needles)
  if (!matcher) return 0
  const columns = await ask<Column>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and obj_description(c.oid) like 'tenant:%' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb') and c.relname <> all ($1::text[])
     order by 1, 2`,
    [left],
  )
  let found = 0
  for (const [table, theirs] of Map.groupBy(columns, (it) => it.table))
    found += await sweepTable(ask, { table, columns: theirs, workspaceId }, needles, matcher)
  return found
}

async function sweepTable(
  ask: Ask,
  { table, columns, workspaceId }: { table: string; columns: readonly Column[]; workspaceId: number },
  needles: Needles,
  matcher: RegExp,
): Promise<number> {
  const texts = columns.map(({ column }) => `t.${name(column)}::text`).join(', ')
  const given: unknown[] = [workspaceId, roughly(needles)]
  const { words, digits } = patternsOf(needles)
  const holds = (text: string, like: (n: number) => string) => (pattern: string) =>
    `${text} like ${like(given.push(pattern))}`
  const may = [
    ...words.map(
      (all) => all.map(holds('folded.text', (n) => `lower(upper($${n}))`)).join(' and ') || 'true',
    ),
    ...digits.map(holds('whole.text', (n) => `$${n}`)),
  ]
  // Each text is put together and folded once, whichever of the conditions asks for it.
  const rows = await ask<{ place: string; part: number; row: Record<string, unknown> }>(
    `select t.ctid::text as place, t.tableoid::int as part, to_jsonb(t) as row from ${name(table)} t
     cross join lateral (select concat_ws(E'\\n', ${texts}) as text offset 0) whole
     cross join lateral (select lower(upper(whole.text)) as text offset 0) folded
     where t.workspace_id = $1 and (${may.join(' or ')}) and whole.text ~* $2`,
    given,
  )
  let changed = 0
  for (const { place, part, row } of rows) {
    const set: string[] = []
    const values: unknown[] = []
    const altered: Column[] = []
    for (const it of columns) {
      const { column, type } = it
      const [was, is] = [row[column], without(row[column], matcher)]
      if (JSON.stringify(was) === JSON.stringify(is)) continue
      altered.push(it)
      values.push(type === 'jsonb' ? JSON.stringify(is) : is)
      set.push(`${name(column)} = $${values.length + 2}::${type}`)
    }
    if (set.length === 0) continue
    const put = () =>
      ask(`update ${name(table)} set ${set.join(', ')} where ctid = $1::tid and tableoid = $2::oid`, [
        place,
        part,
        ...values,
      ])
    await ask('savepoint swept')
    try {
      await put()
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      // Another that was named after somebody erased is called the same by now, as a tag may be: this one gets an end of its own.
      await ask('rollback to savepoint swept')
      const end = ` ${randomBytes(3).toString('hex')}`
      for (const [n, column] of altered.entries())
        if (column.type === 'text') values[n] = `${values[n]}${end}`
      await put()
    }
    await ask('release savepoint swept')
    changed++
  }
  return changed
}
