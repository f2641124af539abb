import { sql } from 'kysely'
import { type Inside, topicChanged, who } from '#platform/http'
import type { BulkAct, Registry } from '#platform/registry'
import type { BulkDone } from './contract.ts'
import { mostNamed, withNames } from './store.ts'

/** So many records are done while somebody waits, and in one transaction of the job. */
export const stepRows = 2_000

/** Does an act on many: its first step at once, whatever is left by the job, in the same operation. */
export async function actOnMany(
  context: Inside & { registry: Registry },
  act: BulkAct,
  input: unknown,
): Promise<BulkDone> {
  const { db, now, actor, operationId } = context
  const { count, stayed, next } = await act.step(context, input, { after: null, most: stepRows })
  const some = stayed.slice(0, mostNamed)
  if (next && operationId) {
    await sql`select note_operation()`.execute(db) // also where so far every row stays
    await db
      .insertInto('bulk_act')
      .values({
        ...{ operation_id: operationId, kind: act.kind, actor: who(actor), key_id: actor.keyId ?? null },
        ...{ input: JSON.stringify(input), after_id: next, state: 'running', done: count },
        ...{ stayed: stayed.length, first: JSON.stringify(some), began_at: now, changed_at: now },
      })
      .execute()
    topicChanged(db, 'bulk')
  }
  const first = await withNames(db, act.record, some)
  return { operationId, state: next ? 'running' : 'done', count, stayed: stayed.length, first }
}
