import { sql } from 'kysely'
import type { Looked } from '#handover/scoring'
import type { Db } from '#platform/db'

export interface Act {
  id: string
  kind: string
  data: Record<string, unknown>
  asks: boolean
  productLineId: string | null
  at: Date
}
/** The acts that this batch newly counts, by person. */
export async function newActs(db: Db, looks: readonly Looked[]): Promise<Map<string, Act[]>> {
  const ids = looks.flatMap((look) => look.newActs)
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; kind: string; data: Record<string, unknown>; occurred_at: Date }>`
    select id, kind, data, occurred_at from journal_event where id = any(${ids}::uuid[]) order by occurred_at, id`.execute(
    db,
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    looks.map((look) => [
      look.contactId,
      look.newActs.flatMap((id): Act[] => {
        const row = byId.get(id)
        if (!row) return []
        const { asks, productLineId } = row.data
        return [
          {
            id,
            kind: row.kind,
            data: row.data,
            asks: asks === true,
            productLineId: typeof productLineId === 'string' ? productLineId : null,
            at: row.occurred_at,
          },
        ]
      }),
    ]),
  )
}
