import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, decodeCursor, type Entry, encodeCursor, guard, invalid, notFound } from '#platform/http'
import { stages } from '#sales/pipeline'
import { type Deal, dealsContract } from './contract.ts'
import { isPush, missingFor, placeBetween, valueMinor } from './deal.ts'
import { createDeal, dealChanged, dealPage, enterStage, findDeal, rateOf, topOf } from './store.ts'

const os = implement(dealsContract).$context<Entry>().use(guard)

export const deals = os.router({
  list: os.list.handler(async ({ context: { db }, input: { cursor, limit, ...filter } }) => {
    const after = cursor ? (decodeCursor(cursor, 2).map(String) as [string, string]) : null
    const rows = await dealPage(db, filter, { after, limit: limit + 1 })
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      rows: shown.map(asDeal),
      next: rows.length > limit && last ? encodeCursor([last.created_at.toISOString(), last.id]) : null,
    }
  }),
  board: os.board.handler(async ({ context: { db }, input }) => {
    const firm = await db.selectFrom('workspace').select('currency').executeTakeFirstOrThrow()
    const totals = await sql<{ stage_id: string; count: number; value: number; without_rate: number }>`
      select stage_id, count(*)::int as count, count(*) filter (where rate is null)::int as without_rate,
             coalesce(sum(round((one_off_minor + recurring_minor * least(term_months, 12)) * rate)), 0)::float8 as value
      from deal where state = 'open' and deleted_at is null ${input.ownerId ? sql`and owner_id = ${input.ownerId}` : sql``}
      group by stage_id`.execute(db)
    const columns = []
    for (const stage of await stages(db)) {
      if (stage.kind !== 'open') continue
      const total = totals.rows.find((row) => row.stage_id === stage.id)
      const cards = total ? await cardsOf(db, stage.id, input.ownerId, input.perStage) : []
      columns.push({
        stageId: stage.id,
        count: total?.count ?? 0,
        valueMinor: total?.value ?? 0,
        withoutRate: total?.without_rate ?? 0,
        deals: cards.map(asDeal),
      })
    }
    return { columns, currency: firm.currency }
  }),
  get: os.get.handler(async ({ context: { db }, input }) => {
    const [row] = await dealPage(db, { ids: [input.id] }, { after: null, limit: 1 })
    if (!row) throw notFound('no_deal', 'This deal is not there, or you may not see it.')
    const products = await db
      .selectFrom('deal_product')
      .innerJoin('product', (on) =>
        on
          .onRef('product.workspace_id', '=', 'deal_product.workspace_id')
          .onRef('product.id', '=', 'deal_product.product_id'),
      )
      .select([
        'product.id as productId',
        'product.name',
        'deal_product.quantity',
        'deal_product.price_minor as priceMinor',
      ])
      .where('deal_id', '=', input.id)
      .execute()
    const people = await db
      .selectFrom('deal_contact')
      .innerJoin('contact', (on) =>
        on
          .onRef('contact.workspace_id', '=', 'deal_contact.workspace_id')
          .onRef('contact.id', '=', 'deal_contact.contact_id'),
      )
      .select(['contact.id', 'contact.name', 'deal_contact.role'])
      .where('deal_id', '=', input.id)
      .execute()
    const history = await db
      .selectFrom('deal_stage_entry')
      .select(['stage_id as stageId', 'state', 'actor', 'entered_at as enteredAt'])
      .where('deal_id', '=', input.id)
      .orderBy('entered_at')
      .execute()
    return { ...asDeal(row), products, people, history }
  }),
  create: os.create.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const firm = await db.selectFrom('workspace').select('currency').executeTakeFirstOrThrow()
    await checkLinks(db, input)
    const { id } = await createDeal(
      db,
      {
        ...input,
        currency: input.currency ?? firm.currency,
        ownerId: input.ownerId === undefined ? actor.memberId : input.ownerId,
      },
      now,
      `${actor.kind}:${actor.memberId}`,
    )
    return { id, operationId }
  }),
  update: os.update.handler(async ({ context: { db, now, operationId }, input }) => {
    const deal = await findDeal(db, input.id)
    await checkLinks(db, input)
    const { id, ...given } = input
    const values = {
      ...(given.name !== undefined && { name: given.name }),
      ...(given.companyId !== undefined && { company_id: given.companyId }),
      ...(given.contactId !== undefined && { contact_id: given.contactId }),
      ...(given.ownerId !== undefined && { owner_id: given.ownerId }),
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
    await dealChanged(db, [id], now)
    return { operationId }
  }),
  move: os.move.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const deal = await findDeal(db, input.id)
    const stage = await stageOf(db, input.stageId)
    if (deal.state !== 'open') throw conflict('deal_closed', 'This deal is closed. Reopen it first.')
    if (stage.kind !== 'open')
      throw invalid('close_with_reason', 'Won and lost need a reason: use Win or Lose.')
    if (stage.id !== deal.stage_id) await refuseIfMissing(db, stage, deal)
    const position = await placeOf(db, stage.id, input.afterId ?? null, input.beforeId ?? null)
    const entered = stage.id !== deal.stage_id
    await db
      .updateTable('deal')
      .set({ stage_id: stage.id, position, changed_at: now, ...(entered && { stage_since: now }) })
      .where('id', '=', deal.id)
      .execute()
    if (entered)
      await enterStage(
        db,
        { dealId: deal.id, stageId: stage.id, state: 'open', actor: `${actor.kind}:${actor.memberId}` },
        now,
      )
    await dealChanged(db, [deal.id], now)
    return { operationId }
  }),
  win: os.win.handler(({ context, input }) => close(context, input, 'won')),
  lose: os.lose.handler(({ context, input }) => close(context, input, 'lost')),
  reopen: os.reopen.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const deal = await findDeal(db, input.id)
    if (deal.state === 'open') throw conflict('deal_open', 'This deal is open already.')
    const before = await db
      .selectFrom('deal_stage_entry')
      .select('stage_id')
      .where('deal_id', '=', deal.id)
      .where('state', '=', 'open')
      .orderBy('entered_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    const stage =
      (await stages(db)).find((it) => it.id === before?.stage_id && it.kind === 'open') ??
      (await stages(db)).find((it) => it.kind === 'open')!
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
    await enterStage(
      db,
      { dealId: deal.id, stageId: stage.id, state: 'open', actor: `${actor.kind}:${actor.memberId}` },
      now,
    )
    await dealChanged(db, [deal.id], now)
    return { operationId }
  }),
  setProducts: os.setProducts.handler(async ({ context: { db, now, operationId }, input }) => {
    await findDeal(db, input.id)
    await db.deleteFrom('deal_product').where('deal_id', '=', input.id).execute()
    if (input.products.length > 0) {
      await db
        .insertInto('deal_product')
        .values(
          input.products.map((it) => ({
            id: uuidv7(now),
            deal_id: input.id,
            product_id: it.productId,
            quantity: it.quantity,
            price_minor: it.priceMinor,
          })),
        )
        .execute()
    }
    return { operationId }
  }),
  addPerson: os.addPerson.handler(async ({ context: { db, now, operationId }, input }) => {
    await findDeal(db, input.id)
    await checkLinks(db, input)
    await db
      .insertInto('deal_contact')
      .values({ id: uuidv7(now), deal_id: input.id, contact_id: input.contactId, role: input.role ?? null })
      .onConflict((it) =>
        it.columns(['workspace_id', 'deal_id', 'contact_id']).doUpdateSet({ role: input.role ?? null }),
      )
      .execute()
    return { operationId }
  }),
  remove: os.remove.handler(async ({ context: { db, now, operationId }, input }) => {
    const deal = await findDeal(db, input.id)
    await db
      .updateTable('deal')
      .set({ deleted_at: now, changed_at: now })
      .where('id', '=', deal.id)
      .where('deleted_at', 'is', null)
      .execute()
    await dealChanged(db, [deal.id], now)
    return { operationId }
  }),
})

