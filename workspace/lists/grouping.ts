import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import type { ListFieldInfo } from '#platform/registry'
import { firmZone } from '#workspace/members'
import { compileFilter } from './conditions.ts'
import type { Condition, Groups } from './contract.ts'
import { expected } from './few.ts'
import { byIds, type Found } from './finding.ts'
import { groupedBy, type List, type ListField } from './list.ts'
import { roughly } from './page.ts'

type Asked = { by: string; sum?: string | undefined; exactly?: boolean | undefined }
type Group = Groups['groups'][number]
type Counted = { value: string | null; label: string | null; count: number; sum: number | null }

const mostCounted = 20_000
const mostGroups = 200

/**
 * How the records that a filter finds divide. Up to 20,000 are counted; of more, that many are looked at for what there
 * is, and how many are of each is what the database expects, so that no list waits for its groups.
 */
export async function groupsFound(
  db: Db,
  list: List,
  found: Found,
  { by, sum, exactly = false }: Asked,
  { infos, now }: { infos: readonly ListFieldInfo[]; now: Date },
): Promise<Groups> {
  const field = found.fields.get(by)
  const grouped = field && groupedBy(field)
  if (!grouped) throw invalid('unknown_group', `The list can’t be grouped by “${by}”.`)
  const summed = sum === undefined ? undefined : found.fields.get(sum)
  if (sum !== undefined && !(summed && isSummed(summed)))
    throw invalid('unknown_sum', `“${sum}” can’t be summed.`)
  const zone = await firmZone(db)
  const info = infos.find((it) => it.id === by)
  const of = { field, grouped, summed, zone, exactly }
  const first = await count(db, list, found.where, of)
  const exact = exactly || looked(first) <= mostCounted
  // Those that lie first are the oldest: of all there are, some of each time are looked at.
  const counted =
    exact || found.narrows ? first : await count(db, list, await someOfEachTime(db, list, found), of)
  const share = exact ? 1 : (await expected(db, list, found.where)) / Math.max(1, looked(counted))
  const orders = new Map((info?.options ?? []).map(({ value }, n) => [value, n]))
  const choices = field.kind === 'date' ? monthsBetween(counted) : [...orders.keys()]
  const all = exact ? counted : [...counted, ...unseen(counted, choices)]
  const some = all.toSorted((a, b) => b.count - a.count).slice(0, mostGroups)
  const groups: Group[] = []
  for (const one of some) {
    const condition = conditionOf(by, field.kind, one.value)
    const group = { ...one, condition, label: labelOf(field.kind, info, one) }
    groups.push(exact ? group : await estimated(db, list, found, group, { field, share, now, zone }))
  }
  return {
    groups: groups.filter((it) => it.count > 0).toSorted(inOrder(field.kind, orders)),
    exact,
    more: all.length > some.length,
  }
}

export const isSummed = ({ kind, key }: ListField): boolean =>
  (kind === 'number' || kind === 'money') && key !== undefined

async function count(
  db: Db,
  list: List,
  where: Found['where'],
  it: {
    field: ListField
    grouped: NonNullable<ListField['grouped']>
    summed: ListField | undefined
    zone: string
    exactly: boolean
  },
): Promise<Counted[]> {
  const { field, grouped, summed, exactly } = it
  const joins = sql`${grouped.join ?? sql``} ${summed?.join ?? sql``}`
  const sumBy = summed ? sql`(${summed.sortBy ?? summed.by})::float8` : sql`null::float8`
  const most = exactly ? sql`` : sql`limit ${mostCounted + 1}`
  const { rows } = await sql<Counted>`
    select value, min(label) as label, count(*)::int as count, sum(part) as sum from (
      select ${groupValue(field, grouped.by, it.zone)} as value, ${grouped.label ?? sql`null::text`} as label, ${sumBy} as part
      from ${list.from} ${joins} where ${where} ${most}
    ) found group by value`.execute(db)
  return rows
}

function groupValue(field: ListField, by: RawBuilder<unknown>, zone: string): RawBuilder<unknown> {
  if (field.kind === 'yesno') return sql`case when ${by} then 'true' else 'false' end`
  if (field.kind === 'date') return sql`to_char(${by} at time zone ${field.day ? 'UTC' : zone}, 'YYYY-MM')`
  return sql`(${by})::text`
}

const looked = (counted: readonly Counted[]): number => counted.reduce((all, it) => all + it.count, 0)

const slices = 20
const timeBits = 48

