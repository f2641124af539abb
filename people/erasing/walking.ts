import { containing } from '#platform/db'
import { type Ask, type Blank, type Catalog, name, staying, theirs } from './catalog.ts'
import { sweep } from './sweeping.ts'
import type { Person } from './whom.ts'

export type Counts = { gone: Record<string, number>; emptied: Record<string, number>; mentions: number }

/** What would become of a person's rows, by table: nothing is written. */
export async function countTheirs(ask: Ask, catalog: Catalog, person: Person): Promise<Counts> {
  const counts: Counts = { gone: {}, emptied: {}, mentions: 0 }
  const add = async (into: Record<string, number>, table: string, where: string) => {
    const [row] = await ask<{ n: number }>(
      `select count(*)::int as n from ${name(table)} t where ${where} and ${given}`,
      values(person),
    )
    if (row!.n > 0) into[table] = (into[table] ?? 0) + row!.n
  }
  for (const it of catalog.references)
    if (it.fate === 'delete') await add(counts.gone, it.table, theirs(it))
    else if (it.fate === 'clear') await add(counts.emptied, it.table, theirs(it))
  for (const table of new Set(catalog.blanks.map((it) => it.table))) {
    const where = staying(catalog, table)
    if (where) await add(counts.emptied, table, `(${where})`)
  }
  return counts
}

/** Says the type of every value, whichever of them a condition needs. */
export const given =
  '$1::int is not null and $2::uuid[] is not null and $3::uuid[] is not null and $4::text[] is not null'
export const values = ({ whom, needles }: Person) => [
  whom.workspaceId,
  whom.contacts,
  whom.subjects,
  needles.emails,
]

/**
 * Takes a person out of every table, as each column's comment says, and out of texts about others; inside the owner's
 * transaction that calls. What stays is a record without anybody, on which leads, handovers and sums rest.
 */
export async function eraseFrom(
  ask: Ask,
  catalog: Catalog,
  person: Person,
  { operationId, askedIn, now }: { operationId: string; askedIn: string | null; now: Date },
): Promise<Counts> {
  const { workspaceId, contacts, subjects } = person.whom
  const counts: Counts = { gone: {}, emptied: {}, mentions: 0 }
  const gone = new Set<string>(contacts)
  for (const id of await loggedBefore(ask, catalog, person)) gone.add(id)
  for (const table of new Set(catalog.blanks.map((it) => it.table))) {
    const where = staying(catalog, table)
    if (!where) continue
    const n = await empty(
      ask,
      catalog,
      { table, where: `(${where}) and ${given}`, workspaceId },
      values(person),
    )
    if (n > 0) counts.emptied[table] = n
  }
  for (const it of catalog.references.filter(({ fate }) => fate === 'clear')) {
    const cleared = await ask(
      `update ${name(it.table)} t set ${name(it.column)} = null where ${theirs(it)} and ${given} returning 1`,
      values(person),
    )
    if (cleared.length > 0) counts.emptied[it.table] = (counts.emptied[it.table] ?? 0) + cleared.length
  }
  for (const it of catalog.references.filter(({ fate }) => fate === 'delete'))
    await remove(ask, catalog, it.table, `${theirs(it)} and ${given}`, values(person), { gone, counts })
  await ask(
    `update contact set external_id = null, first_name = null, last_name = null, name = 'Erased person', email = null, phone = null,
       phone_key = null, job_title = null, company_id = null, city = null, country = null, bars = '{}',
       deleted_at = coalesce(deleted_at, $3::timestamptz),
       erased_at = coalesce(erased_at, $3::timestamptz), changed_at = $3::timestamptz
     where workspace_id = $1 and id = any ($2::uuid[])`,
    [workspaceId, contacts, now],
  )
  await ask(
    "update subject set key = null where workspace_id = $1 and id = any ($2::uuid[]) and kind <> 'contact'",
    [workspaceId, subjects],
  )
  const ids = [...gone]
  // Mails to colleagues that told of what is gone, as a notice does.
  const telling = "t.workspace_id = $1 and split_part(t.effect_key, ':', 2) = any ($2::uuid[]::text[])"
  const told = await empty(ask, catalog, { table: 'letter', where: telling, workspaceId }, [workspaceId, ids])
  if (told > 0) counts.emptied.letter = (counts.emptied.letter ?? 0) + told
  await ask(
    'delete from search_entry where workspace_id = $1 and (id = any ($2::uuid[]) or of_id = any ($2::uuid[]))',
    [workspaceId, ids],
  )
  await ask('delete from search_word where workspace_id = $1 and id = any ($2::uuid[])', [workspaceId, ids])
  await ask('delete from change_news where workspace_id = $1 and row_id = any ($2::uuid[])', [
    workspaceId,
    ids,
  ])
  // The act that hid them says nothing but when that was.
  await ask(
    'delete from change where workspace_id = $1 and row_id = any ($2::uuid[]) and operation_id is distinct from $3::uuid',
    [workspaceId, ids, askedIn],
  )
  await ask(
    'delete from idempotency where workspace_id = $1 and lower(response::text) like any ($2::text[])',
    [workspaceId, [...contacts, ...person.needles.emails].map(containing)],
  )
  counts.mentions = await sweep(ask, workspaceId, person.needles)
  await ask(
    `delete from search_word w where w.workspace_id = $1 and w.word = any (search_words($2)) and not exists (
       select from search_entry e where e.workspace_id = $1 and e.id = w.id and position(w.word in e.title_key) > 0)`,
    [workspaceId, person.needles.names.join(' ')],
  )
  // What this very act wrote into the change log is what it took out; that a deal lost its contact stays.
  const cleared = catalog.references.filter(({ fate }) => fate === 'clear').map(({ table }) => table)
  await ask(
    `delete from change where workspace_id = $1 and operation_id = $2 and not (table_name = any ($3::text[])
       and after is not null and (select count(*) from jsonb_object_keys(after)) = 1)`,
    [workspaceId, operationId, cleared],
  )
  return counts
}

