import { productNames } from '#catalogue/products'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import type { Importer, ImportFinding, ImportHow } from '#platform/registry'
import { stages } from '#sales/pipeline'
import { repeatsIn } from '#workspace/fields'
import { memberNames } from '#workspace/members'
import { roundByRound } from '#workspace/transfer'
import type { DealState } from './deal.ts'
import { fill } from './filling.ts'
import { follow } from './following.ts'
import { type Known, knownAmong } from './known-in-file.ts'
import { type Read, readerOf } from './reading.ts'
import { dealChanged, rateOf } from './store.ts'
import { bringGroups } from './taking-part.ts'

/**
 * Deals from a file: known by their external id, or ours where they have none, else by what own fields of theirs take only
 * once, else by all that the file tells of them. Their origin is unknown unless the file says it, and no handover is made of them.
 */
export const dealImporter: Importer = roundByRound(() => null, {
  record: 'deals',
  customOf: 'deal',
  choices: async (db) => ({
    owner: await memberNames(db),
    stage: (await stages(db)).map(({ name }) => name),
    product: (await productNames(db)).map(({ name }) => name),
  }),
  bring: async (db, rows, how) => {
    const ready = rows.map(await readerOf(db, rows, how))
    const { known, find } = await knownAmong(db, ready)
    const fresh: { id: string; deal: Read }[] = []
    const theirs: { known: Known; deal: Read }[] = []
    const findings: ImportFinding[] = []
    const seen = new Map<string, { speaks: boolean }>()
    for (const [n, read] of ready.entries()) {
      const { there, problem, deal, speaks } = find(read, n)
      const number = deal.externalId ?? deal.importKey
      const before = number === null ? undefined : seen.get(number)
      const isAnother = deal.externalId === null && speaks && before?.speaks === true
      if (problem) {
        findings.push({ line: deal.line, is: 'refused', reason: problem })
      } else if (there) {
        theirs.push({ known: there, deal })
      } else if (before && !isAnother) {
        const reason = deal.externalId
          ? `Another row of this file has the number ${deal.externalId} already.`
          : 'Another row of this file is the same deal: it has no number, and its name, company, person and day are the same.'
        findings.push({ line: deal.line, is: 'refused', reason })
      } else {
        if (number !== null) seen.set(number, { speaks })
        fresh.push({ id: uuidv7(how.now), deal: isAnother ? { ...deal, importKey: null } : deal })
      }
    }
    const repeats = await (await repeatsIn(db, 'deal', how))([
      ...fresh.map(({ id, deal }) => ({ recordId: id, isNew: true, custom: deal.custom })),
      ...theirs.map(({ known: { id }, deal }) => ({ recordId: id, isNew: false, custom: deal.custom })),
    ])
    for (const { id, deal } of fresh) {
      const reason = repeats.get(id)
      findings.push({ line: deal.line, ...(reason ? { is: 'refused', reason } : { is: 'created' }) })
    }
    const made = fresh.filter(({ id }) => !repeats.has(id))
    const ids = new Map([...known].map(([number, { id }]) => [number, id]))
    for (const { id, deal } of made) if (deal.externalId) ids.set(deal.externalId, id)
    const renewedBy = ({ renews }: Read) => {
      const id = renews ? (ids.get(renews) ?? null) : null
      if (renews && !id) how.ask({ field: 'renews', value: renews, near: null })
      return id
    }
    await create(
      db,
      made.map((it) => ({ ...it, renewsId: renewedBy(it.deal) })),
      how.now,
    )
    const completed: { id: string; deal: Read; finding: ImportFinding }[] = []
    for (const { known: there, deal } of theirs) {
      const reason = repeats.get(there.id)
      const told: Told = reason
        ? { is: 'refused', reason }
        : await complete(db, there, deal, renewedBy(deal), how)
      completed.push({ id: there.id, deal, finding: { line: deal.line, ...told } })
    }
    const taken = completed.filter(({ finding }) => finding.is !== 'refused')
    const grow = how.policy('people') === 'keep' ? [] : taken
    const grown = await bringGroups(
      db,
      [...made, ...grow].map(({ id, deal }) => ({ id, people: deal.people })),
      how,
    )
    const filled = await fill(
      db,
      [...made.map((it) => ({ ...it, isNew: true })), ...taken.map((it) => ({ ...it, isNew: false }))],
      how,
    )
    for (const { id, deal, finding } of completed) {
      const isMatched = finding.is === 'unchanged' && (grown.has(id) || filled.has(deal.line))
      findings.push(isMatched ? { ...finding, is: 'matched' } : finding)
    }
    return findings
  },
})

type Told = Pick<ImportFinding, 'is' | 'reason' | 'also'>

/**
 * Fills in what a known deal lacks, or lets the file win where the policy says so. Where it stands is sales' own unless the file
 * shall win there; else it is told that the file has it elsewhere.
 */
