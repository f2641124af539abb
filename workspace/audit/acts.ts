import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Actor } from '#platform/http'
import type { Registry } from '#platform/registry'
import { chainOf, whyNot } from './why-not.ts'

/** Acts of the log with all that is shown of them. */
export const actsIn = (db: Db) =>
  db
    .selectFrom('operation')
    .leftJoin('undoing', 'undoing.operation_id', 'operation.id')
    .leftJoin('member', (on) => on.onRef(sql`member.id::text`, '=', sql`split_part(operation.actor, ':', 2)`))
    .select((it) => [
      'operation.id',
      'operation.kind',
      'operation.label',
      'operation.actor',
      'operation.at',
      'operation.state',
      'operation.undoes',
      'operation.conflicts as stayed',
      'undoing.problem',
      'member.name as member_name',
      chainOf(sql.ref('operation.id')).as('chain'),
      it
        .selectFrom('change')
        .select((fn) => fn.fn.countAll<number>().as('n'))
        .whereRef('change.operation_id', '=', 'operation.id')
        .as('changes'),
    ])
    .orderBy('operation.id', 'desc')

type ActRow = Awaited<ReturnType<ReturnType<typeof actsIn>['execute']>>[number]

/** An act as whoever asks reads it. */
export const shownAct = (
  { member_name, changes, chain, ...row }: ActRow,
  actor: Actor,
  registry: Pick<Registry, 'permissions' | 'undoers'>,
) => ({
  ...row,
  actorName: nameOf(row.actor, member_name),
  changes: changes ?? 0,
  undoable:
    row.state === 'done' &&
    (changes ?? 0) > 0 &&
    actor.permissions.has('operations.undo') &&
    whyNot({ actor: row.actor, chain }, actor, registry) === null,
})

const nameOf = (actor: string, member: string | null): string => {
  if (actor === 'engine') return 'Baton'
  const isKey = actor.startsWith('key:')
  return member === null ? (isKey ? 'An API key' : 'Somebody') : isKey ? `${member} by an API key` : member
}