type Context = { db: Db; now: Date; actor: { kind: string; memberId: string }; operationId: string | null }

/** Won or lost: once, by whoever is first; two people at once see one result. */
async function close(
  { db, now, actor, operationId }: Context,
  input: { id: string; reasonId: string; note?: string | undefined },
  state: 'won' | 'lost',
) {
  const deal = await findDeal(db, input.id)
  const reason = await db
    .selectFrom('close_reason')
    .select('kind')
    .where('id', '=', input.reasonId)
    .executeTakeFirst()
  if (reason?.kind !== state)
    throw invalid('wrong_reason', `Choose one of the reasons for ${state} deals.`, {
      fields: { reasonId: 'Choose a reason' },
    })
  const stage = (await stages(db)).find((it) => it.kind === state)!
  const closed = await db
    .updateTable('deal')
    .set({
      state,
      stage_id: stage.id,
      closed_at: now,
      recorded_at: now,
      stage_since: now,
      changed_at: now,
      close_reason_id: input.reasonId,
      close_note: input.note ?? null,
      rate: await rateOf(db, deal.currency, now),
    })
    .where('id', '=', deal.id)
    .where('state', '=', 'open')
    .where('deleted_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!closed) throw conflict('already_closed', `This deal is ${deal.state} already.`)
  await enterStage(
    db,
    { dealId: deal.id, stageId: stage.id, state, actor: `${actor.kind}:${actor.memberId}` },
    now,
  )
  await dealChanged(db, [deal.id], now)
  return { operationId }
}

async function stageOf(db: Db, id: string) {
  const stage = (await stages(db)).find((it) => it.id === id)
  if (!stage) throw notFound('no_stage', 'This stage is not in the pipeline any more.')
  return stage
}

async function refuseIfMissing(
  db: Db,
  stage: Awaited<ReturnType<typeof stageOf>>,
  deal: Awaited<ReturnType<typeof findDeal>>,
) {
  const values = await db
    .selectFrom('field_value')
    .innerJoin('field', (on) =>
      on
        .onRef('field.workspace_id', '=', 'field_value.workspace_id')
        .onRef('field.id', '=', 'field_value.field_id'),
    )
    .select(['field.key', 'field_value.text_value', 'field_value.number_value', 'field_value.time_value'])
    .where('record_id', '=', deal.id)
    .execute()
  const filled = new Map(values.map((row) => [row.key, row.text_value ?? row.number_value ?? row.time_value]))
  const missing = missingFor(
    stage,
    {
      oneOffMinor: deal.one_off_minor,
      recurringMinor: deal.recurring_minor,
      termMonths: deal.term_months,
      expectedClose: deal.expected_close,
      contactId: deal.contact_id,
      companyId: deal.company_id,
    },
    filled,
  )
  if (missing.length > 0)
    throw invalid('stage_requires', `“${stage.name}” needs ${missing.join(' and ')} first.`, { missing })
}

async function placeOf(
  db: Db,
  stageId: string,
  afterId: string | null,
  beforeId: string | null,
): Promise<number> {
  if (!afterId && !beforeId) return topOf(db, stageId)
  const rows = await db
    .selectFrom('deal')
    .select(['id', 'position'])
    .where('stage_id', '=', stageId)
    .where(
      'id',
      'in',
      [afterId, beforeId].filter((it) => it !== null),
    )
    .execute()
  return placeBetween(
    rows.find((row) => row.id === afterId)?.position,
    rows.find((row) => row.id === beforeId)?.position,
  )
}

/** Ids in bodies are looked up under the caller's own fence: what they can't see, they can't link. */
async function checkLinks(
  db: Db,
  it: {
    contactId?: string | null | undefined
    companyId?: string | null | undefined
    ownerId?: string | null | undefined
  },
) {
  const gone = async (table: 'contact' | 'company' | 'member', id: string | null | undefined) =>
    id ? !(await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()) : false
  if (await gone('contact', it.contactId))
    throw invalid('no_contact', 'This person is not there, or you may not see them.', {
      fields: { contactId: 'Choose a person' },
    })
  if (await gone('company', it.companyId))
    throw invalid('no_company', 'This company is not there, or you may not see it.', {
      fields: { companyId: 'Choose a company' },
    })
  if (await gone('member', it.ownerId))
    throw invalid('no_member', 'There is no such member.', { fields: { ownerId: 'Choose a member' } })
}

async function cardsOf(db: Db, stageId: string, ownerId: string | undefined, limit: number) {
  const ids = await db
    .selectFrom('deal')
    .select('id')
    .where('stage_id', '=', stageId)
    .where('state', '=', 'open')
    .where('deleted_at', 'is', null)
    .$if(ownerId !== undefined, (it) => it.where('owner_id', '=', ownerId!))
    .orderBy('position')
    .orderBy('id')
    .limit(limit)
    .execute()
  const rows = await dealPage(db, { ids: ids.map((row) => row.id) }, { after: null, limit })
  return rows.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
}

function asDeal(row: Awaited<ReturnType<typeof dealPage>>[number]): Deal {
  const amounts = {
    oneOffMinor: row.one_off_minor,
    recurringMinor: row.recurring_minor,
    termMonths: row.term_months,
  }
  const named = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null)
  return {
    id: row.id,
    externalId: row.external_id,
    name: row.name,
    company: named(row.company_id, row.company_name),
    contact: named(row.contact_id, row.contact_name),
    owner: named(row.owner_id, row.owner_name),
    leadId: row.lead_id,
    stageId: row.stage_id,
    state: row.state,
    position: row.position,
    ...amounts,
    valueMinor: valueMinor(amounts),
    currency: row.currency,
    rate: row.rate,
    expectedClose: row.expected_close,
    pushes: row.pushes,
    origin: row.origin,
    originNote: row.origin_note,
    closeReasonId: row.close_reason_id,
    closeNote: row.close_note,
    createdAt: row.created_at,
    stageSince: row.stage_since,
    closedAt: row.closed_at,
    imported: row.imported,
  }
}
