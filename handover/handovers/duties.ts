import { type RawBuilder, sql } from 'kysely'

/**
 * The clocks of both sides as rows `duty, offer_id, handover_id, member_id, since_at, due_at, met_at`, one for each that somebody had to
 * keep. Without cover, handed on (the clock goes on with the next offer), withdrawn or accepted by rule it is nobody's; an
 * attempt is owed by who accepted, and a decision makes it needless.
 * The verdict on a send-back is marketing's. `handover` is what the query calls its row.
 */
export function dutiesBy(handover: string): RawBuilder<unknown> {
  const h = (name: string) => sql.ref(`${handover}.${name}`)
  const ofIt = sql`o.workspace_id = ${h('workspace_id')} and o.handover_id = ${h('id')} and not o.no_cover`
  return sql`(
    select 'answer' as duty, o.id as offer_id, o.handover_id, o.member_id, o.offered_at as since_at, o.answer_due_at as due_at, o.answered_at as met_at
      from offer o where ${ofIt} and o.state not in ('withdrawn', 'handed_on')
    union all
    select 'attempt', o.id, o.handover_id, o.member_id, o.offered_at, o.attempt_due_at, least(o.attempted_at, ${h('decided_at')})
      from offer o where ${ofIt} and o.state = 'accepted'
    union all
    select 'decision', null, ${h('id')}, ${h('receiver_id')}, ${h('accepted_at')}, ${h('decision_due_at')}, ${h('decided_at')}
      where ${h('accepted_at')} is not null
    union all
    select 'verdict', null, ${h('id')}, ${h('judge_id')}, ${h('decided_at')}, ${h('judge_due_at')}, ${h('judged_at')}
      where ${h('state')} = 'sent_back'
  )`
}

/** Handovers whose clocks are anybody's duty. */
export function owedBy(handover: string): RawBuilder<boolean> {
  const h = (name: string) => sql.ref(`${handover}.${name}`)
  return sql`(${h('kind')} = 'lead' and not ${h('by_rule')} and not ${h('sample')} and ${h('state')} not in ('joined', 'signalled', 'withdrawn'))`
}
