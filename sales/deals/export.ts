import { type RawBuilder, sql } from 'kysely'
import { csvText } from '#platform/csv'
import type { Db } from '#platform/db'
import { closeReasons, stages } from '#sales/pipeline'
import { wholeUnits } from './deal.ts'
import { dealPage, type Row } from './lists.ts'

const pageRows = 5_000

interface Held {
  deal_id: string
  name: string
  quantity: number
  price_minor: number
}
/** What rows only point to, by id. */
type Known = {
  stageOf: (id: string) => string
  reasonOf: (id: string) => string | null
  productsOf: (id: string) => Held[]
}

const productText = ({ name, quantity, price_minor }: Held, currency: string) =>
  `${quantity} × ${name} at ${wholeUnits(price_minor, currency)}`

/** The columns of an export, in the words that the import reads again. */
const cells: [string, (row: Row, known: Known) => string | number | null][] = [
  ['Deal id', (row) => row.external_id ?? row.id],
  ['Name', (row) => row.name],
  ['Company', (row) => row.company_name],
  ['Renews deal', (row) => row.renewed_number],
  ['Contact id', (row) => row.contact_number],
  ['Contact', (row) => row.contact_name],
  ['Owner', (row) => row.owner_name],
  ['State', (row) => row.state],
  ['Stage', (row, { stageOf }) => stageOf(row.stage_id)],
  ['One-off amount', (row) => wholeUnits(row.one_off_minor, row.currency)],
  ['Recurring per month', (row) => wholeUnits(row.recurring_minor, row.currency)],
  ['Term in months', (row) => row.term_months],
  ['Currency', (row) => row.currency],
  [
    'Products',
    (row, { productsOf }) =>
      productsOf(row.id)
        .map((it) => productText(it, row.currency))
        .join('\n'),
  ],
  ['Expected close', (row) => row.expected_close],
  ['Pushes', (row) => row.pushes],
  ['Origin', (row) => row.origin],
  ['Created', (row) => row.created_at.toISOString()],
  ['Closed', (row) => row.closed_at?.toISOString() ?? null],
  ['Close reason', (row, { reasonOf }) => (row.close_reason_id && reasonOf(row.close_reason_id)) ?? null],
  ['Close note', (row) => row.close_note],
]

/** Deals as CSV, a piece at a time, newest first. */
export async function* dealCsv(db: Db, where: RawBuilder<boolean>): AsyncGenerator<string> {
  const names = new Map((await stages(db)).map((stage) => [stage.id, stage.name]))
  const reasons = new Map((await closeReasons(db)).map((reason) => [reason.id, reason.label]))
  yield csvText([cells.map(([title]) => title)])
  let cursor: string | null | undefined
  do {
    const page = await dealPage(
      db,
      where,
      { sort: 'created', direction: 'desc' },
      { cursor: cursor ?? undefined, limit: pageRows },
    )
    const products = await productsOf(
      db,
      page.rows.map(({ id }) => id),
    )
    const known: Known = {
      stageOf: (id) => names.get(id) ?? '',
      reasonOf: (id) => reasons.get(id) ?? null,
      productsOf: (id) => products.get(id) ?? [],
    }
    if (page.rows.length > 0) yield csvText(page.rows.map((row) => cells.map(([, of]) => of(row, known))))
    cursor = page.next
  } while (cursor)
}

async function productsOf(db: Db, ids: readonly string[]): Promise<Map<string, Held[]>> {
  const { rows } = await sql<Held>`
    select h.deal_id, p.name, h.quantity, h.price_minor::float8 as price_minor
    from deal_product h join product p on p.workspace_id = h.workspace_id and p.id = h.product_id
    where h.deal_id = any(${ids}::uuid[]) order by fold(p.name), p.id`.execute(db)
  return Map.groupBy(rows, (row) => row.deal_id)
}

/** The same as one file, named after the day. */
export async function dealFile(db: Db, where: RawBuilder<boolean>, day: string): Promise<File> {
  const pieces: string[] = []
  for await (const piece of dealCsv(db, where)) pieces.push(piece)
  // The mark tells spreadsheets that this is UTF-8.
  return new File(['\uFEFF', ...pieces], `deals-${day}.csv`, { type: 'text/csv;charset=utf-8' })
}
