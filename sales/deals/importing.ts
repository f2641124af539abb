import { sql } from 'kysely'
import { productNames } from '#catalogue/products'
import { companiesNamed } from '#people/companies'
import { isUuidv7, uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { Importer, ImportFinding, ImportHow, ImportRow } from '#platform/registry'
import { closeReasons, type Stage, stages } from '#sales/pipeline'
import { membersByName } from '#workspace/members'
import { nearKeys } from '#workspace/transfer'
import type { DealState } from './deal.ts'
import { dealChanged, rateOf } from './store.ts'

type Ready = {
  line: number
  externalId: string | null
  name: string
  companyId: string | null
  ownerId: string | null
  productId: string | null
  stage: Stage
  amountMinor: number | null
  currency: string
  createdAt: Date
  closedAt: Date | null
  expectedClose: string | null
  reasonId: string | null
}
type World = Awaited<ReturnType<typeof worldOf>>

/** Deals from a file: known by their external id, or ours where they have none. Their origin is unknown, and no handover is made of them. */
export const dealImporter: Importer = {
  record: 'deals',
  bring: async (db, rows, how) => {
    const world = await worldOf(db, rows, how.now)
    const ready = rows.map((row) => readyOf(row, world, how))
    const known = await knownBy(
      db,
      ready.flatMap(({ externalId }) => externalId ?? []),
    )
    const fresh: Ready[] = []
    const findings: ImportFinding[] = []
    const seen = new Set<string>()
    for (const deal of ready) {
      const theirs = deal.externalId ? known.get(deal.externalId) : undefined
      if (theirs) {
        const changed = await complete(db, theirs, deal, how)
        findings.push({ line: deal.line, is: changed ? 'matched' : 'unchanged' })
      } else if (deal.externalId && seen.has(deal.externalId)) {
        const reason = `Another row of this file has the number ${deal.externalId} already.`
        findings.push({ line: deal.line, is: 'refused', reason })
      } else {
        if (deal.externalId) seen.add(deal.externalId)
        fresh.push(deal)
        findings.push({ line: deal.line, is: 'created' })
      }
    }
    await create(db, fresh, how.now)
    return findings
  },
}

/** What rows only name, looked up once for all of them. */
async function worldOf(db: Db, rows: readonly ImportRow[], now: Date) {
  const named = (field: string) =>
    rows.flatMap(({ fields }) => (fields[field] ? [String(fields[field])] : []))
  const firm = await db.selectFrom('workspace').select(['currency', 'zone']).executeTakeFirstOrThrow()
  const products = await productNames(db)
  return {
    firm,
    products: new Map(products.map(({ id, name }) => [name.toLowerCase(), id])),
    productNames: products.map(({ name }) => name),
    companies: await companiesNamed(db, named('company'), now),
    owners: await membersByName(db, named('owner')),
    stages: await stages(db),
    reasons: await closeReasons(db),
    days: await instantsOf(db, [...named('createdAt'), ...named('closedAt')], firm.zone),
    now,
  }
}

/** Noon of each day in the firm's zone: a day without a time belongs to that day wherever it is read. */
async function instantsOf(db: Db, days: readonly string[], zone: string): Promise<Map<string, Date>> {
  const { rows } = await sql<{ day: string; at: Date }>`
    select d as day, ((d || ' 12:00')::timestamp at time zone ${zone}) as at
    from unnest(${[...new Set(days)]}::text[]) d`.execute(db)
  return new Map(rows.map(({ day, at }) => [day, at]))
}

function readyOf({ line, fields }: ImportRow, world: World, how: ImportHow): Ready {
  const text = (field: string) => (fields[field] === undefined ? null : String(fields[field]))
  const stage = stageOf(text('stage'), text('closedAt'), world, how)
  const [product, company, owner] = [text('product'), text('company'), text('owner')]
  const ownerId = owner ? (world.owners.get(owner) ?? null) : null
  if (owner && !ownerId) how.ask({ field: 'owner', value: owner, near: null })
  const productId = product ? (world.products.get(product.toLowerCase()) ?? null) : null
  if (product && !productId) {
    const near = nearKeys(product, world.productNames)?.candidates[0]?.known ?? null
    how.ask({ field: 'product', value: product, near })
  }
  const closed = text('closedAt')
  const closedAt = stage.kind === 'open' ? null : closed ? (world.days.get(closed) ?? how.now) : how.now
  const created = text('createdAt')
  const lostReason = text('lostReason')?.toLowerCase()
  return {
    line,
    externalId: text('externalId')?.slice(0, 200) ?? null,
    name: (
      text('name') ??
      ([company, product].filter(Boolean).join(', ') || text('externalId') || 'Deal')
    ).slice(0, 300),
    companyId: company ? (world.companies.get(company.trim()) ?? null) : null,
    ownerId,
    productId,
    stage,
    amountMinor: typeof fields.amount === 'number' ? fields.amount : null,
    currency: text('currency')?.toUpperCase() ?? world.firm.currency,
    createdAt: created ? (world.days.get(created) ?? how.now) : (closedAt ?? how.now),
    closedAt,
    expectedClose: stage.kind === 'open' ? closed : null,
    reasonId:
      world.reasons.find((it) => it.kind === stage.kind && it.label.toLowerCase() === lostReason)?.id ?? null,
  }
}

/** The stage of that name; won and lost by their words; whatever else is open stands in the first stage, and is said. */
function stageOf(name: string | null, closedAt: string | null, world: World, how: ImportHow): Stage {
  const byKind = (kind: Stage['kind']) => world.stages.find((stage) => stage.kind === kind)!
  if (!name) return closedAt ? byKind('won') : byKind('open')
  const same = world.stages.find((stage) => stage.name.toLowerCase() === name.toLowerCase())
  if (same) return same
  if (/\b(won|gewonnen)\b/i.test(name)) return byKind('won')
  if (/\b(lost|verloren)\b/i.test(name)) return byKind('lost')
  how.ask({ field: 'stage', value: name, near: byKind('open').name })
  return byKind('open')
}

async function knownBy(db: Db, externalIds: readonly string[]) {
  const ours = externalIds.filter(isUuidv7)
  const rows = await db
    .selectFrom('deal')
    .select([
      'id',
      'external_id',
      'company_id',
      'owner_id',
      'one_off_minor',
      'stage_id',
      'state',
      'expected_close',
    ])
    .select((it) =>
      it
        .selectFrom('deal_product')
        .whereRef('deal_product.workspace_id', '=', 'deal.workspace_id')
        .whereRef('deal_product.deal_id', '=', 'deal.id')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .as('products'),
    )
    .where(sql<boolean>`(external_id = any(${externalIds}::text[]) or id = any(${ours}::uuid[]))`)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.external_id ?? row.id, row]))
}

