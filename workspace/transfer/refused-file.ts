import { stringify } from 'csv-stringify/sync'
import type { RefusedRow } from './chunk.ts'

/** The rows that were refused, as they stood in the file, each with its line and reason: mend them and bring them in again. */
export function refusedFile(header: readonly string[], rows: readonly RefusedRow[]): string {
  return stringify(
    [
      [...header, 'Line', 'Refused because'],
      ...rows.map(({ cells, line, reason }) => [...header.map((_, at) => cells[at] ?? ''), line, reason]),
    ],
    { bom: true },
  )
}
