import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { productNames } from '#catalogue/products'
import { companiesFound, companiesNamed } from '#people/companies'
import { contactsNamed } from '#people/contacts'
import type { Db } from '#platform/db'
import type { ImportHow, ImportRow } from '#platform/registry'
import { closeReasons, type Stage, stages } from '#sales/pipeline'
import { membersByName } from '#workspace/members'
import { nearKeys } from '#workspace/transfer'
import { minorUnits, type Origin, origins } from './deal.ts'
import { groupIn, type InGroup } from './taking-part.ts'

/** A deal of a file, with what its row names found here. */
export type Read = {
  line: number
  externalId: string | null
  /** Of a row without a number: what tells it from others. */
  importKey: string | null
  name: string
  /** What stands there is a name of its own, and not made of what else the row says. */
  isNamed: boolean
  companyId: string | null
  contactId: string | null
  ownerId: string | null
  products: { id: string; quantity: number; priceMinor: number | null }[]
  stage: Stage
  /** The row names this stage, or one that means it; else it stands there because it must stand somewhere. */
  isStageNamed: boolean
  amountMinor: number | null
  recurringMinor: number | null
  termMonths: number | null
  currency: string
  origin: Origin | null
  createdAt: Date
  closedAt: Date | null
  /** When the row says that it was closed, or is to be. */
  closedOn: { day: string; at: Date; isDay: boolean } | null
  expectedClose: string | null
  pushes: number | null
  /** Who takes part on the buyer's side. */
  people: InGroup[]
  /** The number of the deal that it renews, as the file has it. */
  renews: string | null
  reasonId: string | null
  closeNote: string | null
  /** Fields of the firm's own, and the records that others of them name. */
  custom: ImportRow['custom']
  related: NonNullable<ImportRow['related']>
  /** Why it can't be kept, if so: one row is refused, not all that come with it. */
  problem: string | null
}
type World = Awaited<ReturnType<typeof worldOf>>

/** Reads the rows of a file; what they only name is looked up once for all of them. */
export async function readerOf(
  db: Db,
  rows: readonly ImportRow[],
  how: ImportHow,
): Promise<(row: ImportRow) => Read> {
  const world = await worldOf(db, rows, how.now)
  return (row) => readDeal(row, world, how)
}

async function worldOf(db: Db, rows: readonly ImportRow[], now: Date) {
  const named = (field: string) =>
    rows.flatMap(({ fields }) => (fields[field] ? [String(fields[field])] : []))
  const firm = await db.selectFrom('workspace').select(['currency', 'zone']).executeTakeFirstOrThrow()
  const products = await productNames(db)
  const byNumber = await companiesFound(db, named('companyId'))
  return {
    firm,
    products: new Map(products.map(({ id, name }) => [name.toLowerCase(), id])),
    productNames: products.map(({ name }) => name),
    contacts: await contactsNamed(db, named('contact')),
    byNumber,
    companies: await companiesNamed(
      db,
      rows.flatMap(({ fields: { company, companyId } }) =>
        company && !byNumber.has(String(companyId ?? '').trim()) ? [String(company)] : [],
      ),
      now,
    ),
    owners: await membersByName(db, named('owner')),
    stages: await stages(db),
    reasons: await closeReasons(db),
    times: await timesOf(db, [...named('createdAt'), ...named('closedAt')], firm.zone),
    now,
  }
}

/**
 * Instants and days as the firm's clock has them. A day without a time is taken at noon there: it belongs to that day
 * wherever it is read. Midnight is how many tools write a day.
 */
export async function timesOf(
  db: Db,
  written: readonly string[],
  zone: string,
): Promise<Map<string, { day: string; at: Date; isDay: boolean }>> {
  const { rows } = await sql<{ text: string; day: string; at: Date; isDay: boolean }>`
    select w as text, at, (at at time zone ${zone})::date::text as day,
           w not like '%T%' or (at at time zone ${zone})::time = '00:00' as "isDay"
    from unnest(${[...new Set(written)]}::text[]) w, lateral (
      select case when w like '%T%' then w::timestamptz else (w || ' 12:00')::timestamp at time zone ${zone} end as at) t`.execute(
    db,
  )
  return new Map(rows.map(({ text, ...time }) => [text, time]))
}

