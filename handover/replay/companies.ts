import { sql } from 'kysely'
import { type CompanyRow, companyColumns, companyFacts, minorPerMajor } from '#handover/scoring'
import { knownThen } from '#people/companies'
import type { Db } from '#platform/db'
import { fieldsOf } from '#workspace/fields'
import type { FactVersion } from './walk.ts'

const always = new Date(0)

/** A row as it stood from an instant until another; `row` null: it was not there. */
type Span<Row> = { row: Row | null; from: Date; until: Date | null }
interface Changed<Row> {
  id: string
  at: Date
  /** What the columns read before; null: the row was made. */
  before: Partial<Row> | null
}

/** From how a row stands today back through its changes, the newest first. */
function spansOf<Row extends object>(
  today: Row,
  changes: readonly Pick<Changed<Row>, 'at' | 'before'>[],
): Span<Row>[] {
  const spans: Span<Row>[] = []
  let row: Row | null = today
  let until: Date | null = null
  for (const { at, before } of changes) {
    spans.push({ row, from: at, until })
    row = before === null || row === null ? null : { ...row, ...before }
    until = at
  }
  return [...spans, { row, from: always, until }].filter((one) => one.until === null || one.from < one.until)
}

/**
 * What was known of people's companies: where they worked then, and how those stood then, by the change log; what own fields
 * said of them then is kept by time.
 */
export async function companiesThen(
  db: Db,
  contactIds: readonly string[],
  ownFields: readonly string[],
): Promise<Map<string, FactVersion[]>> {
  const { rows: people } = await sql<{ id: string; company_id: string | null }>`
    select id, company_id from contact where id = any(${contactIds}::uuid[])`.execute(db)
  const moves = await changesOf<{ company_id: string | null }>(db, 'contact', contactIds, ['company_id'])
  const worked = new Map(
    people.map(({ id, company_id }) => [id, spansOf({ company_id }, moves.get(id) ?? [])]),
  )
  const companyIds = [
    ...new Set([...worked.values()].flatMap((spans) => spans.flatMap(({ row }) => row?.company_id ?? []))),
  ]
  const { rows: companies } = await sql<CompanyRow & { id: string }>`
    select id, ${sql.join(companyColumns.map((name) => sql.ref(name)))} from company where id = any(${companyIds}::uuid[])`.execute(
    db,
  )
  const edits = await changesOf<CompanyRow>(db, 'company', companyIds, companyColumns)
  const stood = new Map(companies.map(({ id, ...row }) => [id, spansOf(row, edits.get(id) ?? [])]))
  const own = Map.groupBy(await ownThen(db, companyIds, ownFields), ({ companyId }) => companyId)
  return new Map(
    [...worked].map(([id, spans]) => [
      id,
      spans.flatMap(({ row, from, until }) => [
        ...(stood.get(row?.company_id ?? '') ?? [{ row: null, from: always, until: null }]).flatMap((then) =>
          versions(then.row, later(from, then.from), sooner(until, then.until)),
        ),
        ...(own.get(row?.company_id ?? '') ?? []).flatMap((then) => {
          const [knownAt, end] = [later(from, then.knownAt), sooner(until, then.until)]
          return end && end <= knownAt ? [] : { field: then.field, value: then.value, knownAt, until: end }
        }),
      ]),
    ]),
  )
}

/** By the names that rules have for them, in the units that rules compare. */
async function ownThen(db: Db, companyIds: readonly string[], ownFields: readonly string[]) {
  const keys = ownFields.map((field) => field.slice('company.'.length))
  const types = new Map((await fieldsOf(db, 'company')).map(({ key, type }) => [`custom.${key}`, type]))
  return (await knownThen(db, companyIds, keys)).map(({ field, value, ...it }) => {
    const type = types.get(field)
    const scored =
      type === 'money' && typeof value === 'number'
        ? value / minorPerMajor
        : type === 'date' && typeof value === 'string'
          ? new Date(`${value}T00:00:00Z`)
          : value
    return { ...it, field: `company.${field}`, value: scored }
  })
}

const later = (a: Date, b: Date) => (a > b ? a : b)
const sooner = (a: Date | null, b: Date | null) => (a && b ? (a < b ? a : b) : (a ?? b))

const versions = (row: CompanyRow | null, knownAt: Date, until: Date | null): FactVersion[] =>
  until && until <= knownAt
    ? []
    : Object.entries(companyFacts(row)).map(([field, value]) => ({
        ...{ field, value: value ?? null, knownAt, until },
      }))

async function changesOf<Row>(
  db: Db,
  table: 'contact' | 'company',
  ids: readonly string[],
  columns: readonly string[],
): Promise<Map<string, Changed<Row>[]>> {
  const { rows } = await sql<Changed<Row>>`
    select c.row_id as id, o.at, case when c.before is not null then
        (select jsonb_object_agg(b.key, b.value) from jsonb_each(c.before) b where b.key = any(${columns}::text[])) end as before
    from change c join operation o on o.workspace_id = c.workspace_id and o.id = c.operation_id
    where c.row_id = any(${ids}::uuid[]) and c.table_name = ${table} and (c.before is null or c.before ?| ${columns}::text[])
    order by o.at desc, c.operation_id desc, c.seq desc`.execute(db)
  return Map.groupBy(rows, ({ id }) => id)
}
