import { sql } from 'kysely'
import { beyondReach, type Db } from '#platform/db'
import { conflict, type Inside, who } from '#platform/http'
import type { RestoredHook, Undoer, UndoResult } from '#platform/registry'
import { undo } from '#workspace/audit'
import { settleNotices } from '#workspace/notices'
import type { handoversContract } from './contract.ts'
import { noteState } from './history.ts'

const acts = [
  'accept',
  'sendBack',
  'handOn',
  'offer',
  'withdraw',
  'passOn',
] satisfies (keyof typeof handoversContract)[]

/** What an act tells its handover's people, and what it says that was due of it. */
const toldByActs = [
  ...['offered', 'handed_on', 'decision_due', 'sent_back', 'withdrawn'],
  ...['contested', 'contest_decided', 'onboarding'],
]

interface Taking {
  operationId: string
  undoId: string
  restored: readonly RestoredHook[]
  actor: Inside['actor']
  now: Date
}

/**
 * An act on a handover is taken back as a whole, or not at all once the handover went on; its story tells of it. Beyond the
 * caller's reach, as the act was: it is theirs to take back, whosever the person has become with it.
 */
export const takenBackAsWhole = (kind: string, callAnew: CallAnew = async () => {}): Undoer => ({
  kind,
  undo: (db, it) => beyondReach(db, () => takeBack(db, it, callAnew)),
})

/** Tells whoever the handover waits for again, now that what they were told of was taken back. */
type CallAnew = (db: Db, handoverId: string, it: Pick<Taking, 'actor' | 'now'>) => Promise<void>

async function takeBack(
  db: Db,
  { operationId, undoId, restored, actor, now }: Taking,
  callAnew: CallAnew,
): Promise<UndoResult> {
  await refuseIfItOpened(db, operationId)
  await refuseIfFollowed(db, operationId)
  const result = await undo(db, operationId, undoId, restored, now)
  if (result.conflicts.some(({ table }) => table === 'handover' || table === 'offer'))
    throw conflict('went_on', 'The handover went on since, so this stays. Open it and do what is due now.')
  for (const { id, state, told } of await changedBy(db, operationId)) {
    if (told) await noteState(db, id, { state, actor: who(actor), reason: 'Taken back', at: now }, now)
    await settleNotices(db, id, toldByActs, now)
    await callAnew(db, id, { actor, now })
  }
  return result
}

export const takenBack: Undoer[] = acts.map((act) => takenBackAsWhole(`handovers.${act}`))

/** What the act opened has a story of its own by now, which nobody unwrites: that one is ended by an act on it. */
async function refuseIfItOpened(db: Db, operationId: string): Promise<void> {
  const opened = await db
    .selectFrom('change')
    .select('row_id')
    .where('operation_id', '=', operationId)
    .where('table_name', '=', 'handover')
    .where('before', 'is', null)
    .executeTakeFirst()
  if (!opened) return
  const message = 'Another handover was opened by this. Withdraw that one, or send it back, instead.'
  throw conflict('opened_another', message, { handoverId: opened.row_id })
}

/** Opened again, or judged otherwise, it would stand beside the one that came of how it had ended. */
async function refuseIfFollowed(db: Db, operationId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select n.id from operation o join change c on c.operation_id = o.id and c.table_name = 'handover'
      join handover h on h.id = c.row_id
      join handover n on n.kind = h.kind and n.contact_id = h.contact_id and n.product_line_id = h.product_line_id
        and n.opened_at > h.opened_at and n.opened_at >= o.at and n.joined_to is distinct from h.id
        and (n.kind = 'lead' or n.deal_id = h.deal_id)
    where o.id = ${operationId} order by n.opened_at desc, n.id desc limit 1`.execute(db)
  if (rows.length === 0) return
  const message = 'They were passed on again since, so this stays. Open that handover and do what is due now.'
  throw conflict('went_on', message, { handoverId: rows[0]!.id })
}

/** Handovers that an operation changed, and whether their story tells of it: also where they stand in the same state again. */
async function changedBy(
  db: Db,
  operationId: string,
): Promise<{ id: string; state: string; told: boolean }[]> {
  const { rows } = await sql<{ id: string; state: string; told: boolean }>`
    select h.id, h.state, exists (select from handover_state s where s.handover_id = h.id and s.recorded_at >= o.at) as told
    from operation o join handover h on h.id in (
      select c.row_id from change c where c.operation_id = o.id and c.table_name = 'handover')
    where o.id = ${operationId} order by h.id`.execute(db)
  return rows
}
