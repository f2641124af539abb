import { permissionsOf } from '#people/consent'
import { endLead } from '#people/leads'
import type { Db } from '#platform/db'
import { notify, settleNotices } from '#workspace/notices'
import { withdraw } from './handover.ts'
import { planClocks } from './offering.ts'
import { type Held, holdOpenOf } from './record.ts'
import { saveHandover } from './saving.ts'

export async function withdrawAll(
  db: Db,
  contactIds: readonly string[],
  reason: string,
  now: Date,
): Promise<void> {
  for (const held of await holdOpenOf(db, contactIds)) await withdrawOne(db, held, reason, now)
  await planClocks(db, contactIds, now)
}

/**
 * A lead that ended otherwise (no lead at all, withdrawn) takes its open handover with it; not one that ended by a merge:
 * what sales works on goes on.
 */
export async function withdrawEnded(db: Db, contactId: string, now: Date): Promise<void> {
  const open = await holdOpenOf(db, [contactId])
  if (open.length > 0 && (await objects(db, contactId, now))) {
    for (const held of open) await withdrawOne(db, held, 'They object to being contacted', now)
    return
  }
  for (const held of open) {
    if (!held.row.lead_id) continue
    const lead = await db
      .selectFrom('lead')
      .select(['state', 'end_reason'])
      .where('id', '=', held.row.lead_id)
      .executeTakeFirst()
    if (lead && lead.end_reason !== 'merged' && ['not_a_lead', 'withdrawn', 'dormant'].includes(lead.state))
      await withdrawOne(db, held, lead.end_reason ?? 'The lead ended', now)
  }
}

export async function withdrawOne(
  db: Db,
  held: Held,
  reason: string,
  now: Date,
  actor = 'engine',
): Promise<void> {
  const moved = withdraw(held.handover, now)
  if (!moved.ok) return
  await saveHandover(db, held, moved.handover, { actor, reason, now })
  await settleNotices(db, held.row.id, ['offered', 'handed_on', 'queue', 'decision_due'], now)
  if (held.row.receiver_id && held.handover.state !== 'waiting')
    await notify(
      db,
      {
        memberId: held.row.receiver_id,
        kind: 'withdrawn',
        title: 'A lead was withdrawn',
        body: reason,
        link: `/handovers/${held.row.id}`,
        handoverId: held.row.id,
        contactId: held.row.contact_id,
      },
      now,
    )
  if (held.row.lead_id) await endLead(db, held.row.lead_id, { state: 'withdrawn', reason, actor }, now)
}

/** Whoever objects to any way of being contacted is nobody's lead any more. */
const objects = async (db: Db, contactId: string, now: Date) =>
  (await permissionsOf(db, contactId, now)).some(
    ({ channel, topic, state }) => channel === 'any' && topic === '*' && state === 'objected',
  )
