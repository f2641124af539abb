import { sql } from 'kysely'
import { z } from 'zod'
import { loadFacts } from '#handover/scoring'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { awayAt, capacitiesAt, lockCapacities } from '#workspace/calendars'
import { activeMembers } from '#workspace/members'
import { chooseReceiver, type RouteQuery, type RouteResult, type RoutingRule } from './route.ts'

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

/** Ends all rules and begins these: who got whom stays explainable by the version of its day. */
export async function saveRules(db: Db, rules: readonly NewRule[], now: Date): Promise<void> {
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
  const rules = await routingRules(db)
  return chooseReceiver({
    lane: wish.lane,
    productLineId: wish.productLineId,
    facts: await factsFor(db, wish, rules),
    rules,
    members: await membersFor(db, now),
    ...(wish.except && { except: wish.except }),
    ...(wish.returnTo && { returnTo: wish.returnTo }),
  })
}

async function factsFor(
  db: Db,
  { contactId, leadId }: RouteWish,
  rules: readonly RoutingRule[],
): Promise<RouteQuery['facts']> {
  const named = new Set(
    rules.flatMap((rule) =>
      rule.conditions.map(({ of, field }) => (of === 'company' ? `company.${field}` : field)),
    ),
  )
  const all = (await loadFacts(db, [contactId], named)).get(contactId) ?? {}
  const of = (company: boolean) =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([key]) => key.startsWith('company.') === company)
        .map(([key, value]) => [company ? key.slice('company.'.length) : key, value]),
    )
  const lead = leadId
    ? await db
        .selectFrom('lead')
        .select(['channel', 'campaign', 'evidence', 'self_reported', 'first_page', 'referrer'])
        .where('id', '=', leadId)
        .executeTakeFirst()
    : undefined
  return { lead: lead ?? {}, contact: of(false), company: of(true) }
}

export async function membersFor(db: Db, now: Date): Promise<RouteQuery['members']> {
  const members = await activeMembers(db)
  const away = await awayAt(db, now)
  const capacities = await capacitiesAt(db, now)
  const { rows } = await sql<{ member_id: string; open: number; week: number; last: Date | null }>`
    select o.member_id, count(*) filter (where o.state = 'open')::int as open,
           count(*) filter (where h.lane = 'earned' and o.state in ('open', 'accepted')
             and o.offered_at >= date_trunc('week', ${now}::timestamptz at time zone w.zone) at time zone w.zone)::int as week,
           max(o.offered_at) as last
    from offer o join handover h on h.id = o.handover_id and h.kind = 'lead' cross join workspace w
    where o.offered_at > ${now}::timestamptz - interval '400 days' group by o.member_id`.execute(db)
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
