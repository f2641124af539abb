import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { conflict, forbidden, type Inside, invalid, notFound, who } from '#platform/http'
import { stages } from '#sales/pipeline'
import { checkOwner } from '#workspace/members'
import { placeBetween } from './deal.ts'
import { refuseIfMissing } from './required.ts'
import { type DealRow, dealChanged, enterStage, enterStages, lockDeal, rateOf, topOf } from './store.ts'

type Done = { operationId: string | null }

/** Moves an open deal to another open stage and place, if it has what the stage requires. */
export async function moveDeal(
  inside: Inside,
  to: {
    id: string
    stageId: string
    afterId?: string | null | undefined
    beforeId?: string | null | undefined
  },
): Promise<Done> {
  const { db, now, operationId } = inside
  const deal = await lockDeal(db, to.id)
  const stage = (await stages(db)).find((it) => it.id === to.stageId)
  if (!stage) throw notFound('no_stage', 'This stage is not in the pipeline any more.')
  if (deal.state !== 'open') throw conflict('deal_closed', `This deal is ${deal.state}. Reopen it first.`)
  if (stage.kind !== 'open')
    throw invalid('close_with_reason', 'Won and lost need a reason: use Win or Lose.')
  const enters = stage.id !== deal.stage_id
  if (enters) await refuseIfMissing(db, stage, deal)
  const position = await placeOf(db, stage.id, to.afterId ?? null, to.beforeId ?? null)
  await db
    .updateTable('deal')
    .set({ stage_id: stage.id, position, changed_at: now, ...(enters && { stage_since: now }) })
    .where('id', '=', deal.id)
    .execute()
  if (enters) {
    const entry = { dealId: deal.id, stageId: stage.id, state: 'open' as const, actor: who(inside.actor) }
    await enterStage(db, entry, now)
  }
  await dealChanged(db, [deal.id], now)
  return { operationId }
}

/** A lead is seen by whoever sees the person. */
const isSeen = (db: Inside['db'], leadId: string) =>
  db
    .selectFrom('lead')
    .innerJoin('contact', (on) =>
      on.onRef('contact.workspace_id', '=', 'lead.workspace_id').onRef('contact.id', '=', 'lead.contact_id'),
    )
    .select('lead.id')
    .where('lead.id', '=', leadId)
    .executeTakeFirst()

/** Moves all open deals of some stages to another one; what that requires is not asked, since nobody could stay. */
export async function emptyStages(
  inside: Inside,
  fromStageIds: string[],
  toStageId: string,
): Promise<Done & { moved: number }> {
  const { db, now, operationId, actor } = inside
  if (actor.reach)
    throw forbidden('not_all_deals', 'You don’t see all deals of the stage. Ask somebody who does.')
  const to = (await stages(db)).find((it) => it.id === toStageId && it.kind === 'open')
  if (!to || fromStageIds.includes(toStageId))
    throw notFound('no_stage', 'Choose an open stage that stays in the pipeline.')
  const held = await db
    .selectFrom('deal')
    .select('id')
    .where('stage_id', 'in', fromStageIds)
    .where('state', '=', 'open')
    .where('deleted_at', 'is', null)
    .forUpdate()
    .execute()
  if (held.length === 0) return { operationId, moved: 0 }
  const ids = held.map(({ id }) => id)
  await db
    .updateTable('deal')
    .set({ stage_id: to.id, stage_since: now, changed_at: now })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  await enterStages(
    db,
    ids.map((dealId) => ({ dealId, stageId: to.id, state: 'open', actor: who(inside.actor) })),
    now,
  )
  await dealChanged(db, ids, now)
  return { operationId, moved: ids.length }
}

/** Won or lost: once, by whoever is first; the next is told what it became. */
export async function closeDeal(
  inside: Inside,
  input: { id: string; reasonId: string; note?: string | undefined },
  state: 'won' | 'lost',
): Promise<Done> {
  const { db, now, operationId } = inside
  const deal = await lockDeal(db, input.id)
  if (deal.state !== 'open') throw conflict('already_closed', `This deal is ${deal.state} already.`)
  const reason = await db
    .selectFrom('close_reason')
    .select('kind')
    .where('id', '=', input.reasonId)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  if (reason?.kind !== state)
    throw invalid('wrong_reason', `Choose one of the reasons for ${state} deals.`, {
      fields: { reasonId: 'Choose a reason' },
    })
  const stage = (await stages(db)).find((it) => it.kind === state)
  if (!stage) throw new Error(`The pipeline has no stage for ${state} deals`)
  await refuseIfMissing(db, stage, deal)
  await db
    .updateTable('deal')
    .set({
      state,
      stage_id: stage.id,
      closed_at: now,
      recorded_at: now,
      stage_since: now,
      changed_at: now,
      close_reason_id: input.reasonId,
      close_note: input.note?.trim() || null,
      rate: await rateOf(db, deal.currency, now),
    })
    .where('id', '=', deal.id)
    .execute()
  await enterStage(db, { dealId: deal.id, stageId: stage.id, state, actor: who(inside.actor) }, now)
  await dealChanged(db, [deal.id], now)
  return { operationId }
}

