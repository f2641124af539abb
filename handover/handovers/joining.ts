import type { MergeHook } from '#platform/registry'
import { joinTwo } from './handover.ts'
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
  }
  await planClocks(db, [winnerId], now)
}

const sameHandover = (stays: Held['handover'], { handover }: Held) =>
  stays.receiverId === handover.receiverId &&
  stays.offers.length === handover.offers.length &&
  stays.state === handover.state