type Known = Awaited<ReturnType<typeof knownBy>> extends Map<string, infer Row> ? Row : never

/** Fills in what a known deal lacks, or lets the file win where the policy says so; where it stands stays sales' own. */
async function complete(db: Db, known: Known, deal: Ready, { policy, now }: ImportHow): Promise<boolean> {
  const wins = (field: string, before: unknown, value: unknown) =>
    value !== null &&
    before !== value &&
    (policy(field) === 'overwrite' || (policy(field) === 'fill' && before === null))
  const set = {
    ...(wins('company', known.company_id, deal.companyId) && { company_id: deal.companyId }),
    ...(wins('owner', known.owner_id, deal.ownerId) && { owner_id: deal.ownerId }),
    ...(wins('amount', known.one_off_minor, deal.amountMinor) && { one_off_minor: deal.amountMinor! }),
    ...(wins('closedAt', known.expected_close, deal.expectedClose) && { expected_close: deal.expectedClose }),
  }
  const lacksProduct = deal.productId !== null && Number(known.products) === 0 && policy('product') !== 'keep'
  if (lacksProduct) await addProducts(db, [{ id: known.id, deal }], now)
  if (Object.keys(set).length === 0) return lacksProduct
  await db
    .updateTable('deal')
    .set({ ...set, changed_at: now })
    .where('id', '=', known.id)
    .execute()
  await dealChanged(db, [known.id], now)
  return true
}

async function create(db: Db, fresh: readonly Ready[], now: Date): Promise<void> {
  if (fresh.length === 0) return
  const rates = new Map<string, number | null>()
  for (const { currency } of fresh)
    if (!rates.has(currency)) rates.set(currency, await rateOf(db, currency, now))
  const made = fresh.map((deal) => ({ id: uuidv7(now), deal }))
  await db
    .insertInto('deal')
    .values(
      made.map(({ id, deal }) => ({
        id,
        external_id: deal.externalId,
        name: deal.name,
        company_id: deal.companyId,
        owner_id: deal.ownerId,
        stage_id: deal.stage.id,
        state: stateOf(deal),
        position: deal.line,
        one_off_minor: deal.amountMinor ?? 0,
        currency: deal.currency,
        rate: rates.get(deal.currency) ?? null,
        expected_close: deal.expectedClose,
        origin: 'unknown' as const,
        origin_note: 'imported',
        close_reason_id: deal.reasonId,
        created_at: deal.createdAt,
        changed_at: now,
        stage_since: deal.closedAt ?? deal.createdAt,
        closed_at: deal.closedAt,
        recorded_at: now,
        imported: true,
      })),
    )
    .execute()
  await db
    .insertInto('deal_stage_entry')
    .values(
      made.map(({ id, deal }) => ({
        id: uuidv7(now),
        deal_id: id,
        stage_id: deal.stage.id,
        state: stateOf(deal),
        actor: 'import',
        entered_at: deal.closedAt ?? deal.createdAt,
        recorded_at: now,
      })),
    )
    .execute()
  await addProducts(db, made, now)
  await dealChanged(
    db,
    made.map(({ id }) => id),
    now,
  )
}

const stateOf = ({ stage }: Ready): DealState => stage.kind

async function addProducts(db: Db, all: readonly { id: string; deal: Ready }[], now: Date): Promise<void> {
  const rows = all.flatMap(({ id, deal }) =>
    deal.productId
      ? [
          {
            id: uuidv7(now),
            deal_id: id,
            product_id: deal.productId,
            quantity: 1,
            price_minor: deal.amountMinor ?? 0,
          },
        ]
      : [],
  )
  if (rows.length > 0) await db.insertInto('deal_product').values(rows).execute()
}
