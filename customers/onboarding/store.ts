import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import { beyondReach, type Db } from '#platform/db'
import type { Actor } from '#platform/http'
import type { Promised } from '#platform/registry'
import type { Onboarding } from './contract.ts'

export interface Found {
  deal_id: string
  deal: string
  company_id: string | null
  company: string | null
  contact_id: string | null
  contact: string | null
  won_at: Date | null
  words: string | null
  from_id: string
  from_name: string
  wanted_id: string
  wanted: string
  owner_id: string | null
  state: 'offered' | 'working' | 'sent_back' | 'withdrawn' | null
  by_rule: boolean | null
  receiver_id: string | null
  receiver: string | null
  question: string | null
  at: Date
  promises: Onboarding['promises']
}
export interface Of {
  dealId?: string | undefined
  companyId?: string | undefined
  contactId?: string | undefined
  /** Only these. */
  dealIds?: readonly string[]
}
const most = 200

/**
 * Deals whose customer a viewer may see on the way: those they see the deal of, and those that are or were laid before
 * them. Whoever is to look after a customer reads what was promised, whosever deal it is. Who is not taken over yet comes
 * first, then the newest.
 */
export async function seenDeals(db: Db, of: Of): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id from onboarding o join deal d on d.id = o.deal_id where d.deleted_at is null and d.state = 'won' and ${about(of, 'd')}
    union select h.deal_id from handover h where h.kind = 'onboarding' and h.deal_id is not null
      and h.state in ('offered', 'working', 'sent_back') and ${about(of, 'h')}`.execute(db)
  const { rows: first } = await beyondReach(db, () =>
    sql<{ id: string }>`
      select d.id from deal d where d.id = any(${rows.map(({ id }) => id)}::uuid[])
      order by exists (select from handover h where h.kind = 'onboarding' and h.deal_id = d.id and h.state = 'working'),
        d.closed_at desc, d.id desc limit ${most}`.execute(db),
  )
  return first.map(({ id }) => id)
}

/** Deals that wait for an answer of a member: laid before them, or asked of them as who sold. */
export const dealsWaitingFor = (db: Db, memberId: string): Promise<string[]> =>
  beyondReach(db, async () => {
    const { rows } = await sql<{ id: string }>`
      select o.deal_id as id from onboarding o join deal d on d.id = o.deal_id and d.deleted_at is null and d.state = 'won'
      join lateral (select n.state, n.receiver_id from handover n where n.kind = 'onboarding' and n.deal_id = o.deal_id
        order by n.opened_at desc, n.id desc limit 1) h on true
      where (h.state = 'offered' and h.receiver_id = ${memberId}) or (h.state = 'sent_back' and o.member_id = ${memberId})`.execute(
      db,
    )
    return rows.map(({ id }) => id)
  })

function about({ dealId, dealIds, companyId, contactId }: Of, of: 'd' | 'h'): RawBuilder<boolean> {
  const all = [sql`true`]
  if (dealId) all.push(sql`${sql.ref(of === 'd' ? 'd.id' : 'h.deal_id')} = ${dealId}`)
  if (dealIds) all.push(sql`${sql.ref(of === 'd' ? 'd.id' : 'h.deal_id')} = any(${dealIds}::uuid[])`)
  if (companyId) all.push(sql`${sql.ref(`${of}.company_id`)} = ${companyId}`)
  if (contactId) all.push(sql`${sql.ref(`${of}.contact_id`)} = ${contactId}`)
  return sql<boolean>`(${sql.join(all, sql` and `)})`
}

/** All that is known of these, beyond the reach of who asks: they were seen above. */
export const readOnboardings = (db: Db, dealIds: readonly string[], now: Date): Promise<Found[]> =>
  beyondReach(db, async () => {
    const { rows } = await sql<Found>`
      select o.deal_id, d.name as deal, d.company_id, co.name as company, d.contact_id, c.name as contact, d.closed_at as won_at,
        o.words, o.member_id as from_id, f.name as from_name, o.wanted_id, w.name as wanted, d.owner_id,
        h.state, h.by_rule, h.receiver_id, r.name as receiver,
        case when h.state = 'sent_back' then h.sent_back_evidence ->> 'text' end as question, coalesce(h.changed_at, o.created_at) as at,
        coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'text', p.text, 'dueOn', p.due_on, 'doneAt', p.done_at,
          'doneBy', m.name, 'late', p.done_at is null and p.due_on is not null and p.due_on < (${now}::timestamptz at time zone firm.zone)::date)
          order by p.id) from promise p left join member m on m.id = p.done_by where p.deal_id = o.deal_id), '[]') as promises
      from onboarding o join deal d on d.id = o.deal_id and d.deleted_at is null and d.state = 'won' cross join workspace firm
      join member f on f.id = o.member_id join member w on w.id = o.wanted_id
      left join company co on co.id = d.company_id left join contact c on c.id = d.contact_id
      left join lateral (select * from handover n where n.kind = 'onboarding' and n.deal_id = o.deal_id
        order by n.opened_at desc, n.id desc limit 1) h on h.state <> 'withdrawn'
      left join member r on r.id = h.receiver_id
      where o.deal_id = any(${dealIds}::uuid[]) order by array_position(${dealIds}::uuid[], o.deal_id)`.execute(
      db,
    )
    return rows
  })

/** Records that the viewer may open. */
export async function openable(db: Db, found: readonly Found[]): Promise<Set<string>> {
  const ids = found
    .flatMap(({ company_id, contact_id }) => [company_id, contact_id])
    .filter((id) => id !== null)
  const { rows } = await sql<{ id: string }>`
    select id from company where id = any(${ids}::uuid[]) union all select id from contact where id = any(${ids}::uuid[])`.execute(
    db,
  )
  return new Set(rows.map(({ id }) => id))
}

export function shown(row: Found, seen: ReadonlySet<string>, actor: Actor): Onboarding {
  const { company_id, contact_id } = row
  const state = row.state === null || row.state === 'withdrawn' ? 'nobody_named' : row.state
  // Asked back, it lies before nobody: whoever is to look after them now gets the answer.
  const isTheirs = state === 'offered' || state === 'working'
  const receiver = {
    id: (isTheirs && row.receiver_id) || row.wanted_id,
    name: (isTheirs && row.receiver) || row.wanted,
  }
  const isManager = actor.permissions.has('handovers.manage')
  const writes = actor.permissions.has('deals.write')
  const [receives, sold] = [
    receiver.id === actor.memberId || isManager,
    row.from_id === actor.memberId || row.owner_id === actor.memberId || isManager,
  ]
  // As with a lead: a contractor learns who the person is once they have taken them over.
  const hidden = actor.role === 'contractor' && state !== 'working' && !(contact_id && seen.has(contact_id))
  return {
    dealId: row.deal_id,
    deal: row.deal,
    company: company_id && seen.has(company_id) ? { id: company_id, name: row.company ?? '' } : null,
    contact: contact_id && seen.has(contact_id) ? { id: contact_id, name: row.contact ?? '' } : null,
    customer: row.company ?? (hidden ? null : row.contact) ?? row.deal,
    wonAt: row.won_at,
    words: row.words,
    promises: row.promises.map((it) => ({ ...it, doneAt: it.doneAt && new Date(it.doneAt) })),
    state,
    byRule: row.by_rule ?? false,
    from: { id: row.from_id, name: row.from_name },
    receiver,
    question: row.question,
    at: row.at,
    may: {
      accept: writes && state === 'offered' && receives,
      ask: writes && state === 'offered' && receives,
      answer: writes && state === 'sent_back' && sold,
      move: writes && (receives || sold),
      edit: writes && (receives || sold),
    },
  }
}

/** What the winner said, or that they said nothing. Won again after it was reopened, what was promised before stays. */
export async function keepPromised(
  db: Db,
  it: { dealId: string; sellerId: string; wantedId: string; promised: Promised | null },
  now: Date,
): Promise<void> {
  const words = it.promised?.words?.trim() || null
  await db
    .insertInto('onboarding')
    .values({
      ...{ id: uuidv7(now), deal_id: it.dealId, words, member_id: it.sellerId, wanted_id: it.wantedId },
      ...{ created_at: now, changed_at: now },
    })
    .onConflict((on) =>
      on.columns(['workspace_id', 'deal_id']).doUpdateSet({
        ...{ member_id: it.sellerId, wanted_id: it.wantedId, changed_at: now },
        ...(words && { words }),
      }),
    )
    .execute()
  for (const promise of it.promised?.promises ?? [])
    await addPromise(db, { dealId: it.dealId, text: promise.text, dueOn: promise.dueOn ?? null }, now)
}

export async function addPromise(
  db: Db,
  it: { dealId: string; text: string; dueOn: string | null },
  now: Date,
): Promise<string> {
  const id = uuidv7(now)
  await db
    .insertInto('promise')
    .values({ id, deal_id: it.dealId, text: it.text, due_on: it.dueOn, created_at: now, changed_at: now })
    .execute()
  return id
}
