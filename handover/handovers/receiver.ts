import { protectorOf } from '#handover/protection'
import { membersFor, route } from '#handover/routing'
import type { Db } from '#platform/db'
import { deputyOf, lockCapacities } from '#workspace/calendars'
import type { Held } from './record.ts'

type Found = { memberId: string; because: string[] } | { none: string }

/** Who is asked next: the contractor who registered them, unless they had their offer, else whom routing finds. */
export async function receiverFor(db: Db, held: Held, returnTo: string | null, now: Date): Promise<Found> {
  const registered = await registrantOf(db, held, now)
  if (registered) return registered
  const { row, offers } = held
  return route(
    db,
    {
      contactId: row.contact_id,
      leadId: row.lead_id,
      lane: row.lane,
      productLineId: row.product_line_id,
      except: offers.filter(({ state }) => state !== 'withdrawn').map(({ member_id }) => member_id),
      returnTo,
    },
    now,
  )
}

/**
 * Whoever registered them, or stands in while they are away; null: nobody did, they are away without a deputy, or they had
 * it before, also where it was taken from them. Asked for or not, it is theirs; one that is only strong enough keeps to the
 * number they agreed on: it waits for their next week, and goes on to routing where they agreed to take none.
 */
async function registrantOf(db: Db, { row, offers }: Held, now: Date): Promise<Found | null> {
  const person = { contactId: row.contact_id, companyId: row.company_id, productLineId: row.product_line_id }
  const protector = await protectorOf(db, person, now)
  if (!protector) return null
  await lockCapacities(db)
  const members = await membersFor(db, now)
  const isAway = members.find(({ id }) => id === protector.memberId)?.isAbsent ?? true
  const takerId = isAway ? await deputyOf(db, protector.memberId, now) : protector.memberId
  const taker = members.find(({ id, takesLeads }) => id === takerId && takesLeads)
  const had = new Set(offers.map(({ member_id }) => member_id))
  if (!taker || had.has(protector.memberId) || had.has(taker.id)) return null
  const { weeklyCapacity, takenThisWeek } = taker
  if (row.lane === 'earned' && weeklyCapacity !== null && takenThisWeek >= weeklyCapacity)
    return weeklyCapacity === 0 ? null : { none: 'no capacity' }
  const standsIn = isAway ? [`They are away; ${taker.name} stands in.`] : []
  return { memberId: taker.id, because: [protector.because, ...standsIn] }
}
