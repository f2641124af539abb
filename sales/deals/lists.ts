import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import { badCursor, type CursorKind, decodeCursor, encodeCursor } from '#platform/http'
import { type Stage, stages } from '#sales/pipeline'
import type { Card, Deal } from './contract.ts'
import { risksOf, valueMinor } from './deal.ts'
import { dealList } from './list.ts'
import { columns, firmOf } from './store.ts'
import { valueBy } from './value.ts'

type Page<T> = { rows: T[]; next: string | null }
export type Row = Awaited<ReturnType<typeof rowsOf>>[number]

/** Each key's expression, never null, and the type that its text in a cursor is read as. */
const sorts = {
  created: { by: sql`deal.created_at`, type: 'timestamptz' },
  value: { by: sql`coalesce(${valueBy('deal')} * deal.rate, -1)`, type: 'float8' },
  place: { by: sql`deal.position`, type: 'float8' },
} satisfies Record<string, { by: RawBuilder<unknown>; type: CursorKind }>

/** One page in an order, and the cursor of the next; a cursor belongs to the order it was made in. */
export async function dealPage(
  db: Db,
  where: RawBuilder<boolean>,
  order: { sort: keyof typeof sorts; direction: 'asc' | 'desc' },
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<Row>> {
  const { by, type } = sorts[order.sort]
  const name = `${order.sort} ${order.direction}`
  const way = order.direction === 'asc' ? sql`>` : sql`<`
  let after = sql<boolean>`true`
  if (page.cursor) {
    const [of, key, id] = decodeCursor(page.cursor, 'text', type, 'uuid')
    if (of !== name) throw badCursor()
    after = sql<boolean>`(${by}, deal.id) ${way} (${key}::${sql.raw(type)}, ${id}::uuid)`
  }
  const rows = await rowsOf(
    db,
    sql<boolean>`${where} and ${after}`,
    { by, direction: order.direction },
    page.limit + 1,
  )
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    rows: shown,
    next: rows.length > page.limit && last ? encodeCursor([name, last.sort_key, last.id]) : null,
  }
}

/** Deals with the names of whom they are about; names of people and firms out of reach stay unknown. */
export async function rowsOf(
  db: Db,
  where: RawBuilder<boolean>,
  { by, direction }: { by: RawBuilder<unknown>; direction: 'asc' | 'desc' },
  limit: number,
) {
  return db
    .selectFrom('deal')
    .leftJoin('company', (on) =>
      on.onRef('company.workspace_id', '=', 'deal.workspace_id').onRef('company.id', '=', 'deal.company_id'),
    )
    .leftJoin('contact', (on) =>
      on.onRef('contact.workspace_id', '=', 'deal.workspace_id').onRef('contact.id', '=', 'deal.contact_id'),
    )
    .leftJoin('member', (on) =>
      on.onRef('member.workspace_id', '=', 'deal.workspace_id').onRef('member.id', '=', 'deal.owner_id'),
    )
    .leftJoin('deal as renewed', (on) =>
      on
        .onRef('renewed.workspace_id', '=', 'deal.workspace_id')
        .onRef('renewed.id', '=', 'deal.renews_id')
        .on('renewed.deleted_at', 'is', null),
    )
    .select(columns.map((name) => `deal.${name}` as const))
    .select(['company.name as company_name', 'contact.name as contact_name', 'member.name as owner_name'])
    .select(['company.sector as company_sector', 'company.country as company_country'])
    .select('renewed.name as renewed_name')
    .select(sql<string | null>`coalesce(renewed.external_id, renewed.id::text)`.as('renewed_number'))
    .select(sql<string | null>`coalesce(contact.external_id, contact.id::text)`.as('contact_number'))
    .select(sql<string>`(${by})::text`.as('sort_key'))
    .where(where)
    .orderBy(by, direction)
    .orderBy('deal.id', direction)
    .limit(limit)
    .execute()
}

