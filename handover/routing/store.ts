import { sql } from 'kysely'
import { z } from 'zod'
import { loadFacts } from '#handover/scoring'
import { uuidv7 } from '#platform/clock'
import type { Db, Tables } from '#platform/db'
import { awayAt, capacitiesAt, lockCapacities } from '#workspace/calendars'
import { activeMembers } from '#workspace/members'
import { chooseReceiver, fittingRules, type RouteQuery, type RouteResult, type RoutingRule } from './route.ts'

const scalar = z.union([z.string().max(500), z.number(), z.boolean(), z.null()])
export const conditionShape = z.object({
  of: z.enum(['lead', 'contact', 'company']),
  field: z.string().min(1).max(100),
  op: z.enum(['eq', 'ne', 'contains', 'gte', 'lte', 'in', 'set']),
  value: z.union([scalar, z.array(scalar).max(100)]),
})
export const conditionsShape = z.array(conditionShape).max(20)

/** The rules in force, in their order. */
export async function routingRules(db: Db): Promise<RoutingRule[]> {
  const rows = await db
    .selectFrom('routing_rule')
    .select(['id', 'name', 'position', 'product_line_id', 'conditions', 'member_ids', 'team_id'])
    .where('to_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    position: row.position,
    productLineId: row.product_line_id,
    conditions: conditionsShape.parse(row.conditions),
    memberIds: row.member_ids,
    teamId: row.team_id,
  }))
}

export type NewRule = Omit<RoutingRule, 'id' | 'position'>

/** Of two who change the rules, one does; the other then sees what the first made of them. Members are held before. */
export async function holdRules(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('rules ' || current_setting('baton.workspace'), 0))`.execute(
    db,
  )
}

/** Ends all rules and begins these: who got whom stays explainable by the version of its day. */
export async function saveRules(db: Db, rules: readonly NewRule[], now: Date): Promise<void> {
  await holdRules(db)
  await db.updateTable('routing_rule').set({ to_at: now }).where('to_at', 'is', null).execute()
  if (rules.length === 0) return
  await db
    .insertInto('routing_rule')
    .values(
      rules.map((rule, position) => ({
        id: uuidv7(now),
        position,
        name: rule.name,
        product_line_id: rule.productLineId,
        conditions: JSON.stringify(rule.conditions),
        member_ids: [...rule.memberIds],
        team_id: rule.teamId,
        from_at: now,
      })),
    )
    .execute()
}

/** Rules that an undo began again though all were replaced since: they end with the version that followed them. */
export async function endSuperseded(db: Db, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update routing_rule r set to_at = (select min(n.from_at) from routing_rule n where n.from_at > r.from_at)
    where r.id = any(${ids}::uuid[]) and r.to_at is null
      and exists (select from routing_rule n where n.from_at > r.from_at) returning r.id`.execute(db)
  return rows.map(({ id }) => id)
}

export interface RouteWish {
  contactId: string
  leadId: string | null
  lane: 'asked' | 'earned'
  productLineId: string
  except?: readonly string[]
  returnTo?: string | null
}

/** Chooses who gets a person now; holds what members agreed to take, so that two offers can't fill one place. */
export async function route(db: Db, wish: RouteWish, now: Date): Promise<RouteResult> {
  await lockCapacities(db)
  const [rules, members] = await Promise.all([routingRules(db), membersFor(db, now)])
  return chooseReceiver({
    lane: wish.lane,
    productLineId: wish.productLineId,
    facts: (await factsFor(db, [wish], rules))[0]!,
    rules,
    members,
    ...(wish.except && { except: wish.except }),
    ...(wish.returnTo && { returnTo: wish.returnTo }),
  })
}

/** By which rules each of these would go, as a key: of two with the same key, where one finds nobody, so does the other. */
export async function routeKeys(
  db: Db,
  wishes: readonly Pick<RouteWish, 'contactId' | 'leadId' | 'productLineId'>[],
): Promise<string[]> {
  const rules = await routingRules(db)
  const facts = await factsFor(db, wishes, rules)
  return wishes.map(({ productLineId }, at) =>
    [productLineId, ...fittingRules({ rules, productLineId, facts: facts[at]! }).map(({ id }) => id)].join(
      ' ',
    ),
  )
}

