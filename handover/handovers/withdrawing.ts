import { sql } from 'kysely'
import { hasStopped, permissionsOfAll } from '#people/consent'
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
export async function withdrawEnded(db: Db, open: readonly Held[], now: Date): Promise<void> {
  if (open.length === 0) return
  const [objecting, ended] = await Promise.all([
    whoObjects(db, [...new Set(open.map(({ row }) => row.contact_id))], now),
    endedLeads(
      db,
      open.flatMap(({ row }) => row.lead_id ?? []),
    ),
  ])
  for (const held of open) {
    const { contact_id, lead_id } = held.row
    const reason = objecting.has(contact_id)
      ? 'They object to being contacted'
      : lead_id && ended.get(lead_id)
    if (reason) await withdrawOne(db, held, reason, now)
  }
}

/** Those of the leads that ended before sales had their say, with why. */
async function endedLeads(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; reason: string }>`
    select id, coalesce(end_reason, 'The lead ended') as reason from lead where id = any(${ids}::uuid[])
      and state in ('not_a_lead', 'withdrawn', 'dormant') and end_reason is distinct from 'merged'`.execute(
    db,
  )
  return new Map(rows.map(({ id, reason }) => [id, reason]))
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
export async function whoObjects(db: Db, contactIds: readonly string[], now: Date): Promise<Set<string>> {
  const permissions = await permissionsOfAll(db, contactIds, now)
  return new Set(contactIds.filter((id) => hasStopped(permissions.get(id)!)))
}