/** Empties what speaks of them in rows that stay, there and in the change log; gives how many rows those are. */
async function empty(
  ask: Ask,
  { blanks }: Catalog,
  { table, where, workspaceId }: { table: string; where: string; workspaceId: number },
  given: readonly unknown[],
): Promise<number> {
  const columns = blanks.filter((it) => it.table === table)
  const set = columns.map((it) => `${name(it.column)} = ${emptied(it)}`).join(', ')
  const rows = await ask<{ id: string }>(
    `update ${name(table)} t set ${set} where ${where} returning t.id`,
    given,
  )
  const ids = rows.map(({ id }) => id)
  await ask(
    `update change set before = before - $3::text[], after = after - $3::text[]
     where workspace_id = $1 and row_id = any ($2::uuid[]) and table_name = $4`,
    [workspaceId, ids, columns.map(({ column }) => column), table],
  )
  await ask(
    `delete from change where workspace_id = $1 and row_id = any ($2::uuid[]) and table_name = $3 and before = '{}' and after = '{}'`,
    [workspaceId, ids, table],
  )
  return rows.length
}

function emptied({ column, type, isNullable, isUnique, but, becomes }: Blank): string {
  const it = `t.${name(column)}`
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`
  if (becomes) {
    const json = `${text(JSON.stringify(becomes))}::jsonb`
    return `coalesce((select jsonb_object_agg(e.key, case when ${json} ? e.key then ${json} -> e.key else e.value end) from jsonb_each(${it}) e), '{}')`
  }
  if (but.length > 0)
    return `coalesce((select jsonb_object_agg(e.key, e.value) from jsonb_each(${it}) e where e.key in (${but.map(text).join(', ')})), '{}')`
  if (isNullable) return 'null'
  if (isUnique) return `'erased ' || t.id`
  if (type === 'jsonb') return `case jsonb_typeof(${it}) when 'array' then '[]' else '{}' end::jsonb`
  return type.endsWith('[]') ? "'{}'" : "''"
}

/** Deletes rows and what hangs on them by a foreign key, and remembers their ids. */
export async function remove(
  ask: Ask,
  catalog: Catalog,
  table: string,
  where: string,
  given: readonly unknown[],
  so: { gone: Set<string>; counts: Counts },
): Promise<void> {
  const held = catalog.links.filter((link) => link.to === table && link.table !== table)
  if (held.length > 0) {
    const rows = await ask<{ id: string }>(`select t.id from ${name(table)} t where ${where}`, given)
    const ids = rows.map(({ id }) => id)
    for (const link of ids.length > 0 ? held : []) {
      const these = `t.${name(link.column)} = any ($1::uuid[])`
      if (link.isNullable)
        await ask(`update ${name(link.table)} t set ${name(link.column)} = null where ${these}`, [ids])
      else await remove(ask, catalog, link.table, these, [ids], so)
    }
  }
  const rows = await ask<{ row: { id?: string } }>(
    `delete from ${name(table)} t where ${where} returning jsonb_build_object('id', to_jsonb(t) -> 'id') as row`,
    given,
  )
  for (const { row } of rows) if (row.id) so.gone.add(row.id)
  if (rows.length > 0) so.counts.gone[table] = (so.counts.gone[table] ?? 0) + rows.length
}

/** Rows of theirs that went before, as a note that somebody deleted: only the change log still knows them. */
async function loggedBefore(ask: Ask, { references }: Catalog, { whom }: Person): Promise<string[]> {
  const logged = await ask<{ table: string; id: string; row: Record<string, unknown> }>(
    `select c.table_name as table, c.row_id as id, coalesce(c.before, c.after) as row from change c
     where c.workspace_id = $1 and c.table_name = any ($2::text[]) and coalesce(c.before, c.after)::text like any ($3::text[])`,
    [
      whom.workspaceId,
      [...new Set(references.map(({ table }) => table))],
      [...whom.contacts, ...whom.subjects].map(containing),
    ],
  )
  const isTheirs = ({ table, row }: (typeof logged)[number]) =>
    references.some(
      (it) =>
        it.table === table &&
        (it.of === 'subject' ? whom.subjects : whom.contacts).includes(String(row[it.column])),
    )
  const found: string[] = []
  for (const [table, rows] of Map.groupBy(logged.filter(isTheirs), (row) => row.table)) {
    const ids = [...new Set(rows.map(({ id }) => id))]
    const there = await ask<{ id: string }>(
      `select t.id from ${name(table)} t where t.workspace_id = $1 and t.id = any ($2::uuid[])`,
      [whom.workspaceId, ids],
    )
    found.push(...ids.filter((id) => !there.some((row) => row.id === id)))
  }
  return found
}
