import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'

export type CandidateCause = 'definition' | 'import' | 'recalculation'
export interface NewCandidate {
  contactId: string
  productLineId: string
  definitionId: string
  cause: CandidateCause
  at: Date
}
/** `productLineId` null: of every product line. */
export interface EndedCandidate {
  contactId: string
  productLineId: string | null
  at: Date
}

/** Puts people on the waiting list; who waits already keeps the older place. */
export async function beginCandidates(db: Db, all: readonly NewCandidate[]): Promise<void> {
  if (all.length === 0) return
  await sql`
    insert into candidate (id, contact_id, product_line_id, cause, definition_id, since)
    select * from unnest(
      ${all.map((one) => uuidv7(one.at))}::uuid[], ${all.map((one) => one.contactId)}::uuid[],
      ${all.map((one) => one.productLineId)}::uuid[], ${all.map((one) => one.cause)}::text[],
      ${all.map((one) => one.definitionId)}::uuid[], ${all.map((one) => one.at)}::timestamptz[]
    ) on conflict do nothing`.execute(db)
}

export async function endCandidates(db: Db, all: readonly EndedCandidate[]): Promise<void> {
  if (all.length === 0) return
  await sql`
    update candidate c set ended_at = e.at
    from unnest(
      ${all.map((one) => one.contactId)}::uuid[], ${all.map((one) => one.productLineId)}::uuid[],
      ${all.map((one) => one.at)}::timestamptz[]
    ) as e (contact_id, product_line_id, at)
    where c.contact_id = e.contact_id and c.ended_at is null
      and (e.product_line_id is null or c.product_line_id = e.product_line_id)`.execute(db)
}

export interface CandidateRow {
  id: string
  contactId: string
  productLineId: string
  cause: CandidateCause
  since: Date
  name: string
  company: string | null
  fit: number
  interest: number
  total: number
}

/** Who waits now, strongest first, strictly after (`total`, `id`) of the page before. */
export async function candidatesOf(
  db: Db,
  of: { productLineId?: string | undefined; cause?: CandidateCause | undefined },
  after: { total: number; id: string } | null,
  limit: number,
): Promise<{ rows: CandidateRow[]; count: number }> {
  const those = sql`
    from candidate n join contact c on c.id = n.contact_id and c.deleted_at is null
    where n.ended_at is null
      ${of.productLineId ? sql`and n.product_line_id = ${of.productLineId}` : sql``}
      ${of.cause ? sql`and n.cause = ${of.cause}` : sql``}`
  const { rows: counted } = await sql<{ count: number }>`select count(*)::int as count ${those}`.execute(db)
  const { rows } = await sql<CandidateRow>`
    select * from (
      select n.id, n.contact_id as "contactId", n.product_line_id as "productLineId", n.cause, n.since, c.name,
        (select name from company where company.id = c.company_id) as company,
        coalesce(s.fit, 0) as fit, coalesce(s.interest, 0) as interest,
        coalesce(s.fit + s.interest, 0) as total
      from candidate n
      join contact c on c.id = n.contact_id and c.deleted_at is null
      left join definition d on d.product_line_id = n.product_line_id and d.from_at is not null and d.to_at is null
      left join score s on s.definition_id = d.id and s.contact_id = n.contact_id
      where n.ended_at is null
        ${of.productLineId ? sql`and n.product_line_id = ${of.productLineId}` : sql``}
        ${of.cause ? sql`and n.cause = ${of.cause}` : sql``}
    ) waiting
    ${after ? sql`where (total, id) < (${after.total}, ${after.id}::uuid)` : sql``}
    order by total desc, id desc limit ${limit}`.execute(db)
  return { rows, count: counted[0]?.count ?? 0 }
}

/** How many wait for their next act. */
export async function candidateCount(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from candidate n join contact c on c.id = n.contact_id and c.deleted_at is null
    where n.ended_at is null`.execute(db)
  return rows[0]?.n ?? 0
}
