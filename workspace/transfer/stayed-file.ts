import { csvFile } from '#platform/csv'
import type { Db } from '#platform/db'
import type { Registry } from '#platform/registry'
import { stayedRows } from '#workspace/audit'
import { stemOf } from './refused-file.ts'
import type { Import } from './store.ts'

const rowsAPage = 500

/** What stayed as CSV, a line for each value. */
export function stayedFile(
  db: Db,
  it: Pick<Import, 'operation_id' | 'conflicts' | 'fileName'>,
  registry: Pick<Registry, 'records' | 'changes'>,
): Promise<File> {
  async function* pages() {
    for (let at = 0; it.operation_id && at < it.conflicts.length; at += rowsAPage) {
      const rows = await stayedRows(db, it.operation_id, it.conflicts.slice(at, at + rowsAPage), registry)
      yield rows.flatMap(({ name, record, by, at: when, isGone, values }) => {
        const told = isGone ? [{ label: 'Deleted', from: null, to: null }] : values
        return (told.length > 0 ? told : [{ label: '', from: null, to: null }]).map(({ label, from, to }) => [
          ...[name ?? '', record, by ?? '', when?.toISOString() ?? '', label, from ?? '', to ?? ''],
        ])
      })
    }
  }
  const head = ['Name', 'Record', 'Changed by', 'Changed at', 'Field', 'As imported', 'Now']
  return csvFile(`${stemOf(it)} stayed.csv`, head, pages())
}