/** Opens a closed deal again, in the stage that it was closed from if that still exists. */
export async function reopenDeal(inside: Inside, id: string): Promise<Done> {
  const { db, now, operationId } = inside
  const deal = await lockDeal(db, id)
  if (deal.state === 'open') throw conflict('deal_open', 'This deal is open already.')
  const before = await db
    .selectFrom('deal_stage_entry')
    .select('stage_id')
    .where('deal_id', '=', deal.id)
    .where('state', '=', 'open')
    .orderBy('entered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const open = (await stages(db)).filter((it) => it.kind === 'open')
  const stage = open.find((it) => it.id === before?.stage_id) ?? open[0]
  if (!stage) throw new Error('The pipeline has no open stage')
  await db
    .updateTable('deal')
    .set({
      state: 'open',
      stage_id: stage.id,
      closed_at: null,
      close_reason_id: null,
      close_note: null,
      stage_since: now,
      changed_at: now,
      recorded_at: now,
      position: await topOf(db, stage.id),
    })
    .where('id', '=', deal.id)
    .execute()
  await enterStage(db, { dealId: deal.id, stageId: stage.id, state: 'open', actor: who(inside.actor) }, now)
  await dealChanged(db, [deal.id], now)
  return { operationId }
}

/** Between two deals of the column, or at its top; a neighbour that has left it since counts as not named. */
async function placeOf(
  db: Db,
  stageId: string,
  afterId: string | null,
  beforeId: string | null,
): Promise<number> {
  const neighbours = [afterId, beforeId].filter((it) => it !== null)
  if (neighbours.length === 0) return topOf(db, stageId)
  const rows = await db
    .selectFrom('deal')
    .select(['id', 'position'])
    .where('stage_id', '=', stageId)
    .where('state', '=', 'open')
    .where('id', 'in', neighbours)
    .execute()
  if (rows.length === 0) return topOf(db, stageId)
  const at = (id: string | null) => rows.find((row) => row.id === id)?.position
  return placeBetween(at(afterId), at(beforeId))
}

/** Ids in bodies are looked up under the caller's own fence: what they can't see, they can't link. */
export async function checkLinks(
  { db, actor }: Pick<Inside, 'db' | 'actor'>,
  it: {
    contactId?: string | null | undefined
    companyId?: string | null | undefined
    leadId?: string | null | undefined
    ownerId?: string | null | undefined
    renewsId?: string | null | undefined
  },
  renewing: DealRow | null = null,
): Promise<void> {
  await checkOwner({ db, actor }, it.ownerId, 'this deal')
  if (it.contactId && !(await isThere(db, 'contact', it.contactId)))
    throw invalid('no_contact', 'This person is not there, or you may not see them.', {
      fields: { contactId: 'Choose a person' },
    })
  if (it.companyId && !(await isThere(db, 'company', it.companyId)))
    throw invalid('no_company', 'This company is not there, or you may not see it.', {
      fields: { companyId: 'Choose a company' },
    })
  if (it.leadId && !(await isSeen(db, it.leadId)))
    throw invalid('no_lead', 'There is no such lead.', { fields: { leadId: 'Choose a lead' } })
  if (it.renewsId) await checkRenewed(db, it.renewsId, renewing)
}

/** Only a term that was sold can go on, and only with what is sold after it. */
async function checkRenewed(db: Db, id: string, renewing: DealRow | null): Promise<void> {
  const fields = { renewsId: 'Choose a won deal with a term' }
  const before = await db
    .selectFrom('deal')
    .select(['state', 'recurring_minor', 'term_months', 'closed_at'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!before) throw invalid('no_deal', 'The deal to renew is not there, or you may not see it.', { fields })
  if (before.state !== 'won' || before.recurring_minor === 0 || before.term_months === 0)
    throw invalid('no_term', 'Only a won deal with a term can be renewed.', { fields })
  if (renewing && (id === renewing.id || (renewing.closed_at && before.closed_at! >= renewing.closed_at)))
    throw invalid('not_before', 'A deal renews one that was won before it.', { fields })
}

const isThere = async (db: Db, table: 'contact' | 'company', id: string) =>
  (await db
    .selectFrom(table)
    .select('id')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()) !== undefined
