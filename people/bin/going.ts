import { askErasure, emptyHanging, emptyRecords } from '#people/erasing'
import type { Db } from '#platform/db'
import { type BinKind, followRows, type Registry } from '#platform/registry'

type Going = { workspaceId: number; actor: string; secret: string; registry: Registry }

/** Takes records of a kind that lie in the bin out for good, in one transaction. */
export async function letGo(
  db: Db,
  kind: BinKind,
  ids: readonly string[],
  it: Going,
  now: Date,
): Promise<void> {
  if (ids.length === 0) return
  const { workspaceId, actor, secret, registry } = it
  const { record, empty } = kind
  if (record === 'contact') {
    for (const contactId of ids)
      await askErasure(
        db,
        {
          ...{ workspaceId, contactId, cause: 'bin', actor },
          ...{ operationId: null, secret, hooks: registry.erasing },
        },
        now,
      )
    return
  }
  if (record === 'note' || record === 'task' || record === 'file')
    return emptyHanging(db, { record, ids, workspaceId })
  if (!empty) throw new Error(`No slice says how a ${record} is emptied`)
  const touched = await emptyRecords(db, {
    ...{ record, ids, workspaceId },
    empty: (all) => empty(db, all, now),
  })
  await followRows(db, registry.restored, touched, now)
}
