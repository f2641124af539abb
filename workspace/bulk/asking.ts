import { sql } from 'kysely'
import { tellOfAct } from '#platform/db'
import { type Inside, topicChanged, who } from '#platform/http'
import type { BulkAct, Registry } from '#platform/registry'
import type { BulkDone } from './contract.ts'
import { short } from './saying.ts'
import { mostNamed, withNames } from './store.ts'

/** So many records are done while somebody waits, and in one transaction of the job. */
export const stepRows = 2_000

const longestLabel = 300

/** Does an act on many: its first step at once, whatever is left by the job, in the same operation. `says`: what is done, in words. */
export async function actOnMany(
  context: Inside & { registry: Registry },
  act: BulkAct,
  input: unknown,
  says: readonly string[] = [],
): Promise<BulkDone> {
  const { db, now, actor, operationId } = context
  if (says.length > 0) await tellOfAct(db, short(`${act.label}: ${says.join(', ')}`, longestLabel))
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
