import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { closeReasons, stages } from '#sales/pipeline'
import { type FieldInput, fieldValues } from '#workspace/fields'
import type { FileColumn } from '#workspace/lists'
import { valueMinor, wholeUnits } from './deal.ts'
import { amountsOf, type Row, rowsIn } from './lists.ts'
import { groupsOf, groupText, type InGroup } from './taking-part.ts'

interface Held {
  deal_id: string
  name: string
  quantity: number
  price_minor: number
}
/** A deal with what its row only points to. */
export type InFile = {
  row: Row
  stage: string
  reason: string | null
  products: Held[]
  people: InGroup[]
  custom: Record<string, FieldInput>
}

const productText = ({ name, quantity, price_minor }: Held, currency: string) =>
  `${quantity} × ${name} at ${wholeUnits(price_minor, currency)}`

/** Deals in a file: the columns by the ids that the list has them under, named as an import knows them. */
export const fileColumns: Readonly<Record<string, FileColumn<InFile>>> = {
  externalId: { title: 'Deal id', of: ({ row }) => row.external_id ?? row.id },
  name: { title: 'Name', of: ({ row }) => row.name },
  company: { title: 'Company', of: ({ row }) => row.company_name },
  renews: { title: 'Renews deal', of: ({ row }) => row.renewed_number },
  contactId: { title: 'Contact id', of: ({ row }) => row.contact_number },
  contact: { title: 'Contact', of: ({ row }) => row.contact_name },
  people: {
    title: 'People',
    of: ({ people }) => groupText(people),
    inJson: ({ people }) =>
      people.map(({ name, number, role, stance }) => ({ id: number, name, role, stance })),
  },
  owner: { title: 'Owner', of: ({ row }) => row.owner_name },
  state: { title: 'State', of: ({ row }) => row.state },
  stage: { title: 'Stage', of: ({ stage }) => stage },
  oneOff: {
    title: 'One-off amount',
    of: ({ row }) => wholeUnits(row.one_off_minor, row.currency),
    inJson: ({ row }) => Number(wholeUnits(row.one_off_minor, row.currency)),
  },
  recurring: {
    title: 'Recurring per month',
    of: ({ row }) => wholeUnits(row.recurring_minor, row.currency),
    inJson: ({ row }) => Number(wholeUnits(row.recurring_minor, row.currency)),
  },
  termMonths: { title: 'Term in months', of: ({ row }) => row.term_months },
  currency: { title: 'Currency', of: ({ row }) => row.currency },
  products: {
    title: 'Products',
    of: ({ row, products }) => products.map((it) => productText(it, row.currency)).join('\n'),
    inJson: ({ row, products }) =>
      products.map(({ name, quantity, price_minor }) => ({
        ...{ name, quantity, price: Number(wholeUnits(price_minor, row.currency)) },
      })),
  },
  expectedClose: { title: 'Expected close', of: ({ row }) => row.expected_close },
  pushes: { title: 'Pushes', of: ({ row }) => row.pushes },
  origin: { title: 'Origin', of: ({ row }) => row.origin },
  created: { title: 'Created', of: ({ row }) => row.created_at.toISOString() },
  closed: { title: 'Closed', of: ({ row }) => row.closed_at?.toISOString() ?? null },
  closeReason: { title: 'Close reason', of: ({ reason }) => reason },
  closeNote: { title: 'Close note', of: ({ row }) => row.close_note },
  // Otherwise than by these names an import would take them for what is typed.
  value: {
    title: 'Total value',
    of: ({ row }) => wholeUnits(valueMinor(amountsOf(row)), row.currency),
    inJson: ({ row }) => Number(wholeUnits(valueMinor(amountsOf(row)), row.currency)),
    derived: true,
  },
  stageSince: { title: 'In this stage since', of: ({ row }) => row.stage_since.toISOString(), derived: true },
  talked: { title: 'Last talk', of: ({ row }) => row.talked_at?.toISOString() ?? null, derived: true },
  changed: { title: 'Changed', of: ({ row }) => row.changed_at.toISOString(), derived: true },
  companySector: { title: 'Company sector', of: ({ row }) => row.company_sector, derived: true },
  companyCountry: { title: 'Company country', of: ({ row }) => row.company_country, derived: true },
}

/** An amount says nothing without its currency: it comes last where nobody asked for it. */
export const withCurrency = (columns: readonly string[] | undefined): readonly string[] | undefined =>
  columns?.some((id) => amounts.has(id)) && !columns.includes('currency') ? [...columns, 'currency'] : columns
const amounts = new Set(['value', 'oneOff', 'recurring'])

/** What reads the deals of a page for a file, in their order. */
export async function fileRows(db: Db): Promise<(ids: string[]) => Promise<InFile[]>> {
  const names = new Map((await stages(db)).map((stage) => [stage.id, stage.name]))
  const reasons = new Map((await closeReasons(db)).map((reason) => [reason.id, reason.label]))
  return async (ids) => {
    const rows = await rowsIn(db, ids)
    const [products, fields] = [await productsOf(db, ids), await fieldValues(db, ids)]
    const groups = await groupsOf(db, ids)
    return rows.map((row) => ({
      row,
      stage: names.get(row.stage_id) ?? '',
      reason: (row.close_reason_id && reasons.get(row.close_reason_id)) || null,
      products: products.get(row.id) ?? [],
      people: groups.get(row.id) ?? [],
      custom: fields.get(row.id) ?? {},
    }))
  }
}

async function productsOf(db: Db, ids: readonly string[]): Promise<Map<string, Held[]>> {
  const { rows } = await sql<Held>`
    select h.deal_id, p.name, h.quantity, h.price_minor::float8 as price_minor
    from deal_product h join product p on p.workspace_id = h.workspace_id and p.id = h.product_id
    where h.deal_id = any(${ids}::uuid[]) order by fold(p.name), p.id`.execute(db)
  return Map.groupBy(rows, (row) => row.deal_id)
}
