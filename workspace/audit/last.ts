import type { Db } from '#platform/db'

/** Who changed a row last and when, for telling two people apart who edit it at once; null: nobody since it was made. */
export async function lastChange(db: Db, rowId: string): Promise<{ actor: string; at: Date } | null> {
  const change = await db
    .selectFrom('change')
    .innerJoin('operation', (on) =>
      on
        .onRef('operation.workspace_id', '=', 'change.workspace_id')
        .onRef('operation.id', '=', 'change.operation_id'),
    )
    .select(['operation.actor', 'operation.at'])
    .where('change.row_id', '=', rowId)
    .orderBy('change.seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return change ?? null
}
