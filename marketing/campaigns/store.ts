import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, invalid, notFound } from '#platform/http'
import { contactNews } from '#platform/pump'
import { codeOf, freeCode } from './campaign.ts'
import type { Campaign, Cost } from './contract.ts'
import { campaignsChanged } from './found.ts'

type Day = string | Date
const dayOf = (day: Day): string => (typeof day === 'string' ? day : day.toISOString().slice(0, 10))

/** Campaigns as screens see them, the latest first. */
export async function campaignsShown(db: Db, today: string, id?: string): Promise<Campaign[]> {
  const rows = await db
    .selectFrom('campaign')
    .leftJoin('member', (on) =>
      on
        .onRef('member.workspace_id', '=', 'campaign.workspace_id')
        .onRef('member.id', '=', 'campaign.owner_id'),
    )
    .select([
      'campaign.id',
      'campaign.name',
      'campaign.channel',
      'campaign.code',
      'campaign.from_day',
      'campaign.to_day',
      'campaign.goal_leads',
      'campaign.goal_minor',
      'campaign.note',
      'campaign.costs_complete',
      'campaign.costs_ticked_at',
      'campaign.created_at',
      'member.id as owner_id',
      'member.name as owner_name',
    ])
    .where('campaign.deleted_at', 'is', null)
    .$if(id !== undefined, (it) => it.where('campaign.id', '=', id!))
    .orderBy('campaign.from_day', 'desc')
    .orderBy('campaign.id', 'desc')
    .execute()
  const { rows: sums } = await sql<{ campaign_id: string; state: Cost['state']; amount: number }>`
    select campaign_id, state, sum(amount_minor)::float8 as amount from cost_line
    where campaign_id = any(${rows.map((row) => row.id)}::uuid[]) and deleted_at is null and kind <> 'own_time'
    group by campaign_id, state`.execute(db)
  const { rows: since } = await sql<{ campaign_id: string } & Campaign['costsSince']>`
    select c.id as campaign_id, count(*) filter (where l.created_at > c.costs_ticked_at and l.deleted_at is null)::int as added,
      count(*) filter (where l.created_at <= c.costs_ticked_at and l.deleted_at is null)::int as changed,
      count(*) filter (where l.created_at <= c.costs_ticked_at and l.deleted_at is not null)::int as removed
    from campaign c join cost_line l on l.campaign_id = c.id and l.changed_at > c.costs_ticked_at
    where c.id = any(${rows.map((row) => row.id)}::uuid[]) group by c.id`.execute(db)
  const sum = (campaignId: string, state: Cost['state']) =>
    sums.find((row) => row.campaign_id === campaignId && row.state === state)?.amount ?? 0
  const sinceOf = new Map(since.map(({ campaign_id, ...counts }) => [campaign_id, counts]))
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    channel: row.channel,
    code: row.code,
    from: dayOf(row.from_day),
    to: dayOf(row.to_day),
    goalLeads: row.goal_leads,
    goalMinor: row.goal_minor,
    goalFrozen: dayOf(row.from_day) <= today,
    owner: row.owner_id ? { id: row.owner_id, name: row.owner_name! } : null,
    note: row.note,
    costsComplete: row.costs_complete,
    costsTickedAt: row.costs_ticked_at,
    costsSince: sinceOf.get(row.id) ?? { added: 0, changed: 0, removed: 0 },
    plannedMinor: sum(row.id, 'planned'),
    committedMinor: sum(row.id, 'committed'),
    actualMinor: sum(row.id, 'actual'),
    createdAt: row.created_at,
  }))
}

export async function findCampaign(db: Db, id: string, today: string): Promise<Campaign> {
  const [campaign] = await campaignsShown(db, today, id)
  if (!campaign) throw notFound('no_campaign', 'This campaign is not there any more.')
  return campaign
}

