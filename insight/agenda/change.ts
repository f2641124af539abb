import { sql } from 'kysely'
import { type DefinitionVersion, definitions } from '#handover/scoring'
import type { Db } from '#platform/db'
import type { AgendaContent } from './contract.ts'

type Proposal = NonNullable<AgendaContent['proposal']>
type Change = NonNullable<Proposal['change']>
/** A tenth more or less: enough to see a difference, too little to turn the firm around. */
const part = 10

type Strong = Pick<DefinitionVersion['definition'], 'enter' | 'leave' | 'fitMax' | 'interestMax' | 'rules'>

/**
 * What a week speaks for instead of what is in force: fewer points where buyers were not seen, more where people came too
 * early, and more of them by fit where they were not eligible. Whoever was sent back and bought after all had been strong
 * enough already, so no definition finds them sooner.
 */
export function otherPoints(
  why: Proposal['why'],
  { enter, leave, fitMax, interestMax, rules }: Strong,
): Pick<Change, 'field' | 'from' | 'to'> | null {
  const step = Math.max(1, Math.round(enter / part))
  const instead = (field: Change['field'], from: number, to: number) =>
    to === from ? null : { field, from, to }
  if (why === 'unscored') return instead('enter', enter, Math.max(leave, enter - step))
  if (why === 'too_early') return instead('enter', enter, Math.min(fitMax + interestMax, enter + step))
  if (why === 'regrets') return null
  const most = { fit: 0, interest: 0 }
  for (const rule of rules) most[rule.axis] += rule.points * (rule.axis === 'interest' ? rule.last : 1)
  const byFit = Math.max(0, enter - Math.min(interestMax, most.interest)) + step
  return byFit > Math.min(fitMax, most.fit) || byFit >= enter
    ? null
    : instead('interestMax', interestMax, enter - byFit)
}

/** The change to replay: of the product line that the week is about, where nobody has a draft of another change. */
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
  const instead = otherPoints(why, inForce.definition)
  return instead && { productLineId: line.id, productLine: line.name, ...instead }
}
