import { sql } from 'kysely'
import { defaultProductLine } from '#catalogue/products'
import { holdCustomer, keeperBy, passCustomer, withdrawCustomer } from '#handover/handovers'
import { beyondReach, type Db } from '#platform/db'
import type { PumpStep, WonHook } from '#platform/registry'
import { activeMembers, membersSeeing, ROLES } from '#workspace/members'
import { notify, settleNotices } from '#workspace/notices'
import { keepPromised } from './store.ts'

/**
 * A deal is won: what was promised is kept, and who is to look after the customer: who is named, else who looks after them
 * already, else who sold. Whose deal it is has sold, whoever says that it is won. The pump hands it over.
 */
export const rememberWon: WonHook = async (db, { dealId, dealOwnerId, byId, promised, now }) => {
  const members = new Set((await activeMembers(db)).map(({ id }) => id))
  const sellerId = dealOwnerId && members.has(dealOwnerId) ? dealOwnerId : byId
  const wanted = promised?.ownerId
  const wantedId =
    wanted && members.has(wanted) ? wanted : ((await keeperOf(db, dealId, sellerId)) ?? sellerId)
  await keepPromised(db, { dealId, sellerId, wantedId, promised }, now)
}

/**
 * Who looks after the customer of a deal already: who took them over, else whose firm (or person without one) they are; null:
 * nobody. Unless they are known as a customer, only an owner who sees what the seller sells is told of it.
 */
const keeperOf = (db: Db, dealId: string, sellerId: string): Promise<string | null> =>
  beyondReach(db, async () => {
    const { rows } = await sql<{ taken: string | null; owner: string | null; known: boolean }>`
      select ${keeperBy(sql`h.deal_id <> d.id and (h.contact_id = p.id or h.company_id = c.id)`)} as taken,
        case when c.id is null then p.owner_id else c.owner_id end as owner,
        p.status is not distinct from 'customer' as known
      from deal d
      left join contact p on p.id = coalesce(d.contact_id, (select k.contact_id from deal_contact k where k.deal_id = d.id order by k.id limit 1))
      left join company c on c.id = coalesce(d.company_id, p.company_id)
      where d.id = ${dealId}`.execute(db)
    const { taken, owner, known } = rows[0]!
    const able = (await activeMembers(db)).filter(({ role }) => ROLES[role].includes('deals.write'))
    const told = known ? able : await membersSeeing(db, 'deals.write', sellerId)
    return (able.find(({ id }) => id === taken) ?? told.find(({ id }) => id === owner))?.id ?? null
  })

interface Sale {
  deal_id: string
  name: string
  state: 'open' | 'won' | 'lost'
  gone: boolean
  company_id: string | null
  contact_id: string
  line: string | null
  member_id: string
  wanted_id: string
  said: boolean
}

/**
 * Hands won customers to who looks after them, once; withdraws where the deal is not won after all. From the pump, so that
 * taking back a win takes back what was said with it and nothing that history holds on to.
 */
export const onboardingStep: PumpStep = {
  name: 'onboarding',
  rank: 55,
  run: async (db, batch) => {
    const ids = batch.contacts.filter((one) => one.causes.includes('deal')).map((one) => one.id)
    if (ids.length === 0) return
    const { rows } = await sql<Sale>`
      select d.id as deal_id, d.name, d.state, d.deleted_at is not null as gone, d.company_id,
        coalesce(d.contact_id, (select k.contact_id from deal_contact k where k.deal_id = d.id order by k.id limit 1)) as contact_id,
        l.product_line_id as line, coalesce(o.member_id, d.owner_id) as member_id, o.wanted_id, o.id is not null as said
      from deal d left join onboarding o on o.deal_id = d.id left join lead l on l.id = d.lead_id
      where (d.contact_id = any(${ids}::uuid[]) or exists (select from deal_contact k where k.deal_id = d.id and k.contact_id = any(${ids}::uuid[]))
          or exists (select from handover h where h.kind = 'onboarding' and h.deal_id = d.id and h.contact_id = any(${ids}::uuid[])
            and h.state in ('offered', 'working')))
        and (o.id is not null or exists (select from handover h where h.kind = 'onboarding' and h.deal_id = d.id))
      order by d.id`.execute(db)
    for (const sale of rows) await follow(db, sale, batch.t)
  },
}

async function follow(db: Db, sale: Sale, now: Date): Promise<void> {
  const held = await holdCustomer(db, sale.deal_id)
  const isOn = held && ['offered', 'working', 'sent_back'].includes(held.row.state)
  if (sale.state !== 'won' || sale.gone || !sale.said) {
    if (!isOn) return
    await withdrawCustomer(db, held, 'The deal is not won after all', now)
    await settleNotices(db, held.row.id, ['onboarding'], now)
    return
  }
  if (isOn || !sale.contact_id) return
  const byRule = sale.wanted_id === sale.member_id || (await activeMembers(db)).length === 1
  const id = await passCustomer(
    db,
    {
      ...{ dealId: sale.deal_id, contactId: sale.contact_id, companyId: sale.company_id },
      ...{ productLineId: sale.line ?? (await defaultProductLine(db)), toId: sale.wanted_id, byRule },
      ...{ follows: held?.row.id ?? null, actor: 'engine' },
      reason: byRule ? 'Whoever sold looks after them' : `Won: ${sale.name}`,
    },
    now,
  )
  if (id && !byRule)
    await tellReceiver(db, { ...sale, handoverId: id }, 'Read what was promised, and take it over.', now)
}

/** Tells who is to look after a customer. */
export async function tellReceiver(
  db: Db,
  it: { deal_id: string; name: string; wanted_id: string; handoverId: string },
  body: string,
  now: Date,
): Promise<void> {
  await notify(
    db,
    {
      ...{ memberId: it.wanted_id, kind: 'onboarding', handoverId: it.handoverId, body },
      title: `A customer for you: ${it.name}`,
      link: `/customers/onboarding?deal=${it.deal_id}`,
      mail: { text: body },
    },
    now,
  )
}