async function complete(
  db: Db,
  known: Known,
  deal: Read,
  renewsId: string | null,
  { policy, now }: ImportHow,
): Promise<Told> {
  const wins = (field: string, before: unknown, value: unknown) =>
    value !== null &&
    before !== value &&
    (policy(field) === 'overwrite' || (policy(field) === 'fill' && before === null))
  const isOurId = deal.externalId === known.id
  const coming = {
    ...(!isOurId &&
      wins('externalId', known.external_id, deal.externalId) && { external_id: deal.externalId }),
    ...(deal.isNamed && wins('name', known.name, deal.name) && { name: deal.name }),
    ...(wins('company', known.company_id, deal.companyId) && { company_id: deal.companyId }),
    ...(wins('contact', known.contact_id, deal.contactId) && { contact_id: deal.contactId }),
    ...(wins('owner', known.owner_id, deal.ownerId) && { owner_id: deal.ownerId }),
    ...(renewsId !== known.id && wins('renews', known.renews_id, renewsId) && { renews_id: renewsId }),
    ...(wins('amount', known.one_off_minor, deal.amountMinor) && { one_off_minor: deal.amountMinor! }),
    ...(wins('recurring', known.recurring_minor, deal.recurringMinor) && {
      recurring_minor: deal.recurringMinor!,
    }),
    ...(wins('term', known.term_months, deal.termMonths) && { term_months: deal.termMonths! }),
    ...(wins('expectedClose', known.expected_close, deal.expectedClose) && {
      expected_close: deal.expectedClose,
    }),
  }
  const lacksProduct =
    deal.products.length > 0 && Number(known.products) === 0 && policy('product') !== 'keep'
  const takesMoney = lacksProduct || 'one_off_minor' in coming || 'recurring_minor' in coming
  if (takesMoney && deal.currency !== known.currency)
    return {
      is: 'refused',
      reason: `The deal is in ${known.currency}, the row in ${deal.currency}: its amounts can’t be taken.`,
    }
  const follows = deal.isStageNamed && policy('stage') === 'overwrite'
  const going = follows ? await follow(db, known.id, { deal, coming }, { policy, now }) : null
  if (going?.problem) return { is: 'refused', reason: going.problem }
  const isElsewhere = deal.isStageNamed && !follows && deal.stage.id !== known.stage_id
  const also = isElsewhere ? { also: 'elsewhere' as const } : {}
  if (lacksProduct) await addProducts(db, [{ id: known.id, deal }], now)
  const set = { ...coming, ...going?.set }
  if (Object.keys(set).length === 0) return { is: lacksProduct ? 'matched' : 'unchanged', ...also }
  await db
    .updateTable('deal')
    .set({ ...set, changed_at: now })
    .where('id', '=', known.id)
    .execute()
  await dealChanged(db, [known.id], now)
  return { is: 'matched', ...also }
}

type Made = { id: string; deal: Read; renewsId: string | null }

async function create(db: Db, made: readonly Made[], now: Date): Promise<void> {
  if (made.length === 0) return
  const rates = new Map<string, number | null>()
  for (const { deal } of made)
    if (!rates.has(deal.currency)) rates.set(deal.currency, await rateOf(db, deal.currency, now))
  await db
    .insertInto('deal')
    .values(
      made.map(({ id, deal, renewsId }) => ({
        id,
        renews_id: renewsId === id ? null : renewsId,
        external_id: deal.externalId,
        import_key: deal.importKey,
        name: deal.name,
        company_id: deal.companyId,
        contact_id: deal.contactId,
        owner_id: deal.ownerId,
        stage_id: deal.stage.id,
        state: stateOf(deal),
        position: deal.line,
        one_off_minor: deal.amountMinor ?? 0,
        recurring_minor: deal.recurringMinor ?? 0,
        term_months: deal.termMonths ?? 0,
        pushes: deal.pushes ?? 0,
        currency: deal.currency,
        rate: rates.get(deal.currency) ?? null,
        expected_close: deal.expectedClose,
        origin: deal.origin ?? ('unknown' as const),
        origin_note: 'imported',
        close_reason_id: deal.reasonId,
        close_note: deal.closeNote,
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

const stateOf = ({ stage }: Read): DealState => stage.kind

async function addProducts(db: Db, all: readonly { id: string; deal: Read }[], now: Date): Promise<void> {
  const rows = all.flatMap(({ id, deal }) =>
    deal.products.map((product) => ({
      id: uuidv7(now),
      deal_id: id,
      product_id: product.id,
      quantity: product.quantity,
      price_minor: product.priceMinor ?? deal.amountMinor ?? 0,
    })),
  )
  if (rows.length > 0) await db.insertInto('deal_product').values(rows).execute()
}
