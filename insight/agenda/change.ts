import { sql } from 'kysely'
import { type DefinitionVersion, definitions } from '#handover/scoring'
import type { Db } from '#platform/db'
import type { AgendaContent } from './contract.ts'

type Proposal = NonNullable<AgendaContent['proposal']>
type Change = NonNullable<Proposal['change']>
/** A tenth more or less: enough to see a difference, too little to turn the firm around. */
const part = 10

/** Points that a week speaks for instead of those in force: fewer where buyers were not seen, more where people came too early. */
export function otherPoints(
  why: Proposal['why'],
  { enter, leave, most }: { enter: number; leave: number; most: number },
): number | null {
  if (why !== 'unscored' && why !== 'too_early') return null
  const step = Math.max(1, Math.round(enter / part))
  const to = why === 'unscored' ? Math.max(leave, enter - step) : Math.min(most, enter + step)
  return to === enter ? null : to
}

/** The change of points to replay: of the product line that the week is about, where nobody has a draft of another change. */
export async function changeOf(
  db: Db,
  why: Proposal['why'],
  { from, to }: { from: Date; to: Date },
): Promise<Change | null> {
  const all = await definitions(db)
  const drafted = new Set(all.filter(({ fromAt }) => fromAt === null).map((one) => one.productLineId))
  const scored = all.filter(
    ({ fromAt, toAt, lanes, productLineId }) =>
      fromAt && !toAt && lanes === 'both' && !drafted.has(productLineId),
  )
  if (scored.length === 0) return null
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.name from product_line p left join handover h on h.product_line_id = p.id and h.kind = 'lead'
      and h.sent_back_reason = ${why} and h.decided_at >= ${from} and h.decided_at < ${to}
    where p.id = any(${scored.map((one) => one.productLineId)}::uuid[])
    group by p.id, p.name order by count(h.id) desc, p.id limit 1`.execute(db)
  const line = rows[0]
  const inForce = scored.find((one) => one.productLineId === line?.id)
  if (!line || !inForce) return null
  const points = otherPoints(why, boundsOf(inForce))
  if (points === null) return null
  const { enter } = inForce.definition
  return { productLineId: line.id, productLine: line.name, from: enter, to: points }
}

const boundsOf = ({ definition: { enter, leave, fitMax, interestMax } }: DefinitionVersion) => ({
  enter,
  leave,
  most: fitMax + interestMax,
})
