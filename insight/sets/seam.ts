import { type RawBuilder, sql } from 'kysely'
import { dutiesBy, keptBy, keptDays, owedBy } from '#handover/handovers'
import { type CountedSet, type Filter, narrowed, over } from './sets.ts'
import { firstTalk } from './talk.ts'

/** Handovers of the period that need a person's answer: those accepted by rule are in neither term. `at`: when they count. */
function handovers(filter: Filter, at: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select h.*, l.channel, l.form_id, l.campaign_key, ${at} as at from handover h left join lead l on l.workspace_id = h.workspace_id and l.id = h.lead_id
    where h.kind = 'lead' and not h.sample and not h.by_rule and ${at} >= ${filter.from} and ${at} < ${filter.to}
      ${narrowed(filter, { line: 'h.product_line_id', member: 'h.receiver_id' })}`
}
const offered = (filter: Filter) => handovers(filter, sql`h.first_offered_at`)
/** What an agreement promises a month of: those of whom it is known in the period that they are kept. */
const judged = (filter: Filter) =>
  handovers(filter, sql`h.accepted_at + ${sql.lit(`${keptDays} days`)}::interval`)

const upheld = sql`(h.state = 'sent_back' and h.upheld in ('agreed', 'upheld'))`
/** A send-back that was overruled counts against nobody: it is as if it had not been answered. */
const sentBack = sql`(h.state = 'sent_back' and h.upheld is distinct from 'overruled')`
const neverAnswered = sql`(h.accepted_at is null and h.with_manager and h.expiries >= 3)`

export function handoverSets(filter: Filter, now: Date): CountedSet[] {
  const kinds: [string, string, RawBuilder<unknown>][] = [
    ['decided', 'Decided', sql`h.accepted_at is not null or ${sentBack} or ${neverAnswered}`],
    ['accepted', 'Accepted by a person', sql`h.accepted_at is not null`],
    ['answerable', 'Offered and not withdrawn', sql`h.state <> 'withdrawn'`],
    ['kept', 'Kept', keptBy('h', now)],
    ['qualified', 'Qualified', sql`h.state = 'qualified'`],
    ['sent_back', 'Sent back', sentBack],
    [
      'undecided',
      'Sent back, not answered or decided yet',
      sql`h.state = 'sent_back' and h.upheld in ('open', 'contested')`,
    ],
    ['overruled', 'Sent back and overruled', sql`h.state = 'sent_back' and h.upheld = 'overruled'`],
    ['upheld', 'Sent back and upheld', upheld],
    ['false_positive', 'Upheld as not eligible', sql`${upheld} and h.sent_back_reason = 'not_eligible'`],
  ]
  const set = (
    key: string,
    label: string,
    from: RawBuilder<unknown>,
    where: RawBuilder<unknown>,
  ): CountedSet => ({
    key: `handover.${key}`,
    unit: 'handover',
    label,
    says: 'reason',
    rows: sql`select h.id, h.at, h.campaign_key, coalesce(h.channel, 'unknown') as channel, h.form_id::text as form_id, h.product_line_id::text as product_line_id,
                     h.receiver_id::text as member_id, null::float8 as value, h.sent_back_reason as reason
              from (${from}) h where ${where}`,
  })
  return [
    ...kinds.map(([key, label, where]) => set(key, label, offered(filter), where)),
    set('kept_then', 'Kept', judged(filter), keptBy('h', now)),
  ]
}

/** Offers by person, by when they were answered or ran out. */
export function offerSets(filter: Filter): CountedSet[] {
  const offers = sql`
    select o.id, o.state, h.upheld, o.offered_at, o.answered_at, o.answer_due_at, o.attempted_at, o.no_cover, o.member_id,
      coalesce(l.channel, 'unknown') as channel, l.form_id::text as form_id, h.product_line_id::text as product_line_id
    from offer o join handover h on h.workspace_id = o.workspace_id and h.id = o.handover_id left join lead l on l.workspace_id = h.workspace_id and l.id = h.lead_id
    where h.kind = 'lead' and not h.sample and not h.by_rule ${narrowed(filter, { line: 'h.product_line_id', member: 'o.member_id' })}`
  const ended = sql`coalesce(o.answered_at, o.answer_due_at)`
  const answered = sql`o.state in ('accepted', 'sent_back', 'expired') and (o.state <> 'sent_back' or o.upheld is distinct from 'overruled') and ${ended} >= ${filter.from} and ${ended} < ${filter.to}`
  const offeredThen = sql`o.offered_at >= ${filter.from} and o.offered_at < ${filter.to}`
  const kinds: [string, string, RawBuilder<unknown>][] = [
    ['answered', 'Offers answered or expired', answered],
    ['accepted', 'Offers accepted', sql`${answered} and o.state = 'accepted'`],
    [
      'waited',
      'Offers by time to answer',
      sql`not o.no_cover and o.state in ('open', 'accepted', 'sent_back', 'expired') and ${offeredThen}`,
    ],
    [
      'tried',
      'Offers by time to the first attempt',
      sql`not o.no_cover and (o.state in ('open', 'accepted') or o.attempted_at is not null) and o.state not in ('withdrawn', 'handed_on') and ${offeredThen}`,
    ],
    ['no_cover', 'No cover', sql`o.no_cover and ${offeredThen}`],
  ]
  return kinds.map(([key, label, where]) => ({
    key: `offer.${key}`,
    unit: 'offer',
    label,
    ...over(
      'counted_offers',
      offers,
      (
        from,
      ) => sql`select o.id, o.offered_at as at, o.channel, o.form_id, o.product_line_id, o.member_id::text as member_id, null::float8 as value
        from ${from} o where ${where}`,
    ),
  }))
}

/** The clocks of both sides: three of sales, and marketing's word on a send-back. */
export const clocks = [
  { duty: 'answer', unit: 'offer', due: 'Answers due', met: 'Answered in time' },
  { duty: 'attempt', unit: 'offer', due: 'First attempts due', met: 'Attempted in time' },
  { duty: 'decision', unit: 'handover', due: 'Decisions due', met: 'Decided in time' },
  { duty: 'verdict', unit: 'handover', due: 'Words on send-backs due', met: 'Send-backs answered in time' },
] as const

/** The duties that fell due or were met in the period. */
export function dutiesIn(filter: Filter, now: Date): RawBuilder<unknown> {
  const decidedAt = sql`least(coalesce(d.met_at, d.due_at), d.due_at)`
  return sql`
    select d.duty, d.offer_id, d.handover_id, ${decidedAt} as at, d.since_at, d.due_at, d.met_at, d.met_at <= d.due_at as in_time, coalesce(l.channel, 'unknown') as channel,
      l.form_id::text as form_id, h.product_line_id::text as product_line_id, d.member_id::text as member_id
    from handover h cross join lateral ${dutiesBy('h')} d left join lead l on l.workspace_id = h.workspace_id and l.id = h.lead_id
    where ${owedBy('h')} and d.due_at is not null and (d.met_at is not null or d.due_at <= ${now})
      and ${decidedAt} >= ${filter.from} and ${decidedAt} < ${filter.to}
      ${narrowed(filter, { line: 'h.product_line_id', member: 'd.member_id' })}`
}

/** Clocks that fell due or were met in the period, and those met at or before due. */
export function clockSets(filter: Filter, now: Date): CountedSet[] {
  const duties = dutiesIn(filter, now)
  return clocks.flatMap(({ duty, unit, due, met }): CountedSet[] => {
    const rows = (more: RawBuilder<unknown>) =>
      over(
        'counted_duties',
        duties,
        (from) => sql`
          select ${sql.ref(unit === 'offer' ? 'd.offer_id' : 'd.handover_id')} as id, d.at, d.channel, d.form_id, d.product_line_id, d.member_id, null::float8 as value
          from ${from} d where d.duty = ${duty} and ${more}`,
      )
    return [
      { key: `clock.${duty}_due`, unit, label: due, ...rows(sql`true`) },
      { key: `clock.${duty}_in_time`, unit, label: met, ...rows(sql`d.in_time`) },
    ]
  })
}

/** Handovers by the clock hours until both have talked; those who have not enter with their time so far. */
export const talkSet = (filter: Filter, now: Date): CountedSet => ({
  key: 'handover.talked',
  unit: 'handover',
  label: 'Handovers by time to talk',
  rows: sql`
    select h.id, h.first_offered_at as at, h.campaign_key, coalesce(h.channel, 'unknown') as channel, h.form_id::text as form_id, h.product_line_id::text as product_line_id,
      h.receiver_id::text as member_id, null::float8 as value, t.at is not null as met,
      extract(epoch from least(coalesce(t.at, h.decided_at, ${now}::timestamptz), ${now}::timestamptz) - h.first_offered_at)::float8 / 3600 as hours
    from (${offered(filter)}) h cross join lateral (select ${firstTalk('h.contact_id', sql`>= h.first_offered_at`)} as at) t
    where h.state <> 'withdrawn'`,
})
