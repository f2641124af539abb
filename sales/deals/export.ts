import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import { closeReasons, stages } from '#sales/pipeline'
import { type FieldInput, fieldsOf, fieldValues } from '#workspace/fields'
import { readsRecord } from '#workspace/fields/contract'
import { type FileColumn, fileOf, ownColumns, type Relations, relationsOf } from '#workspace/lists'
import { wholeUnits } from './deal.ts'
import { dealPage, type Row } from './lists.ts'
import { groupsOf, groupText, type InGroup } from './taking-part.ts'

const pageRows = 2_000

interface Held {
  deal_id: string
  name: string
  quantity: number
  price_minor: number
}
/** A deal with what its row only points to. */
type InFile = {
  row: Row
  stage: string
  reason: string | null
  products: Held[]
  people: InGroup[]
  fields: Record<string, FieldInput>
}
type Column = FileColumn<InFile> & { id: string }

const productText = ({ name, quantity, price_minor }: Held, currency: string) =>
  `${quantity} × ${name} at ${wholeUnits(price_minor, currency)}`

/** The columns of an export, in the words that the import reads again; in JSON by their ids. */
const columns: readonly Column[] = [
  { id: 'id', title: 'Deal id', of: ({ row }) => row.external_id ?? row.id },
  { id: 'name', title: 'Name', of: ({ row }) => row.name },
  { id: 'company', title: 'Company', of: ({ row }) => row.company_name },
  { id: 'renews', title: 'Renews deal', of: ({ row }) => row.renewed_number },
  { id: 'contactId', title: 'Contact id', of: ({ row }) => row.contact_number },
  { id: 'contact', title: 'Contact', of: ({ row }) => row.contact_name },
  {
    id: 'people',
    title: 'People',
    of: ({ people }) => groupText(people),
    inJson: ({ people }) =>
      people.map(({ name, number, role, stance }) => ({ id: number, name, role, stance })),
  },
  { id: 'owner', title: 'Owner', of: ({ row }) => row.owner_name },
  { id: 'state', title: 'State', of: ({ row }) => row.state },
  { id: 'stage', title: 'Stage', of: ({ stage }) => stage },
  {
    id: 'oneOff',
    title: 'One-off amount',
    of: ({ row }) => wholeUnits(row.one_off_minor, row.currency),
    inJson: ({ row }) => Number(wholeUnits(row.one_off_minor, row.currency)),
  },
  {
    id: 'recurring',
    title: 'Recurring per month',
    of: ({ row }) => wholeUnits(row.recurring_minor, row.currency),
    inJson: ({ row }) => Number(wholeUnits(row.recurring_minor, row.currency)),
  },
  { id: 'termMonths', title: 'Term in months', of: ({ row }) => row.term_months },
  { id: 'currency', title: 'Currency', of: ({ row }) => row.currency },
  {
    id: 'products',
    title: 'Products',
    of: ({ row, products }) => products.map((it) => productText(it, row.currency)).join('\n'),
    inJson: ({ row, products }) =>
      products.map(({ name, quantity, price_minor }) => ({
        ...{ name, quantity, price: Number(wholeUnits(price_minor, row.currency)) },
      })),
  },
  { id: 'expectedClose', title: 'Expected close', of: ({ row }) => row.expected_close },
  { id: 'pushes', title: 'Pushes', of: ({ row }) => row.pushes },
  { id: 'origin', title: 'Origin', of: ({ row }) => row.origin },
  { id: 'created', title: 'Created', of: ({ row }) => row.created_at.toISOString() },
  { id: 'closed', title: 'Closed', of: ({ row }) => row.closed_at?.toISOString() ?? null },
  { id: 'closeReason', title: 'Close reason', of: ({ reason }) => reason },
  { id: 'closeNote', title: 'Close note', of: ({ row }) => row.close_note },
]

/** Deals as one file, newest first, named after the day; the firm's own fields come last. */
export async function dealFile(
  db: Db,
  where: RawBuilder<boolean>,
  {
    day,
    format,
    permissions,
  }: { day: string; format: 'csv' | 'xlsx' | 'json'; permissions: ReadonlySet<string> },
): Promise<File> {
  const related = relationsOf<InFile>(({ fields }) => fields)
  const own = (await fieldsOf(db, 'deal'))
    .filter(({ relatesTo }) => !relatesTo || permissions.has(readsRecord[relatesTo]))
    .flatMap(({ key, label, type, options, currency, relatesTo }) => {
      const field = {
        label,
        kind: type === 'member' ? ('choice' as const) : type,
        choices: options,
        currency,
        relatesTo,
      }
      return ownColumns(key, field, related).map((column) => ({ ...column, id: `fields.${key}` }))
    })
  return fileOf(`deals-${day}`, format, [...columns, ...own], pages(db, where, related))
}

async function* pages(
  db: Db,
  where: RawBuilder<boolean>,
  related: Relations<InFile>,
): AsyncGenerator<InFile[]> {
  const names = new Map((await stages(db)).map((stage) => [stage.id, stage.name]))
  const reasons = new Map((await closeReasons(db)).map((reason) => [reason.id, reason.label]))
  let cursor: string | undefined
  do {
    const page = await dealPage(
      db,
      where,
      { sort: 'created', direction: 'desc' },
      { cursor, limit: pageRows },
    )
    const ids = page.rows.map(({ id }) => id)
    const [products, fields] = [await productsOf(db, ids), await fieldValues(db, ids)]
    const groups = await groupsOf(db, ids)
    const rows = page.rows.map((row) => ({
      row,
      stage: names.get(row.stage_id) ?? '',
      reason: (row.close_reason_id && reasons.get(row.close_reason_id)) || null,
      products: products.get(row.id) ?? [],
      people: groups.get(row.id) ?? [],
      fields: fields.get(row.id) ?? {},
    }))
    yield await related.read(db, rows)
    cursor = page.next ?? undefined
  } while (cursor)
}

async function productsOf(db: Db, ids: readonly string[]): Promise<Map<string, Held[]>> {
  const { rows } = await sql<Held>`
    select h.deal_id, p.name, h.quantity, h.price_minor::float8 as price_minor
    from deal_product h join product p on p.workspace_id = h.workspace_id and p.id = h.product_id
    where h.deal_id = any(${ids}::uuid[]) order by fold(p.name), p.id`.execute(db)
  return Map.groupBy(rows, (row) => row.deal_id)
}
