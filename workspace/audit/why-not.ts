import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import { type Actor, conflict, notPermitted, type Refusal } from '#platform/http'
import type { Registry, Undoer } from '#platform/registry'

/** An act of the log: by whom, and before it in the chain what it took back, what that had taken back, and so on to the first. */
export type Act = { actor: string; chain: { id: string; kind: string }[] }
type Known = Pick<Registry, 'permissions' | 'undoers'>

/**
 * Why an act is not taken back by whoever asks; null where it is. It is by whoever may do it now: somebody's role may have
 * become another since. Of an undo all that is asked that is asked of what it undid.
 */
export function whyNot(act: Act, actor: Actor, known: Known): Refusal | null {
  const undoer = undoerOf(act, known)
  if (undoer && 'refuses' in undoer) return conflict(undoer.refuses.reason, undoer.refuses.message)
  for (const { kind } of act.chain) {
    const asks = known.permissions.get(kind)
    if (!asks) return unknown(act.actor)
    const missing = asks.find((it) => !actor.permissions.has(it))
    if (missing) return notPermitted(actor, missing)
  }
  if (undoer && !undoer.again && act.chain.length > 1)
    return conflict('do_again', 'This can’t be put back by itself. Do it again instead.')
  return null
}

/**
 * What no slice named is nobody's to take back. It is what Baton did without anybody (an offer, a frozen month, a mail that
 * came) or what somebody outside did (a form sent, a visit): it comes about again, or is lost for good, where only its rows
 * are put back.
 */
function unknown(actor: string): Refusal {
  if (actor === 'engine')
    return conflict('by_itself', 'Baton did this by itself. Take back what led to it instead.')
  return conflict('from_outside', 'This was not done in Baton. Change what came of it instead.')
}

/** The same told of kinds, for a search: which ones somebody may take back, which nobody, and which only as the first of a chain. */
export const kindsToTakeBack = (actor: Actor, { permissions, undoers }: Known) => ({
  asked: [...permissions].flatMap(([kind, asks]) =>
    asks.every((it) => actor.permissions.has(it)) ? kind : [],
  ),
  refused: undoers.flatMap((it) => ('refuses' in it ? it.kind : [])),
  once: undoers.flatMap((it) => ('refuses' in it || it.again ? [] : it.kind)),
})

/** Who takes back what is more than its rows, and its being taken back too. */
export const undoerOf = ({ chain }: Act, { undoers }: Pick<Known, 'undoers'>): Undoer | undefined =>
  undoers.find(({ kind }) => kind === chain.at(-1)!.kind)

/** The chain of the operation with an id, as a part of a query. */
export const chainOf = (id: RawBuilder<unknown>) => sql<Act['chain']>`(
  with recursive act as (
    select o.id, o.kind, o.undoes, 1 as step from operation o where o.id = ${id}
    union all
    select o.id, o.kind, o.undoes, act.step + 1 from operation o join act on o.id = act.undoes
  )
  select json_agg(json_build_object('id', id, 'kind', kind) order by step) from act)`

export const findAct = (db: Db, id: string): Promise<Act | undefined> =>
  db
    .selectFrom('operation')
    .select(['actor', chainOf(sql.ref('operation.id')).as('chain')])
    .where('id', '=', id)
    .executeTakeFirst()