const leadFacts = ['channel', 'campaign', 'evidence', 'self_reported', 'first_page', 'referrer'] as const

/** What the rules ask about each of these. */
async function factsFor(
  db: Db,
  wishes: readonly Pick<RouteWish, 'contactId' | 'leadId'>[],
  rules: readonly RoutingRule[],
): Promise<RouteQuery['facts'][]> {
  const conditions = rules.flatMap((rule) => rule.conditions)
  if (conditions.length === 0) return wishes.map(() => ({ lead: {}, contact: {}, company: {} }))
  const named = new Set(conditions.map(({ of, field }) => (of === 'company' ? `company.${field}` : field)))
  const [known, leads] = await Promise.all([
    loadFacts(
      db,
      wishes.map(({ contactId }) => contactId),
      named,
    ),
    db
      .selectFrom('lead')
      .select(['id', ...leadFacts])
      .where(sql<boolean>`id = any(${wishes.flatMap(({ leadId }) => leadId ?? [])}::uuid[])`)
      .execute(),
  ])
  const leadById = new Map(leads.map(({ id, ...facts }) => [id, facts]))
  return wishes.map(({ contactId, leadId }) => {
    const all = known.get(contactId) ?? {}
    const of = (company: boolean) =>
      Object.fromEntries(
        Object.entries(all)
          .filter(([key]) => key.startsWith('company.') === company)
          .map(([key, value]) => [company ? key.slice('company.'.length) : key, value]),
      )
    return { lead: (leadId && leadById.get(leadId)) || {}, contact: of(false), company: of(true) }
  })
}

const offerStates = Object.keys({
  ...{ open: true, accepted: true, sent_back: true },
  ...{ expired: true, withdrawn: true, handed_on: true },
} satisfies Record<Tables['offer']['state'], true>)

/** Members with what they have and had; read by the index of each, since it is asked for every lead that goes on. */
export async function membersFor(db: Db, now: Date): Promise<RouteQuery['members']> {
  const counting = sql<{ member_id: string; open: number; week: number; last: Date | null }>`
    select m.id as member_id, now.open, now.week, (
        select max(n.offered_at) from unnest(${offerStates}::text[]) as s (state) cross join lateral (
          select o.offered_at from offer o join handover h on h.id = o.handover_id and h.kind = 'lead'
          where o.member_id = m.id and o.state = s.state order by o.offered_at desc limit 1) n
      ) as last
    from member m cross join lateral (
      select date_trunc('week', ${now}::timestamptz at time zone zone) at time zone zone as monday from workspace
    ) w cross join lateral (
      select count(*) filter (where o.state = 'open')::int as open,
        count(*) filter (where h.lane = 'earned' and o.offered_at >= w.monday)::int as week
      from offer o join handover h on h.id = o.handover_id and h.kind = 'lead'
      where o.member_id = m.id and (o.state = 'open' or (o.state = 'accepted' and o.offered_at >= w.monday))
    ) now where m.status = 'active'`.execute(db)
  const [members, away, capacities, { rows }] = await Promise.all([
    activeMembers(db),
    awayAt(db, now),
    capacitiesAt(db, now),
    counting,
  ])
  const counts = new Map(rows.map((row) => [row.member_id, row]))
  return members.map((member) => ({
    id: member.id,
    name: member.name,
    teamIds: member.team_id ? [member.team_id] : [],
    takesLeads: member.takes_leads,
    isAbsent: away.has(member.id),
    deputyId: away.get(member.id)?.deputyId ?? null,
    weeklyCapacity: capacities.get(member.id) ?? null,
    takenThisWeek: counts.get(member.id)?.week ?? 0,
    openOffers: counts.get(member.id)?.open ?? 0,
    lastOfferedAt: counts.get(member.id)?.last ?? null,
  }))
}