/** Deals of these ids, in their order. */
export async function rowsIn(db: Db, ids: readonly string[]): Promise<Row[]> {
  const rows = await rowsOf(
    db,
    sql<boolean>`deal.id = any(${ids}::uuid[])`,
    { by: sql`deal.created_at`, direction: 'asc' },
    ids.length,
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export type Sum = {
  count: number
  valueMinor: number
  withoutRate: { currency: string; count: number; valueMinor: number }[]
}

/** How many and how much, by stage; what has no rate is summed in its own currency and stays apart. */
export async function sumsOf(db: Db, where: RawBuilder<boolean>): Promise<Map<string, Sum>> {
  const { rows } = await sql<{ stage_id: string; currency: string | null; count: number; value: number }>`
    select deal.stage_id, case when deal.rate is null then deal.currency end as currency, count(*)::int as count,
           sum(round(${valueBy('deal')} * coalesce(deal.rate, 1)))::float8 as value
    from ${dealList.from} where ${where} group by 1, 2 order by 1, 2`.execute(db)
  const sums = new Map<string, Sum>()
  for (const { stage_id, currency, count, value } of rows) {
    const sum = sums.get(stage_id) ?? { count: 0, valueMinor: 0, withoutRate: [] }
    sums.set(stage_id, sum)
    sum.count += count
    if (currency === null) sum.valueMinor += value
    else sum.withoutRate.push({ currency, count, valueMinor: value })
  }
  return sums
}

/** The sums of all stages in one. */
export function total(sums: Iterable<Sum>): Sum {
  const apart = new Map<string, Sum['withoutRate'][number]>()
  const all = { count: 0, valueMinor: 0 }
  for (const sum of sums) {
    all.count += sum.count
    all.valueMinor += sum.valueMinor
    for (const { currency, count, valueMinor } of sum.withoutRate) {
      const before = apart.get(currency) ?? { currency, count: 0, valueMinor: 0 }
      apart.set(currency, {
        currency,
        count: before.count + count,
        valueMinor: before.valueMinor + valueMinor,
      })
    }
  }
  return { ...all, withoutRate: [...apart.values()] }
}

/** Cards of a column from the top, or from where the page before ended. */
export async function cardsOf(
  db: Db,
  stageId: string,
  where: RawBuilder<boolean>,
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<Card>> {
  const here = sql<boolean>`${where} and deal.state = 'open' and deal.stage_id = ${stageId}`
  const { rows, next } = await dealPage(db, here, { sort: 'place', direction: 'asc' }, page)
  return { rows: rows.map(asCard), next }
}

export const openStages = async (db: Db): Promise<Stage[]> =>
  (await stages(db)).filter((it) => it.kind === 'open')

/** Open deals that are late, whose people nobody talked with too long, or for which nothing is planned. */
export async function dealsAtRisk(db: Db, ownerId: string | undefined, limit: number, now: Date) {
  const { today } = await firmOf(db, now)
  const { rows: signs } = await sql<{
    id: string
    expected_close: string | null
    created_at: Date
    talked_at: Date | null
    has_step: boolean
  }>`
    select deal.id, deal.expected_close, deal.created_at, greatest(deal.talked_at,
      (select max(e.occurred_at) from identity i join journal_event e on e.workspace_id = i.workspace_id and e.subject_id = i.subject_id
       where i.contact_id = deal.contact_id and i.until is null and e.human)) as talked_at,
      exists (select from task where task.deal_id = deal.id and task.deleted_at is null and task.done_at is null) as has_step
    from deal where state = 'open' and deleted_at is null ${ownerId === undefined ? sql`` : sql`and owner_id = ${ownerId}`}`.execute(
    db,
  )
  const risky = new Map(
    signs.flatMap((it) => {
      const risks = risksOf(
        {
          expectedClose: it.expected_close,
          createdAt: it.created_at,
          talkedAt: it.talked_at,
          hasNextStep: it.has_step,
        },
        { now, today },
      )
      return risks.length > 0 ? [[it.id, risks]] : []
    }),
  )
  const where = sql<boolean>`deal.id = any(${[...risky.keys()]}::uuid[])`
  const { rows } = await dealPage(db, where, { sort: 'value', direction: 'desc' }, { limit })
  return { count: risky.size, rows: rows.map((row) => ({ ...asCard(row), risks: risky.get(row.id) ?? [] })) }
}

const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)

export const amountsOf = (row: Row) => ({
  oneOffMinor: row.one_off_minor,
  recurringMinor: row.recurring_minor,
  termMonths: row.term_months,
})

export const asCard = (row: Row): Card => ({
  id: row.id,
  name: row.name,
  company: named(row.company_id, row.company_name),
  contact: named(row.contact_id, row.contact_name),
  owner: named(row.owner_id, row.owner_name),
  stageId: row.stage_id,
  position: row.position,
  valueMinor: valueMinor(amountsOf(row)),
  currency: row.currency,
  expectedClose: row.expected_close,
  pushes: row.pushes,
  stageSince: row.stage_since,
})

export const asDeal = (row: Row): Deal => ({
  ...asCard(row),
  ...amountsOf(row),
  externalId: row.external_id,
  companySector: row.company_sector,
  companyCountry: row.company_country,
  leadId: row.lead_id,
  renews: named(row.renews_id, row.renewed_name),
  state: row.state,
  rate: row.rate,
  origin: row.origin,
  originNote: row.origin_note,
  closeReasonId: row.close_reason_id,
  closeNote: row.close_note,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  talkedAt: row.talked_at,
  closedAt: row.closed_at,
  imported: row.imported,
})
