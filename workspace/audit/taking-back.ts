import { type Actor, type Entry, forbidden, type Inside, notFound, who } from '#platform/http'
import type { UndoResult } from '#platform/registry'
import { refusedUndo, undo } from './undo.ts'
import { type Act, findAct, undoerOf, whyNot } from './why-not.ts'

export type TakingBack = Pick<Inside, 'db' | 'now' | 'actor' | 'operationId'> & Pick<Entry, 'registry'>

/** The log tells of every record: whoever sees a part of them does not see it as a whole. */
export const seesLog = (actor: Actor): boolean => actor.permissions.has('audit.read') && !actor.reach

/** The act, where whoever asks may take it back: what they did themselves also where they may not see the whole log. */
export async function actToTakeBack({ db, actor, registry }: TakingBack, id: string): Promise<Act> {
  const act = await findAct(db, id)
  if (!seesLog(actor) && act?.actor !== who(actor))
    throw forbidden('not_yours', 'Only who made a change, or an owner, can undo it.')
  if (!act) throw notFound('no_operation', 'This change is not in the log.')
  const refusal = whyNot(act, actor, registry)
  if (refusal) throw refusal
  return act
}

export async function takeBack(
  { db, now, actor, operationId, registry }: TakingBack,
  id: string,
  act: Act,
): Promise<UndoResult> {
  const { restored } = registry
  const [undoId, firstId] = [operationId!, act.chain.at(-1)!.id]
  const undoer = undoerOf(act, registry)
  try {
    return undoer && 'undo' in undoer
      ? await undoer.undo(db, { operationId: id, firstId, undoId, restored, actor, now })
      : await undo(db, id, undoId, restored, now)
  } catch (error) {
    throw refusedUndo(error)
  }
}
