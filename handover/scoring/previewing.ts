import { sql } from 'kysely'
import type { z } from 'zod'
import type { Db } from '#platform/db'
import { loadKnown } from './computing.ts'
import type { previewGroup, previewShape } from './contract.ts'
import type { Definition } from './definition.ts'
import { customersAmong, factFields } from './facts.ts'
import { Histogram, type Judgement, judgePerson, withoutOutcomes } from './preview.ts'
import { definitionsInForce } from './store.ts'

export type Preview = z.infer<typeof previewShape>
export type PreviewGroup = z.infer<typeof previewGroup>

/** Beyond this an even sample is judged, so that the picture follows the editing hand. */
const MOST_JUDGED = 100_000
const CHUNK = 10_000

interface Walked {
  people: number
  /** Each judged person stands for so many. */
  weight: number
  customers: Map<string, Date | null>
}

/** Judges every living person within reach (or an even sample of them), chunk by chunk. */
async function walkPeople(
  db: Db,
  definition: Definition,
  now: Date,
  each: (contactId: string, judgement: Judgement) => void,
): Promise<Walked> {
  const { rows: counted } = await sql<{ n: number }>`
    select count(*)::int as n from contact where deleted_at is null and merged_into is null`.execute(db)
  const people = counted[0]?.n ?? 0
  const weight = Math.max(1, Math.ceil(people / MOST_JUDGED))
  const customers = await customersAmong(db, null)
  const outcomes = (await factFields(db)).filter(({ refused }) => refused?.role === 'outcome')
  const lookingBack = withoutOutcomes(definition, new Set(outcomes.map(({ field }) => field)))
  for (let after: string | null = null; ; ) {
    const { rows }: { rows: { id: string }[] } = await sql<{ id: string }>`
      select id from contact where deleted_at is null and merged_into is null
        ${after ? sql`and id > ${after}` : sql``}
        ${weight > 1 ? sql`and mod(uuid_hash(id), ${weight}) = 0` : sql``}
      order by id limit ${CHUNK}`.execute(db)
    const ids = rows.map((row) => row.id)
    const { facts, acts } = await loadKnown(db, ids, [definition])
    for (const id of ids) {
      const known = facts.get(id)
      if (!known) continue
      const wonAt = customers.get(id)
      const customer = wonAt === undefined ? null : { wonAt }
      each(id, judgePerson(customer ? lookingBack : definition, known, acts.get(id) ?? [], customer, now))
    }
    after = ids.at(-1) ?? null
    if (ids.length < CHUNK) return { people, weight, customers }
  }
}

/** What a definition would say today: the picture shown while it is edited. Writes nothing. */
export async function previewOf(db: Db, definition: Definition, now: Date): Promise<Preview> {
  const histogram = new Histogram(definition)
  const count = { looked: 0, ready: 0, nearly: 0, missed: 0, customers: 0, fresh: 0 }
  const placed = await placedNow(db, definition.productLineId)
  const { people, weight, customers } = await walkPeople(db, definition, now, (id, judgement) => {
    histogram.add(judgement)
    count.looked++
    if (judgement.isCustomer) count.customers++
    if (judgement.group) count[judgement.group]++
    if (judgement.group === 'ready' && !placed.has(id)) count.fresh++
  })
  const scaled = (bars: readonly number[]) => bars.map((n) => n * weight)
  return {
    people,
    looked: count.looked,
    sampled: weight > 1,
    distribution: {
      step: histogram.step,
      others: scaled(histogram.others),
      customers: scaled(histogram.customers),
    },
    readyToday: count.ready * weight,
    newCandidates: count.fresh * weight,
    nearly: count.nearly * weight,
    customers: count.customers * weight,
    missed: count.missed * weight,
    perWeek: await earnedPerWeek(db, definition.productLineId, now),
    noReplay: whyNoReplay(count.customers * weight, await datedCustomers(db, [...customers.keys()])),
  }
}

export interface PreviewRow {
  contactId: string
  judgement: Judgement
}

/** The people behind a number of the preview, strongest first. */
export async function previewPeople(
  db: Db,
  definition: Definition,
  group: PreviewGroup,
  now: Date,
): Promise<PreviewRow[]> {
  const found: PreviewRow[] = []
  await walkPeople(db, definition, now, (contactId, judgement) => {
    if (judgement.group === group) found.push({ contactId, judgement })
  })
  return found.sort((a, b) => b.judgement.total - a.judgement.total || (a.contactId < b.contactId ? 1 : -1))
}

async function placedNow(db: Db, productLineId: string): Promise<Set<string>> {
  const inForce = (await definitionsInForce(db)).find((version) => version.productLineId === productLineId)
  if (!inForce) return new Set()
  const rows = await db
    .selectFrom('score')
    .select('contact_id')
    .where('definition_id', '=', inForce.id)
    .where('place', '<>', 'none')
    .execute()
  return new Set(rows.map((row) => row.contact_id))
}

/** Earned leads of a product line that are taken a week: what it may have, and all receivers together; null: no limit. */
async function earnedPerWeek(db: Db, productLineId: string, now: Date): Promise<number | null> {
  return (await earnedPerWeekAt(db, productLineId, [now]))[0] ?? null
}

/** The same by what was agreed at each of these instants. */
export async function earnedPerWeekAt(
  db: Db,
  productLineId: string,
  instants: readonly Date[],
): Promise<(number | null)[]> {
  const { rows } = await sql<{ per_week: number | null }>`
    select least(
      (select (w ->> 'perWeek')::int from seam_setting s cross join lateral jsonb_array_elements(coalesce(s.content -> 'weekly', '[]')) w
        where s.from_at <= t.at and (s.to_at is null or s.to_at > t.at) and w ->> 'productLineId' = ${productLineId} limit 1),
      (select sum(c.per_week)::int from capacity c where c.from_at <= t.at and (c.to_at is null or c.to_at > t.at))) as per_week
    from unnest(${instants}::timestamptz[]) with ordinality t (at, n) order by t.n`.execute(db)
  return rows.map((row) => row.per_week)
}

/** Customers of whom the journal holds at least one act of their own with its date. */
async function datedCustomers(db: Db, customerIds: readonly string[]): Promise<number> {
  if (customerIds.length === 0) return 0
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from contact c where c.id = any(${customerIds}::uuid[]) and exists (
      select from identity i join journal_event e on e.subject_id = i.subject_id and e.human
      where i.contact_id = c.id and i.until is null
    )`.execute(db)
  return rows[0]?.n ?? 0
}

/** Why the past can't be replayed; null when every customer's acts are dated. */
export function whyNoReplay(customers: number, dated: number): string | null {
  if (customers === 0) return 'Nobody is a customer yet, so there is no past to compare with.'
  const judged = 'They are judged by what is known of them today.'
  if (dated === 0)
    return `No replay is possible: nothing that these customers did before they bought has a date. ${judged}`
  if (dated >= customers) return null
  const without = (customers - dated).toLocaleString('en')
  return `No replay is possible for ${without} of ${customers.toLocaleString('en')} customers: nothing they did before they bought has a date. ${judged}`
}