/** What slices beside need to know of a living campaign. */
export async function campaignBrief(db: Db, id: string) {
  const row = await db
    .selectFrom('campaign')
    .select(['id', 'name', 'channel', 'code', 'from_day', 'to_day'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound('no_campaign', 'This campaign is not there any more.')
  return row
}

const newsAtOnce = 5000

/** Leads may name a code before a campaign has it: whoever has such a lead is looked at anew. */
async function tellLeadsOf(db: Db, code: string, now: Date): Promise<void> {
  const rows = await db
    .selectFrom('lead')
    .select('contact_id')
    .distinct()
    .where(sql<boolean>`campaign_key = fold(${code})`)
    .where('sample', '=', false)
    .execute()
  for (let n = 0; n < rows.length; n += newsAtOnce)
    await contactNews(
      db,
      rows.slice(n, n + newsAtOnce).map((row) => ({ contactId: row.contact_id, cause: 'campaign' })),
      now,
    )
}

type Values = {
  name?: string | undefined
  channel?: Campaign['channel'] | undefined
  code?: string | undefined
  from?: string | undefined
  to?: string | undefined
  goalLeads?: number | null | undefined
  goalMinor?: number | null | undefined
  ownerId?: string | null | undefined
  note?: string | null | undefined
  costsComplete?: boolean | undefined
}

const columnsOf = (it: Values, now: Date) => ({
  ...(it.name !== undefined && { name: it.name }),
  ...(it.channel !== undefined && { channel: it.channel }),
  ...(it.code !== undefined && { code: it.code }),
  ...(it.from !== undefined && { from_day: it.from }),
  ...(it.to !== undefined && { to_day: it.to }),
  ...(it.goalLeads !== undefined && { goal_leads: it.goalLeads }),
  ...(it.goalMinor !== undefined && { goal_minor: it.goalMinor }),
  ...(it.ownerId !== undefined && { owner_id: it.ownerId }),
  ...(it.note !== undefined && { note: it.note?.trim() || null }),
  ...(it.costsComplete !== undefined && {
    ...{ costs_complete: it.costsComplete, costs_ticked_at: it.costsComplete ? now : null },
  }),
})

export async function createCampaign(
  db: Db,
  it: Values & { name: string; channel: Campaign['channel']; from: string; to: string },
  now: Date,
): Promise<{ id: string; code: string }> {
  checkDays(it.from, it.to)
  const code = it.code ? await refuseTakenCode(db, it.code, null) : await codeFor(db, it.name)
  const id = uuidv7(now)
  const { name, channel, from, to } = it
  await db
    .insertInto('campaign')
    .values({
      ...columnsOf(it, now),
      ...{ id, name, channel, code, from_day: from, to_day: to, created_at: now, changed_at: now },
    })
    .execute()
  await campaignsChanged(db, [id])
  await tellLeadsOf(db, code, now)
  return { id, code }
}

export async function updateCampaign(
  db: Db,
  before: Campaign,
  it: Values,
  { today, now }: { today: string; now: Date },
): Promise<void> {
  checkDays(it.from ?? before.from, it.to ?? before.to)
  if (before.goalFrozen && it.from !== undefined && it.from > today)
    throw conflict(
      'campaign_begun',
      'The campaign has begun: its first day can’t lie ahead again, or its goal could be set anew. Plan another campaign for then.',
    )
  const movesGoal =
    (it.goalLeads !== undefined && it.goalLeads !== before.goalLeads) ||
    (it.goalMinor !== undefined && it.goalMinor !== before.goalMinor)
  if (movesGoal && before.goalFrozen)
    throw conflict(
      'goal_frozen',
      'The campaign has begun: its goal stays as it was set, so that it can be judged.',
    )
  if (it.code !== undefined && it.code !== before.code) {
    await refuseTakenCode(db, it.code, before.id)
    const known = await db
      .selectFrom('lead')
      .select('id')
      .where(sql<boolean>`campaign_key = fold(${before.code})`)
      .limit(1)
      .executeTakeFirst()
    if (known)
      throw conflict('code_in_use', 'Leads name this code already. Make another campaign for another code.')
  }
  await db
    .updateTable('campaign')
    .set({ ...columnsOf(it, now), changed_at: now })
    .where('id', '=', before.id)
    .execute()
  await campaignsChanged(db, [before.id])
  if (it.code !== undefined && it.code !== before.code) await tellLeadsOf(db, it.code, now)
}

export function checkDays(from: string, to: string): void {
  if (to < from)
    throw invalid('days_reversed', 'The last day lies before the first.', {
      fields: { to: 'On or after the first day' },
    })
}

async function refuseTakenCode(db: Db, code: string, ownId: string | null): Promise<string> {
  const taken = await db
    .selectFrom('campaign')
    .select(['id', 'name'])
    .where(sql<boolean>`code_key = fold(${code})`)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (taken && taken.id !== ownId)
    throw invalid('code_taken', `${taken.name} has this code already.`, {
      fields: { code: `Used by ${taken.name}` },
    })
  return code
}

async function codeFor(db: Db, name: string): Promise<string> {
  const { rows } = await sql<{ folded: string }>`select fold(${name}) as folded`.execute(db)
  const wanted = codeOf(rows[0]!.folded)
  const taken = await db
    .selectFrom('campaign')
    .select('code_key')
    .where('code_key', 'like', `${wanted}%`)
    .where('deleted_at', 'is', null)
    .execute()
  return freeCode(wanted, new Set(taken.flatMap(({ code_key }) => code_key ?? [])))
}

/** Cost lines of a campaign, or with null those of none: what a deleted one cost was spent all the same. */
export async function costsOf(db: Db, campaignId: string | null): Promise<Cost[]> {
  const rows = await db
    .selectFrom('cost_line')
    .leftJoin('campaign', (on) =>
      on
        .onRef('campaign.workspace_id', '=', 'cost_line.workspace_id')
        .onRef('campaign.id', '=', 'cost_line.campaign_id')
        .on('campaign.deleted_at', 'is', null),
    )
    .select(['cost_line.id', 'campaign.id as campaign_id', 'title', 'kind', 'state', 'amount_minor'])
    .select(['cost_line.from_day', 'cost_line.to_day'])
    .where('cost_line.deleted_at', 'is', null)
    .where('campaign.id', campaignId === null ? 'is' : '=', campaignId)
    .orderBy('cost_line.from_day')
    .orderBy('cost_line.id')
    .limit(1000)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    campaignId: row.campaign_id,
    title: row.title,
    kind: row.kind,
    state: row.state,
    amountMinor: Number(row.amount_minor),
    from: dayOf(row.from_day),
    to: dayOf(row.to_day),
  }))
}

export async function findCost(db: Db, id: string) {
  const row = await db
    .selectFrom('cost_line')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound('no_cost', 'This cost line is not there any more.')
  return { ...row, from: dayOf(row.from_day), to: dayOf(row.to_day) }
}
