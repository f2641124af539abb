import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { openDealsOf } from '#sales/deals'
import { deputyOf } from '#workspace/calendars'
import { activeMembers, memberName, membersSeeing, ROLES } from '#workspace/members'
import { notify } from '#workspace/notices'
import { keeperBy } from './customers.ts'
import { decideRoute } from './handover.ts'
import type { Held } from './record.ts'
import { type NewRecord, openHandover } from './saving.ts'

/** Who answers for a customer: who took them over after the sale, else whose sale it was, else whose person or firm. */
async function accountOwner(db: Db, contactId: string): Promise<string | null> {
  const { rows } = await sql<{ owner: string | null }>`
    select coalesce(${keeperBy(sql`(h.contact_id = c.id or h.company_id = c.company_id)`)},
      s.account_owner_id, c.owner_id, co.owner_id) as owner from contact c
    left join standing s on s.contact_id = c.id left join company co on co.id = c.company_id
    where c.id = ${contactId}`.execute(db)
  return rows[0]?.owner ?? null
}

/** Who stands in for an owner who is away and can act now: whose role takes handovers; null: the owner is there, or nobody does. */
async function standInOf(db: Db, ownerId: string | null, now: Date) {
  const deputyId = ownerId && (await deputyOf(db, ownerId, now))
  const able = deputyId
    ? (await activeMembers(db)).filter(({ role }) => ROLES[role].includes('handovers.work'))
    : []
  return able.find(({ id }) => id === deputyId) ?? null
}

/** Whose deal or customer somebody is, and why that is so in words. */
export interface Known {
  dealId: string | null
  ownerId: string | null
  reason: string
}

/** Whose deal or customer the person is; null: nobody's, so they are passed on. */
export async function whoKnows(
  db: Db,
  { contactId, companyId }: { contactId: string; companyId: string | null },
  isCustomer: boolean,
): Promise<Known | null> {
  const [deal] = await openDealsOf(db, [contactId], companyId)
  const decision = decideRoute({
    openHandover: null,
    openDeal: deal ? { id: deal.id, ownerId: deal.owner_id } : null,
    isCustomer,
  })
  if (decision.to === 'signal_deal')
    return { dealId: decision.dealId, ownerId: decision.ownerId, reason: `A deal is open: ${deal!.name}` }
  if (decision.to === 'signal_account')
    return { dealId: null, ownerId: await accountOwner(db, contactId), reason: 'A customer already' }
  return null
}

/** The card for whoever knows them, in the place of a new seller. */
export async function signalTo(
  db: Db,
  record: Omit<NewRecord, 'state' | 'reason' | 'signalToDeal' | 'receiverId'>,
  { dealId, ownerId, reason }: Known,
  { now, words = reason }: { now: Date; words?: string | undefined },
): Promise<string> {
  const deputy = await standInOf(db, ownerId, now)
  const receiverId = deputy?.id ?? ownerId
  const signal = await openHandover(
    db,
    { ...record, state: 'signalled', reason, signalToDeal: dealId, receiverId },
    now,
  )
  await tell(db, signal, { ownerId, deputy, reason: words, contactId: record.contactId }, now)
  return signal.row.id
}

/**
 * The hottest moment never gets lost: while the owner is away their deputy hears of it, and without an owner the managers do.
 * What sales has open stays the owner's, who hears of it too.
 */
export async function tellSignal(
  db: Db,
  held: Held,
  ownerId: string | null,
  reason: string,
  now: Date,
  contactId = held.row.contact_id,
): Promise<void> {
  const deputy = await standInOf(db, ownerId, now)
  await tell(db, held, { ownerId, deputy, reason, contactId }, now)
}

interface Told {
  ownerId: string | null
  deputy: Awaited<ReturnType<typeof standInOf>>
  reason: string
  contactId: string
}

async function tell(
  db: Db,
  { row }: Held,
  { ownerId, deputy, reason, contactId }: Told,
  now: Date,
): Promise<void> {
  const { rows } = await sql<{ name: string; company: string | null; owner_id: string | null }>`
    select c.name, co.name as company, c.owner_id from contact c left join company co on co.id = c.company_id
    where c.id = ${contactId}`.execute(db)
  const contact = rows[0]
  const owners =
    ownerId === null
      ? (await membersSeeing(db, 'handovers.manage', null)).map((member) => member.id)
      : deputy && row.state === 'signalled'
        ? []
        : [ownerId]
  const away = deputy && `${await memberName(db, ownerId!)} is away; you stand in.`
  const contractors = await db.selectFrom('member').select('id').where('role', '=', 'contractor').execute()
  for (const memberId of [...owners, ...(deputy ? [deputy.id] : [])]) {
    const why = [reason, memberId === deputy?.id && away].filter(Boolean).join('. ')
    // As on the card: a contractor is told whom it is about only of their own people.
    const hidden = contact?.owner_id !== memberId && contractors.some(({ id }) => id === memberId)
    const name = hidden ? contact?.company : contact?.name
    await notify(
      db,
      {
        memberId,
        kind: 'signal',
        title: `${name ?? 'Somebody'} is interested again`,
        body: why,
        link: `/handovers/${row.id}`,
        handoverId: row.id,
        ...(!hidden && { contactId }),
        mail: { text: `${why.replace(/\.$/, '')}. Now is the moment to call.` },
      },
      now,
    )
  }
}
