import type { Figure } from '#insight/numbers'
import { type Filter, type NamedRow, namedRows, type Unit } from '#insight/sets'
import type { Db } from '#platform/db'
import { whoChanged } from '#workspace/audit'
import { type Restated, type RowChange, restatements, rowChanges } from './month.ts'
import { rowsThenAndNow } from './store.ts'

/** So many rows are named beside a number that changed; all of them are counted. */
const mostNamed = 12

const tableOf: Partial<Record<Unit, string>> = {
  lead: 'lead',
  handover: 'handover',
  offer: 'offer',
  deal: 'deal',
  movement: 'deal',
  cost: 'cost_line',
}

/** It was not ripe: time alone was to change it. */
const wasToRipen = ({ was }: Restated) => was !== null && !was.ripe

/** Each number that says something else than at the freeze, with the rows that joined, left or are worth something else. */
export async function restatedOf(
  db: Db,
  it: { monthId: string; was: readonly Figure[]; is: readonly Figure[]; filter: Filter; now: Date },
) {
  const changed = restatements(it.was, it.is)
  if (changed.length === 0) return []
  const figures = changed.flatMap(({ was, is }) => [...(was ? [was] : []), ...(is ? [is] : [])])
  const rowsBehind = await rowsThenAndNow(db, { ...it, figures })
  const seen = new Map<string, ReturnType<typeof named>>()
  const lines = []
  for (const one of changed) {
    // A count says nothing else because one of its rows is worth something else.
    const isCounted = ['count', 'share'].includes((one.is ?? one.was)!.kind)
    const found: { unit: Unit; changes: RowChange[] }[] = (one.is ?? one.was)!.behind.flatMap((behind) => {
      const sets = rowsBehind(behind, one.was === null)
      if (!sets) return []
      const changes = rowChanges(sets.was, sets.is).filter(({ change }) => !isCounted || change !== 'changed')
      return [{ unit: sets.set.unit, changes }]
    })
    const all = new Map(found.flatMap(({ unit, changes }) => changes.map((it) => [it.id, { unit, ...it }])))
    const why = []
    for (const change of [...all.values()].slice(0, mostNamed)) {
      const name = `${change.unit} ${change.id}`
      const row = seen.get(name) ?? named(db, change.unit, change.id)
      seen.set(name, row)
      const { id, change: kind, was, is } = change
      why.push({ ...(await row), id, change: kind, was, is })
    }
    const label = (one.is ?? one.was)!.label
    // Of what is not kept nobody knows which rows.
    const rows = found.length > 0 ? all.size : null
    lines.push({ ...one, label, ripened: wasToRipen(one), why, rows })
  }
  return lines
}

/** A row as it is called, and who changed its record last. */
async function named(
  db: Db,
  unit: Unit,
  id: string,
): Promise<NamedRow & { by: string | null; at: Date | null }> {
  const row = (await namedRows(db, unit, [id])).get(id)!
  const table = tableOf[unit]
  const rowId = unit === 'movement' ? row.recordId : id
  const last = table ? await whoChanged(db, { table, rowId }) : null
  return { ...row, by: last?.by ?? null, at: last?.at ?? null }
}
