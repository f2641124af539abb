import { type Inside, invalid, saveRecords, who } from '#platform/http'
import { stages } from '#sales/pipeline'
import { knownByOnce, recompute, setFieldValues } from '#workspace/fields'
import { checkLinks, moveDeal } from './acts.ts'
import { type DealEdit, type DealRecord, dealRecord } from './contract.ts'
import { isPush } from './deal.ts'
import { dealInputs } from './formulas.ts'
import { findAnew } from './found.ts'
import { refuseOvertaken } from './overtaken.ts'
import { refuseIfMissing } from './required.ts'
import {
  createDeal,
  type DealRow,
  dealChanged,
  dealsKnownBy,
  findDeal,
  firmOf,
  lockDeal,
  rateOf,
} from './store.ts'

/** Makes a deal, of whoever makes it if not said; its origin is marketing's where it is of a lead. */
export async function makeDeal(context: Inside, { fields, ...given }: DealRecord): Promise<string> {
  const { db, now, actor } = context
  const { name } = given
  if (!name) throw invalid('no_name', 'A deal needs a name.', { fields: { name: 'Give it a name' } })
  const ownerId = given.ownerId === undefined ? actor.memberId : given.ownerId
  await checkLinks(context, { ...given, ownerId })
  const currency = given.currency ?? (await firmOf(db, now)).currency
  const origin = given.origin ?? (given.leadId ? 'marketing' : 'sales')
  const { id } = await createDeal(db, { ...given, name, currency, ownerId, origin }, now, who(actor))
  if (fields) {
    await setFieldValues(db, 'deal', [{ recordId: id, values: fields }], now)
    await recompute(db, 'deal', [id], dealInputs)
    await findAnew(db, [id])
  }
  // It begins in the first stage whatever that requires; whoever names a stage means one that it may enter.
  const stage = given.stageId && (await stages(db)).find((it) => it.id === given.stageId)
  if (stage) await refuseIfMissing(db, stage, await findDeal(db, id))
  return id
}

/** Changes what is named of a deal and nothing else; a later expected close counts as a push. */
export async function changeDeal(
  context: Inside,
  deal: DealRow,
  { fields, ...given }: Omit<DealRecord, 'id' | 'leadId' | 'stageId'>,
): Promise<void> {
  const { db, now } = context
  const { id } = deal
  await checkLinks(context, given, deal)
  const values = {
    ...(given.externalId !== undefined && { external_id: given.externalId || null }),
    ...(given.name !== undefined && { name: given.name }),
    ...(given.companyId !== undefined && { company_id: given.companyId }),
    ...(given.contactId !== undefined && { contact_id: given.contactId }),
    ...(given.ownerId !== undefined && { owner_id: given.ownerId }),
    ...(given.renewsId !== undefined && { renews_id: given.renewsId }),
    ...(given.oneOffMinor !== undefined && { one_off_minor: given.oneOffMinor }),
    ...(given.recurringMinor !== undefined && { recurring_minor: given.recurringMinor }),
    ...(given.termMonths !== undefined && { term_months: given.termMonths }),
    ...(given.currency !== undefined && {
      currency: given.currency,
      rate: await rateOf(db, given.currency, deal.closed_at ?? now),
    }),
    ...(given.expectedClose !== undefined && {
      expected_close: given.expectedClose,
      pushes: deal.pushes + (isPush(deal.expected_close, given.expectedClose) ? 1 : 0),
    }),
    ...(given.origin !== undefined && { origin: given.origin }),
    ...(given.originNote !== undefined && { origin_note: given.originNote }),
  }
  await db
    .updateTable('deal')
    .set({ ...values, changed_at: now })
    .where('id', '=', id)
    .execute()
  if (fields) await setFieldValues(db, 'deal', [{ recordId: id, values: fields }], now)
  await dealChanged(db, [id], now, given.contactId === undefined ? [] : [deal.contact_id])
}

/**
 * An edit in place: what is named changes, unless it reads otherwise by now than its maker saw. A stage is entered last,
 * so that what it requires can come along.
 */
export async function editDeal(context: Inside, { id, was, stageId, ...change }: DealEdit): Promise<void> {
  if (Object.keys(change).length > 0) {
    const deal = await lockDeal(context.db, id)
    if (was) await refuseOvertaken(context.db, deal, was)
    await changeDeal(context, deal, change)
  }
  if (stageId) await moveDeal(context, { id, stageId })
}

/** Makes and changes deals, each known by its id, its external id or what a field that `by` names has only once. */
export const saveDeals = async (context: Inside, records: readonly unknown[], by?: string) =>
  saveRecords<DealRecord>(
    context.db,
    {
      table: 'deal',
      shape: dealRecord,
      known: (ids, externals) => dealsKnownBy(context.db, ids, externals),
      gone: 'This deal is not there, or you may not see it.',
      by: await knownByOnce<DealRecord>(context.db, 'deal', by),
      make: async (fresh) => {
        const ids: string[] = []
        for (const record of fresh) ids.push(await makeDeal(context, record))
        return ids
      },
      change: async (id, { id: _, leadId, stageId, ...change }) =>
        changeDeal(context, await lockDeal(context.db, id), change),
    },
    records,
  )
