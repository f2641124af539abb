import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import { invalid } from '#platform/http'
import type { ListFieldInfo } from '#platform/registry'
import { firmZone } from '#workspace/members'
import { compileFilter } from './conditions.ts'
import type { Condition, Groups } from './contract.ts'
import { byIds, type Found } from './finding.ts'
import { groupedBy, type List, type ListField } from './list.ts'
import { expected, roughly } from './page.ts'

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
  const counted = await count(db, list, found, { field, grouped, summed, zone, exactly })
  const looked = counted.reduce((all, it) => all + it.count, 0)
  const exact = exactly || looked <= mostCounted
  const orders = new Map((info?.options ?? []).map(({ value }, n) => [value, n]))
  const all = exact ? counted : [...counted, ...unseen(counted, orders)]
  const some = all.toSorted((a, b) => b.count - a.count).slice(0, mostGroups)
  const groups: Group[] = []
  for (const one of some) {
    const condition = conditionOf(by, field.kind, one.value)
    const group = { ...one, condition, label: labelOf(field.kind, info, one) }
    groups.push(exact ? group : await estimated(db, list, found, group, { now, zone }))
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
  { where }: Found,
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

/** Choices that none of those looked at have: others may. */
const unseen = (counted: readonly Counted[], orders: ReadonlyMap<string, number>): Counted[] => {
  const seen = new Set(counted.map(({ value }) => value))
  return [...orders.keys()]
    .filter((value) => !seen.has(value))
    .map((value) => ({ value, label: null, count: 0, sum: null }))
}

/** What was looked at is the least; the sum is that of as many of the same kind. One that is expected alone is not there. */
async function estimated(
  db: Db,
  list: List,
  { where, fields }: Found,
  group: Group,
  reading: { now: Date; zone: string },
): Promise<Group> {
  const asked = await byIds(db, { match: 'all', items: [group.condition] }, fields)
  const holds = compileFilter(asked, { fields, ...reading })
  const rows = await expected(db, list, sql<boolean>`${where} and ${holds}`)
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
