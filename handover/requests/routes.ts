import { implement } from '@orpc/server'
import { marketingOf } from '#handover/handovers'
import { uuidv7 } from '#platform/clock'
import { beyondReach, type Db } from '#platform/db'
import { conflict, type Entry, guard, type Inside, invalid, notFound, who } from '#platform/http'
import { activeMembers } from '#workspace/members'
import { notifyAll } from '#workspace/notices'
import { contentRequestsContract } from './contract.ts'
import { holdRequest, requestsShown, saveState, saveVoice } from './store.ts'

const os = implement(contentRequestsContract).$context<Entry>().use(guard)
type About = { dealId?: string | undefined; contactId?: string | undefined; handoverId?: string | undefined }

/** What the request is about, as far as the caller sees it; a handover names its person and deal. */
async function aboutOf(db: Db, it: About): Promise<{ dealId: string | null; contactId: string | null }> {
  const of = { dealId: it.dealId ?? null, contactId: it.contactId ?? null }
  if (it.handoverId) {
    const row = await db
      .selectFrom('handover')
      .select(['contact_id', 'deal_id'])
      .where('id', '=', it.handoverId)
      .where('kind', '=', 'lead')
      .executeTakeFirst()
    if (!row) throw notFound('no_handover', 'This handover is not there, or it is not yours to see.')
    of.contactId ??= row.contact_id
    of.dealId ??= row.deal_id
  }
  const seen = async (table: 'deal' | 'contact', id: string) =>
    db.selectFrom(table).select('id').where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst()
  if (it.dealId && !(await seen('deal', it.dealId)))
    throw notFound('no_deal', 'This deal is not there, or it is not yours to see.')
  if (it.contactId && !(await seen('contact', it.contactId)))
    throw notFound('no_contact', 'This person is not there, or you may not see them.')
  return of
}

/** Marketing hears of what is asked, by mail too. */
async function tellMarketing(
  { db, now, actor }: Inside,
  { id, title, detail }: { id: string; title: string; detail: string },
): Promise<void> {
  const told = (await marketingOf(db, actor.memberId)).filter((member) => member.id !== actor.memberId)
  await notifyAll(
    db,
    told.map((member) => ({
      memberId: member.id,
      kind: 'content_asked',
      title: `${actor.name} asks for content: ${title}`,
      body: detail,
      link: `/handovers/content?open=${id}`,
      mail: { text: [detail, 'Say where it is, or why it won’t be made.'].filter(Boolean).join('\n\n') },
    })),
    now,
  )
}

export const contentRequests = os.router({
  list: os.list.handler(async ({ context: { db, actor }, input }) => ({
    rows: await requestsShown(db, actor, input),
  })),
  ask: os.ask.handler(async ({ context, input }) => {
    const { db, now, actor, operationId } = context
    const about = await aboutOf(db, input)
    const checks = [
      ['product_line', input.productLineId, 'productLineId'],
      ['stage', input.stageId, 'stageId'],
      ['close_reason', input.lossReasonId, 'lossReasonId'],
    ] as const
    for (const [table, id, field] of checks) {
      if (!id) continue
      const row = await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()
      if (!row)
        throw invalid('not_there', 'What you chose is not there any more.', {
          fields: { [field]: 'Choose again' },
        })
    }
    const id = uuidv7(now)
    const detail = input.detail?.trim() ?? ''
    await db
      .insertInto('content_request')
      .values({
        id,
        title: input.title,
        detail: detail || null,
        product_line_id: input.productLineId ?? null,
        stage_id: input.stageId ?? null,
        close_reason_id: input.lossReasonId ?? null,
        asker_id: actor.memberId,
        state: 'open',
        created_at: now,
        changed_at: now,
      })
      .execute()
    await saveVoice(db, { requestId: id, memberId: actor.memberId, ...about }, now)
    await saveState(db, { requestId: id, state: 'open', actor: who(actor), reason: null }, now)
    await tellMarketing(context, { id, title: input.title, detail })
    return { id, operationId }
  }),
  join: os.join.handler(async ({ context, input }) => {
    const { db, now, actor, operationId } = context
    const request = await holdRequest(db, input.id)
    if (request.state !== 'open') throw conflict('request_answered', 'Marketing has answered this already.')
    const { dealId } = await aboutOf(db, { dealId: input.dealId })
    await saveVoice(db, { requestId: request.id, memberId: actor.memberId, dealId, contactId: null }, now)
    return { operationId }
  }),
  answer: os.answer.handler(async ({ context, input }) => {
    const { db, now, actor, operationId } = context
    const request = await holdRequest(db, input.id)
    if (request.state !== 'open')
      throw conflict('request_answered', 'Somebody has answered this already, or it was withdrawn.')
    const text = input.text?.trim() || null
    if (input.answer === 'declined' && !text)
      throw invalid('text_missing', 'Say why.', { fields: { text: 'Who asked reads it' } })
    if (input.answer !== 'declined' && !input.link)
      throw invalid('link_missing', 'Say where it is.', { fields: { link: 'A link to it' } })
    await db
      .updateTable('content_request')
      .set({
        state: input.answer,
        link: input.answer === 'declined' ? null : (input.link ?? null),
        answer: text,
        answered_by: who(actor),
        answered_at: now,
        changed_at: now,
      })
      .where('id', '=', request.id)
      .execute()
    await saveState(db, { requestId: request.id, state: input.answer, actor: who(actor), reason: text }, now)
    await tellWaiting(context, request, input.answer, text, input.link ?? null)
    return { operationId }
  }),
  withdraw: os.withdraw.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    const request = await holdRequest(db, input.id)
    if (request.asker_id !== actor.memberId)
      throw conflict('not_yours', 'Only who asked can withdraw it; marketing can decline it.')
    if (request.state !== 'open') throw conflict('request_answered', 'Marketing has answered this already.')
    await db
      .updateTable('content_request')
      .set({ state: 'withdrawn', changed_at: now })
      .where('id', '=', request.id)
      .execute()
    await saveState(db, { requestId: request.id, state: 'withdrawn', actor: who(actor), reason: null }, now)
    return { operationId }
  }),
})

const answered = { made: 'is made', exists: 'exists already', declined: 'was declined' } as const

/** Whoever waits for it hears the answer, by mail too. */
async function tellWaiting(
  { db, now, actor }: Inside,
  request: { id: string; title: string },
  answer: keyof typeof answered,
  text: string | null,
  link: string | null,
): Promise<void> {
  const voices = await beyondReach(db, () =>
    db
      .selectFrom('content_request_voice')
      .select('member_id')
      .distinct()
      .where('request_id', '=', request.id)
      .execute(),
  )
  const waiting = new Set(voices.map(({ member_id }) => member_id))
  const told = (await activeMembers(db)).filter(({ id }) => waiting.has(id) && id !== actor.memberId)
  const body = [text, link].filter(Boolean).join('\n\n')
  await notifyAll(
    db,
    told.map(({ id }) => ({
      memberId: id,
      kind: 'content_answered',
      title: `“${request.title}” ${answered[answer]}`,
      body,
      link: `/handovers/content?box=answered&open=${request.id}`,
      mail: { text: body },
    })),
    now,
  )
}
