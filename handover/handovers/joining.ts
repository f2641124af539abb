import { sql } from 'kysely'
import { goOnWith } from '#people/leads'
import type { Db } from '#platform/db'
import type { MergeHook } from '#platform/registry'
import { joinTwo } from './handover.ts'
import { noteState } from './history.ts'
import { planClocks } from './offering.ts'
import { type Held, holdOpenOf } from './record.ts'
import { saveHandover } from './saving.ts'

/** After a merge one person may have two open handovers of one product line: one joins the other, the older clock stays. */
export const joinAfterMerge: MergeHook = async (db, { winnerId, now }) => {
  const open = await holdOpenOf(db, [winnerId])
  for (const group of Map.groupBy(open, ({ row }) => row.product_line_id).values()) {
    let [first] = group as [Held, ...Held[]]
    for (const other of group.slice(1)) {
      const { stays, joins } = joinTwo(first.handover, other.handover, now)
      const firstStays = sameHandover(stays, first)
      const [kept, ended] = firstStays ? [first, other] : [other, first]
      const by = { actor: 'engine', now }
      await saveHandover(db, ended, joins, {
        ...by,
        reason: 'The person was merged',
        more: { joined_to: kept.row.id },
      })
      await saveHandover(db, kept, stays, { ...by, reason: 'The person was merged' })
      first = kept
    }
    // The merge let the older lead go on, which may be another: of what sales works on the lead is open.
    if (first.row.lead_id) await goOnWith(db, first.row.lead_id, now)
  }
  await planClocks(db, [winnerId], now)
}

/**
 * What an undo can't open again, because a colleague of theirs is with sales now, has no offer that runs; and whoever joined
 * another person by a merge is joined to that colleague instead.
 */
export async function joinWhoeverIsOpen(db: Db, ids: readonly string[], now: Date): Promise<void> {
  await sql`
    update offer o set state = 'withdrawn', answered_at = h.changed_at, recorded_at = h.changed_at from handover h
    where o.handover_id = h.id and o.state = 'open' and h.id = any(${ids}::uuid[])
      and h.state not in ('waiting', 'offered', 'working')`.execute(db)
  const { rows } = await sql<{ id: string }>`
    update handover h set joined_to = open.id, changed_at = ${now} from handover open, handover other
    where h.id = any(${ids}::uuid[]) and h.kind = 'lead' and h.state = 'joined'
      and other.id = h.joined_to and other.contact_id <> h.contact_id and other.race_key <> h.race_key
      and open.race_key = h.race_key and open.product_line_id = h.product_line_id and open.kind = h.kind
      and open.state in ('waiting', 'offered', 'working') returning h.id`.execute(db)
  const reason = 'A colleague of theirs is with sales'
  for (const { id } of rows)
    await noteState(db, id, { state: 'joined', actor: 'engine', reason, at: now }, now)
}

const sameHandover = (stays: Held['handover'], { handover }: Held) =>
  stays.receiverId === handover.receiverId &&
  stays.offers.length === handover.offers.length &&
  stays.state === handover.state
