import { sql } from 'kysely'
import { beyondReach, type Db } from '#platform/db'
import { conflict, who } from '#platform/http'
import type { Undoer, UndoResult } from '#platform/registry'
import { undo } from '#workspace/audit'
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

const answeredByMail = 'handovers.answer'

type Taking = Parameters<Undoer['undo']>[1]

/**
 * An act on a handover is taken back as a whole, or not at all once the handover went on; its story tells of it. Beyond the
 * caller's reach, as the act was: it is theirs to take back, whosever the person has become with it.
 */
export const takenBackAsWhole = (kind: string): Undoer => ({
  kind,
  undo: (db, it) => beyondReach(db, () => takeBack(db, it)),
})

async function takeBack(db: Db, { operationId, undoId, restored, actor, now }: Taking): Promise<UndoResult> {
  await refuseIfItOpened(db, operationId)
  const result = await undo(db, operationId, undoId, restored, now)
  if (result.conflicts.some(({ table }) => table === 'handover' || table === 'offer'))
    throw conflict('went_on', 'The handover went on since, so this stays. Open it and do what is due now.')
  for (const { id, state } of await otherwiseTold(db, operationId))
    await noteState(db, id, { state, actor: who(actor), reason: 'Taken back', at: now }, now)
  return result
}

export const takenBack: Undoer[] = [...acts.map((act) => `handovers.${act}`), answeredByMail].map(
  takenBackAsWhole,
)

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

/** Handovers of an operation that stand in another state than their story ends with. */
async function otherwiseTold(db: Db, operationId: string): Promise<{ id: string; state: string }[]> {
  const { rows } = await sql<{ id: string; state: string }>`
    select h.id, h.state from handover h
    where h.id in (select row_id from change where operation_id = ${operationId} and table_name = 'handover')
      and h.state is distinct from (
        select s.state from handover_state s where s.handover_id = h.id order by s.recorded_at desc, s.id desc limit 1)`.execute(
    db,
  )
  return rows
}
