import { csvFile } from '#platform/csv'
import type { RefusedRow } from './chunk.ts'

/** What a file that tells of an import is named after. */
export const stemOf = ({ fileName }: { fileName: string }) => fileName.replace(/\.[a-z0-9]+$/i, '')

/** The rows that were refused, as they stood in the file, each with its line and reason: mend them and bring them in again. */
export function refusedFile(
  name: string,
  header: readonly string[],
  rows: readonly RefusedRow[],
): Promise<File> {
  const lines = rows.map(({ cells, line, reason }) => [
    ...header.map((_, at) => cells[at] ?? ''),
    line,
    reason,
  ])
  async function* pages() {
    yield lines
  }
  return csvFile(name, [...header, 'Line', 'Refused because'], pages())
}
