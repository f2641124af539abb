import { sql } from 'kysely'
import { DateTime } from 'luxon'
import { termsByCustomer } from '#customers/renewals'
import { customerTakenOver } from '#handover/handovers'
import { absences, firmHolidays } from '#workspace/calendars'
import type { Entry, EntryKind } from './contract.ts'
import { agreements, answers, definitions, followUps, protections } from './seam.ts'
import { dayIn, dayOf, type Found, type Source } from './span.ts'

const campaigns: Source['find'] = async (db, { from, to, limit }) => {
  const rows = await db
    .selectFrom('campaign')
    .select(['id', 'name', 'from_day', 'to_day'])
    .where('deleted_at', 'is', null)
    .where('from_day', '<=', to)
    .where('to_day', '>=', from)
    .orderBy('from_day')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.name,
    from: dayOf(row.from_day),
    to: dayOf(row.to_day),
    path: `/marketing/campaigns/${row.id}`,
  }))
}

const costs: Source['find'] = async (db, { from, to, limit }) => {
  const rows = await db
    .selectFrom('cost_line')
    .leftJoin('campaign', (on) =>
      on
        .onRef('campaign.workspace_id', '=', 'cost_line.workspace_id')
        .onRef('campaign.id', '=', 'cost_line.campaign_id')
        .on('campaign.deleted_at', 'is', null),
    )
    .select(['cost_line.id', 'cost_line.title', 'cost_line.state', 'campaign.id as campaign_id'])
    .select(['campaign.name', 'cost_line.from_day', 'cost_line.to_day'])
    .where('cost_line.deleted_at', 'is', null)
    .where('cost_line.from_day', '<=', to)
    .where('cost_line.to_day', '>=', from)
    .orderBy('cost_line.from_day')
    .orderBy('cost_line.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    detail: `${row.name ?? 'For no campaign'} · ${row.state}`,
    from: dayOf(row.from_day),
    to: dayOf(row.to_day),
    path: row.campaign_id ? `/marketing/campaigns/${row.campaign_id}` : '/marketing/costs',
  }))
}

const closes: Source['find'] = async (db, { from, to, limit }) => {
  const rows = await db
    .selectFrom('deal')
    .leftJoin('member', (on) =>
      on.onRef('member.workspace_id', '=', 'deal.workspace_id').onRef('member.id', '=', 'deal.owner_id'),
    )
    .select(['deal.id', 'deal.name', 'deal.expected_close', 'member.name as owner'])
    .where('deal.state', '=', 'open')
    .where('deal.deleted_at', 'is', null)
    .where('deal.expected_close', '>=', from)
    .where('deal.expected_close', '<=', to)
    .orderBy('deal.expected_close')
    .orderBy('deal.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.name,
    detail: row.owner,
    from: dayOf(row.expected_close!),
    path: `/sales/deals/${row.id}`,
  }))
}

/** Open tasks: those with an hour stand on its day in the firm's zone, the others on the day they name. */
const tasks: Source['find'] = async (db, { from, to, start, end, zone, limit }) => {
  const rows = await db
    .selectFrom('task')
    .leftJoin('member', (on) =>
      on.onRef('member.workspace_id', '=', 'task.workspace_id').onRef('member.id', '=', 'task.owner_id'),
    )
    .select(['task.id', 'task.title', 'task.due_on', 'task.due_at', 'task.timed', 'member.name as owner'])
    .select(['task.contact_id', 'task.company_id', 'task.deal_id', 'task.handover_id'])
    .where('task.done_at', 'is', null)
    .where('task.deleted_at', 'is', null)
    .where((or) =>
      or.or([
        or.and([or('task.timed', '=', true), or('task.due_at', '>=', start), or('task.due_at', '<', end)]),
        or.and([or('task.timed', '=', false), or('task.due_on', '>=', from), or('task.due_on', '<=', to)]),
      ]),
    )
    .orderBy('task.due_at')
    .orderBy('task.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    detail: row.owner,
    from: row.timed ? dayIn(row.due_at!, zone) : dayOf(row.due_on!),
    time: row.timed ? DateTime.fromJSDate(row.due_at!, { zone }).toFormat('HH:mm') : null,
    path: aboutOf(row) ?? '/tasks',
  }))
}

const aboutOf = (row: {
  contact_id: string | null
  company_id: string | null
  deal_id: string | null
  handover_id: string | null
}): string | null => {
  if (row.handover_id) return `/handovers/${row.handover_id}`
  if (row.deal_id) return `/sales/deals/${row.deal_id}`
  if (row.contact_id) return `/people/${row.contact_id}`
  return row.company_id ? `/companies/${row.company_id}` : null
}

