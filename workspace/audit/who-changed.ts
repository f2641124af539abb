import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { whoseAct } from './words.ts'

/** Who last changed a row, or one column of it, and when; null: nobody since it was made. */
export async function whoChanged(
  db: Db,
  it: { table: string; rowId: string; column?: string },
): Promise<{ by: string; at: Date } | null> {
  const { rows } = await sql<{ by: string | null; at: Date }>`
    select m.name as by, o.at from change c
    join operation o on o.workspace_id = c.workspace_id and o.id = c.operation_id
    ${whoseAct('o')}
    where c.row_id = ${it.rowId}::uuid and c.table_name = ${it.table} and ${it.column === undefined ? sql`true` : sql`c.after ? ${it.column}`}
    order by c.seq desc limit 1`.execute(db)
  const last = rows[0]
  return last ? { by: last.by ?? 'Baton', at: last.at } : null
}
