import type { RawBuilder } from 'kysely'
import type { Db } from '#platform/db'
import { stages } from '#sales/pipeline'
import { csvText } from './adapters/csv.ts'
import { wholeUnits } from './deal.ts'
import { dealPage, type Row } from './lists.ts'

const pageRows = 5_000

/** The columns of an export, in the words that the import reads again. */
const cells: [string, (row: Row, stageName: (id: string) => string) => string | number | null][] = [
  ['Deal id', (row) => row.external_id ?? row.id],
  ['Name', (row) => row.name],
  ['Company', (row) => row.company_name],
  ['Contact', (row) => row.contact_name],
  ['Owner', (row) => row.owner_name],
  ['State', (row) => row.state],
  ['Stage', (row, stageName) => stageName(row.stage_id)],
  ['One-off amount', (row) => wholeUnits(row.one_off_minor, row.currency)],
  ['Recurring per month', (row) => wholeUnits(row.recurring_minor, row.currency)],
  ['Term in months', (row) => row.term_months],
  ['Currency', (row) => row.currency],
  ['Expected close', (row) => row.expected_close],
  ['Pushes', (row) => row.pushes],
  ['Origin', (row) => row.origin],
  ['Created', (row) => row.created_at.toISOString()],
  ['Closed', (row) => row.closed_at?.toISOString() ?? null],
]

/** Deals as CSV, a piece at a time, newest first. */
export async function* dealCsv(db: Db, where: RawBuilder<boolean>): AsyncGenerator<string> {
  const names = new Map((await stages(db)).map((stage) => [stage.id, stage.name]))
  const stageName = (id: string) => names.get(id) ?? ''
  yield csvText([cells.map(([title]) => title)])
  let cursor: string | null | undefined
  do {
    const page = await dealPage(
      db,
      where,
      { sort: 'created', direction: 'desc' },
      { cursor: cursor ?? undefined, limit: pageRows },
    )
    if (page.rows.length > 0) yield csvText(page.rows.map((row) => cells.map(([, of]) => of(row, stageName))))
    cursor = page.next
  } while (cursor)
}

/** The same as one file, named after the day. */
export async function dealFile(db: Db, where: RawBuilder<boolean>, day: string): Promise<File> {
  const pieces: string[] = []
  for await (const piece of dealCsv(db, where)) pieces.push(piece)
  // The mark tells spreadsheets that this is UTF-8.
  return new File(['\uFEFF', ...pieces], `deals-${day}.csv`, { type: 'text/csv;charset=utf-8' })
}