/** Every term that ends, with what became of it: a customer has as many as deals that recur. */
const renewals: Source['find'] = async (db, { start, end, zone, now, limit }) => {
  const { rows } = await sql<{
    id: string
    deal: string
    customer: string
    customer_id: string
    is_company: boolean
    ends_at: Date
    is_renewed: boolean
    owner: string | null
  }>`
    with term as materialized (${termsByCustomer()}), ending as (
      select t.*, t.renewed or t.runs_until > t.ends_at or exists (select from term n where n.customer_id = t.customer_id
        and n.starts_at = t.ends_at and (n.renews_id is null or n.renews_id = t.id)) as is_renewed
      from term t where t.ends_at >= ${start} and t.ends_at < ${end}
    )
    select e.id, d.name as deal, coalesce(c.name, p.name) as customer, e.customer_id, e.company_id is not null as is_company, e.ends_at,
      e.is_renewed, m.name as owner
    from ending e join deal d on d.workspace_id = e.workspace_id and d.id = e.id
    left join company c on c.workspace_id = e.workspace_id and c.id = e.company_id
    left join contact p on p.workspace_id = e.workspace_id and e.company_id is null and p.id = e.customer_id
    left join member m on m.workspace_id = e.workspace_id and m.id = coalesce(${customerTakenOver('e')}, e.owner_id)
    where coalesce(c.name, p.name) is not null order by e.ends_at, e.id limit ${limit}`.execute(db)
  return rows.map((row) => {
    const became = row.is_renewed ? 'renewed' : row.ends_at <= now ? 'ended' : row.owner
    return {
      id: row.id,
      title: row.customer,
      detail: became ? `${row.deal} · ${became}` : row.deal,
      from: dayIn(row.ends_at, zone),
      path: `/${row.is_company ? 'companies' : 'people'}/${row.customer_id}`,
    }
  })
}

const holidays: Source['find'] = async (db, { from, to, now }) =>
  (await firmHolidays(db, from, to, now)).map(({ date, name }) => ({
    id: date,
    title: name,
    from: date,
    path: '/settings/hours',
  }))

const away: Source['find'] = async (db, { start, end, zone, now }) => {
  const members = await sql<{ id: string; name: string }>`
    select id, name from member where status = 'active'`.execute(db)
  const names = new Map(members.rows.map(({ id, name }) => [id, name]))
  return (await absences(db, start, now)).flatMap(({ id, memberId, fromAt, toAt, deputyId }) => {
    const name = names.get(memberId)
    if (!name || fromAt >= end) return []
    const deputy = deputyId ? names.get(deputyId) : undefined
    return {
      id,
      title: `${name} is away`,
      detail: deputy ? `${deputy} stands in` : null,
      from: dayIn(fromAt, zone),
      to: dayIn(new Date(toAt.getTime() - 1), zone),
      path: '/settings/hours',
    }
  })
}

/** What was promised to a customer and isn't done. */
const promises: Source['find'] = async (db, { from, to, limit }) => {
  const rows = await db
    .selectFrom('promise')
    .innerJoin('deal', (on) =>
      on.onRef('deal.workspace_id', '=', 'promise.workspace_id').onRef('deal.id', '=', 'promise.deal_id'),
    )
    .select(['promise.id', 'promise.text', 'promise.due_on', 'deal.id as deal_id', 'deal.name'])
    .where('promise.done_at', 'is', null)
    .where('deal.deleted_at', 'is', null)
    .where('promise.due_on', '>=', from)
    .where('promise.due_on', '<=', to)
    .orderBy('promise.due_on')
    .orderBy('promise.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.text,
    detail: row.name,
    from: dayOf(row.due_on!),
    path: `/sales/deals/${row.deal_id}`,
  }))
}

/** When the figures of a month are frozen next. */
const freezes: Source['find'] = async (db, { start, end, zone }) => {
  const rows = await db
    .selectFrom('month_clock')
    .select(['month', 'at'])
    .where('at', '>=', start)
    .where('at', '<', end)
    .execute()
  return rows.map(({ month, at }) => ({
    id: dayOf(month),
    title: `Figures of ${DateTime.fromISO(dayOf(month)).toFormat('LLLL yyyy')} freeze`,
    from: dayIn(at, zone),
    path: `/insight/months/${dayOf(month)}`,
  }))
}

/** All that has a date, each with the permission that it takes to see it. */
export const sources: readonly Source[] = [
  { kind: 'campaign', may: 'campaigns.read', find: campaigns },
  { kind: 'cost', may: 'campaigns.read', find: costs },
  { kind: 'deal', may: 'deals.read', find: closes },
  { kind: 'task', may: 'tasks.read', find: tasks },
  { kind: 'renewal', may: 'deals.read', find: renewals },
  { kind: 'follow_up', may: 'handovers.read', find: followUps },
  { kind: 'answer', may: 'handovers.read', find: answers },
  { kind: 'protection', may: 'handovers.read', find: protections },
  { kind: 'promise', may: 'deals.read', find: promises },
  { kind: 'definition', may: 'scoring.read', find: definitions },
  { kind: 'agreement', may: 'agreement.read', find: agreements },
  { kind: 'month', may: 'numbers.read', find: freezes },
  { kind: 'holiday', may: 'calendars.read', find: holidays },
  { kind: 'absence', may: 'calendars.read', find: away },
]

export const entryOf = (kind: EntryKind, { id, ...found }: Found): Entry => ({
  key: `${kind}:${id}`,
  kind,
  ...{ detail: null, time: null, to: found.from },
  ...found,
})