/** Records of every time in between the first and the last: their ids say when each was made. */
async function someOfEachTime(db: Db, list: List, { where }: Found): Promise<Found['where']> {
  const id = sql.ref(`${list.table}.id`)
  const { rows: ends } = await sql<{ id: string }>`
    (select ${id} as id from ${list.from} where ${where} order by ${id} limit 1)
    union all (select ${id} from ${list.from} where ${where} order by ${id} desc limit 1)`.execute(db)
  const timeOf = (uuid: string) => Number.parseInt(uuid.replaceAll('-', '').slice(0, timeBits / 4), 16)
  const [from = 0, to = 0] = ends.map((it) => timeOf(it.id)).sort((a, b) => a - b)
  const starts = Array.from({ length: slices }, (_, n) => {
    const hex = Math.floor(from + ((to - from) * n) / slices)
      .toString(16)
      .padStart(timeBits / 4, '0')
    return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
  })
  const { rows } = await sql<{ id: string }>`
    select distinct slice.id from unnest(${starts}::uuid[]) as start (id) cross join lateral (
      select ${id} as id from ${list.from} where ${where} and ${id} >= start.id order by ${id} limit ${mostCounted / slices}
    ) slice
    union (select ${id} from ${list.from} where ${where} order by ${id} desc limit ${mostCounted / slices})`.execute(
    db,
  )
  return sql<boolean>`${id} = any(${rows.map((row) => row.id)}::uuid[])`
}

/** Choices that none of those looked at have: others may. */
const unseen = (counted: readonly Counted[], choices: readonly string[]): Counted[] => {
  const seen = new Set(counted.map(({ value }) => value))
  return choices
    .filter((value) => !seen.has(value))
    .map((value) => ({ value, label: null, count: 0, sum: null }))
}

/** Months from the first to the last that was seen. */
function monthsBetween(counted: readonly Counted[]): string[] {
  const seen = counted.flatMap(({ value }) => value ?? []).sort()
  const [first, last] = [seen[0], seen.at(-1)]
  const months: string[] = []
  if (!first || !last) return months
  for (
    let at = new Date(`${first}-01T00:00:00Z`);
    months.length < mostGroups;
    at.setUTCMonth(at.getUTCMonth() + 1)
  ) {
    const month = at.toISOString().slice(0, 7)
    if (month > last) break
    months.push(month)
  }
  return months
}

/**
 * What was looked at is the least; the sum is that of as many of the same kind. One that is expected alone is not there. Of
 * yes and no the planner knows nothing, so that they are shared as among those looked at.
 */
async function estimated(
  db: Db,
  list: List,
  { where, fields }: Found,
  group: Group,
  { field, share, ...reading }: { field: ListField; share: number; now: Date; zone: string },
): Promise<Group> {
  const { value, condition } = group
  const asked = await byIds(db, { match: 'all', items: [condition] }, fields)
  const { ids } = field
  const isIt = value === null ? sql`${ids} is null` : sql`${ids} = ${value}::uuid`
  const holds = ids ? isIt : compileFilter(asked, { fields, ...reading, looked: new Map() })
  const rows =
    field.kind === 'yesno'
      ? group.count * share
      : await expected(db, list, sql<boolean>`${where} and ${holds}`)
  const count = Math.max(group.count, rows <= 1 ? 0 : roughly(rows))
  return { ...group, count, sum: group.sum === null ? null : roughly((group.sum / group.count) * count) }
}

function conditionOf(field: string, kind: ListField['kind'], value: string | null): Condition {
  if (value === null) return { field, operator: 'empty', value: null }
  if (kind === 'yesno') return { field, operator: 'is', value }
  if (kind !== 'date') return { field, operator: 'is', value: [value] }
  const [year, month] = value.split('-').map(Number) as [number, number]
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
  return { field, operator: 'between', value: [`${value}-01`, last] }
}

function labelOf(kind: ListField['kind'], info: ListFieldInfo | undefined, { value, label }: Counted) {
  if (kind === 'yesno') return value === 'true' ? 'Yes' : 'No'
  return info?.options?.find((it) => it.value === value)?.label ?? label ?? value
}

/** Choices as they are ordered, months the last one first, words by the alphabet; what is not known comes last. */
const inOrder = (kind: ListField['kind'], orders: ReadonlyMap<string, number>) => (a: Group, b: Group) => {
  if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
  if (kind === 'date') return b.value.localeCompare(a.value)
  if (kind === 'yesno') return b.value.localeCompare(a.value)
  const place = (it: Group) => orders.get(it.value ?? '') ?? orders.size
  return place(a) - place(b) || (a.label ?? '').localeCompare(b.label ?? '')
}
