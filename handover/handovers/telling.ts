import { sql } from 'kysely'
import { beyondReach, type Db } from '#platform/db'
import { membersSeeing } from '#workspace/members'
import { notifyAll } from '#workspace/notices'
import { evidenceWords, reasonLabel } from './reasons.ts'
import { ownReasonLabels } from './setting.ts'

/** Who speaks for marketing to a member: every marketer who sees theirs, else whoever else may answer, mostly the owners. */
export async function marketingOf(db: Db, memberId: string | null) {
  const answering = await membersSeeing(db, 'feedback.answer', memberId)
  const marketers = answering.filter(({ role }) => role === 'marketer')
  return marketers.length > 0 ? marketers : answering.filter(({ id }) => id !== memberId)
}

/**
 * Tells marketing that somebody was sent back: who owes the answer, else every marketer who sees it, else the owners; by mail
 * too, to answer from there, except whoever took an answer back and has it before them.
 */
export async function tellMarketing(
  db: Db,
  id: string,
  note: string | null,
  now: Date,
  tookBack?: string,
): Promise<void> {
  const { rows } = await beyondReach(db, () =>
    sql<{
      contact_id: string
      name: string | null
      reason: string
      evidence: Record<string, unknown> | null
      judge_id: string | null
      receiver_id: string | null
      due_at: Date | null
      zone: string
    }>`
      select h.contact_id, c.name, h.sent_back_reason as reason, h.sent_back_evidence as evidence, h.judge_id, h.receiver_id,
        h.judge_due_at as due_at, w.zone
      from handover h left join contact c on c.id = h.contact_id join workspace w on w.workspace_id = h.workspace_id
      where h.id = ${id}`.execute(db),
  )
  const it = rows[0]!
  const whole = await marketingOf(db, it.receiver_id)
  const told = it.judge_id ? whole.filter(({ id: one }) => one === it.judge_id) : whole
  const why = [reasonLabel(it.reason, await ownReasonLabels(db)), it.evidence && evidenceWords(it.evidence)]
    .filter(Boolean)
    .join(': ')
  const due = it.due_at?.toLocaleString('en', {
    timeZone: it.zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  })
  const until = due ? `Agree, contest or nurture until ${due}; after that it counts as agreed.` : ''
  await notifyAll(
    db,
    told.map((member) => ({
      memberId: member.id,
      kind: 'sent_back',
      title: `${it.name ?? 'A lead'} was sent back`,
      body: [why, note].filter(Boolean).join('\n'),
      link: `/handovers/sent-back?open=${id}`,
      handoverId: id,
      contactId: it.contact_id,
      ...(member.id !== tookBack && {
        mail: {
          text: [why, note, until].filter(Boolean).join('\n\n'),
          answers: [{ purpose: 'send_back', recordId: id, label: 'Answer', path: '/-/send-back' }],
        },
      }),
    })),
    now,
  )
}