function readDeal({ line, fields, custom, related = {} }: ImportRow, world: World, how: ImportHow): Read {
  const text = (field: string) => (fields[field] === undefined ? null : String(fields[field]))
  const number = (field: string) =>
    typeof fields[field] === 'number' ? Math.max(0, Math.round(fields[field])) : null
  const time = (field: string) => world.times.get(text(field) ?? '') ?? null
  const closed = time('closedAt')
  const expected = text('expectedClose')
  const { stage, isNamed: isStageNamed } = stageOf(text('stage'), closed !== null, world, how)
  const isOpen = stage.kind === 'open'
  const [company, contact, owner] = [text('company'), text('contact')?.trim(), text('owner')]
  const firmNumber = text('companyId')?.trim() ?? ''
  const companyId = world.byNumber.get(firmNumber) ?? world.companies.get(company?.trim() ?? '') ?? null
  if (firmNumber && !companyId) how.ask({ field: 'companyId', value: firmNumber, near: null })
  const ownerId = owner ? (world.owners.get(owner) ?? null) : null
  if (owner && !ownerId) how.ask({ field: 'owner', value: owner, near: null })
  const contactId = contact ? (world.contacts.get(contact) ?? null) : null
  if (contact && !contactId) how.ask({ field: 'contact', value: contact, near: null })
  const named = text('currency')?.trim().toUpperCase() ?? world.firm.currency
  const currency = currencyCode.test(named) ? named : world.firm.currency
  const product = text('product')
  const products = product ? productsOf(product, currency, world, how) : []
  const [termMonths, pushes] = [number('term'), number('pushes')]
  const closedAt = isOpen ? null : (closed?.at ?? how.now)
  const why = text('lostReason')
  const reasonId =
    world.reasons.find((it) => it.kind === stage.kind && it.label.toLowerCase() === why?.toLowerCase())?.id ??
    null
  const origin = text('origin')?.toLowerCase()
  return {
    line,
    externalId: text('externalId')?.slice(0, 200) ?? null,
    importKey: fields.externalId === undefined ? importKeyOf(fields) : null,
    name: (
      text('name') ??
      ([company, product].filter(Boolean).join(', ') || text('externalId') || 'Deal')
    ).slice(0, 300),
    isNamed: text('name') !== null,
    companyId,
    contactId,
    ownerId,
    products,
    stage,
    isStageNamed,
    amountMinor: typeof fields.amount === 'number' ? fields.amount : null,
    recurringMinor: typeof fields.recurring === 'number' ? fields.recurring : null,
    termMonths,
    currency,
    origin: origins.find((one) => one === origin) ?? null,
    createdAt: time('createdAt')?.at ?? closedAt ?? how.now,
    closedAt,
    closedOn: closed,
    expectedClose: expected ?? (isOpen ? (closed?.day ?? null) : null),
    pushes,
    people: groupIn(text('people') ?? ''),
    renews: text('renews')?.slice(0, 200) ?? null,
    reasonId,
    // A reason that is not on the firm's list is kept in its words.
    closeNote: text('closeNote') ?? (isOpen || reasonId ? null : why),
    ...{ custom, related },
    problem: problemOf({ named, currency, termMonths, pushes, products }),
  }
}

/** Without a number a deal is told from others by what sales does not change of it. */
function importKeyOf(fields: ImportRow['fields']): string {
  const always = ['name', 'company', 'companyId', 'contact', 'product']
  const told =
    fields.createdAt === undefined ? ['amount', 'recurring', 'expectedClose', 'closedAt'] : ['createdAt']
  const said = [...always, ...told].map((field) => fields[field] ?? null)
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}

const currencyCode = /^[A-Z]{3}$/
const [mostMonths, mostPushes, mostPieces] = [600, 100_000, 1e6]

/** What of a row a deal can't hold, in words. */
function problemOf(
  it: Pick<Read, 'currency' | 'termMonths' | 'pushes' | 'products'> & { named: string },
): string | null {
  if (it.named !== it.currency) return `“${it.named}” is no currency. Write its code, as EUR or USD.`
  if ((it.termMonths ?? 0) > mostMonths) return `A term has ${mostMonths} months at most.`
  if ((it.pushes ?? 0) > mostPushes) return `A deal is pushed ${mostPushes} times at most.`
  if (it.products.some(({ quantity }) => quantity <= 0 || quantity > mostPieces))
    return `A product stands with more than 0 and at most ${mostPieces} pieces.`
  if (it.products.some(({ priceMinor }) => !Number.isSafeInteger(priceMinor ?? 0)))
    return 'The price of a product is too large to be kept exactly.'
  if (new Set(it.products.map(({ id }) => id)).size < it.products.length)
    return 'It names a product twice. Put both into one line, with their quantity.'
  return null
}

/** A cell names one product a line, as the file of an export does with quantity and price: "2 × Quartz at 120.00". */
const productLine = /^(\d+(?:\.\d+)?) × (.+) at (-?\d+(?:\.\d+)?)$/

function productsOf(cell: string, currency: string, world: World, how: ImportHow): Read['products'] {
  return cell.split('\n').flatMap((line) => {
    const [, quantity = '1', named, price] = productLine.exec(line.trim()) ?? []
    const name = named ?? line.trim()
    const id = world.products.get(name.toLowerCase())
    if (id)
      return [{ id, quantity: Number(quantity), priceMinor: price ? minorUnits(price, currency) : null }]
    how.ask({
      field: 'product',
      value: name,
      near: nearKeys(name, world.productNames)?.candidates[0]?.known ?? null,
    })
    return []
  })
}

/** The stage of that name; won and lost by their words; whatever else is open stands in the first stage, and is said. */
function stageOf(
  name: string | null,
  isClosed: boolean,
  world: World,
  how: ImportHow,
): { stage: Stage; isNamed: boolean } {
  const byKind = (kind: Stage['kind']) => world.stages.find((stage) => stage.kind === kind)!
  const named = (stage: Stage) => ({ stage, isNamed: true })
  const unnamed = (stage: Stage) => ({ stage, isNamed: false })
  if (!name) return unnamed(isClosed ? byKind('won') : byKind('open'))
  const same = world.stages.find((stage) => stage.name.toLowerCase() === name.toLowerCase())
  if (same) return named(same)
  if (/\b(won|gewonnen)\b/i.test(name)) return named(byKind('won'))
  if (/\b(lost|verloren)\b/i.test(name)) return named(byKind('lost'))
  how.ask({ field: 'stage', value: name, near: byKind('open').name })
  return unnamed(byKind('open'))
}
