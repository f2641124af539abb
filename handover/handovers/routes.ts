import { implement } from '@orpc/server'
import { sql } from 'kysely'
import { defaultProductLine } from '#catalogue/products'
import { refuseAgreed } from '#handover/agreed'
import { type Entry, guard, type Inside, invalid, who } from '#platform/http'
import { calendarOf } from '#workspace/calendars'
import { firmZone } from '#workspace/members'
import { acceptHandover, handOnHandover, offerByHand, sendBackHandover, withdrawHandover } from './acts.ts'
import { logAttempt } from './attempts.ts'
import { cardOf, handoverPage } from './card.ts'
import { handoversContract } from './contract.ts'
import { beginsAt, checkReason } from './evidence.ts'
import { passOn } from './passing.ts'
import { isOwn, reasonsOffered, type SendBack } from './reasons.ts'
import { noHandover, readHandovers } from './record.ts'
import { checkReasons, saveSeam, seamInForce } from './setting.ts'
import { attemptsOf } from './tries.ts'

const os = implement(handoversContract).$context<Entry>().use(guard)
type Context = Inside & Entry
const seeing = (context: Context) => ({ ...context, kinds: context.registry.journal })
const acting = ({ db, now, actor, registry }: Context) => ({ db, now, actor, kinds: registry.journal })

export const handovers = os.router({
  list: os.list.handler(async ({ context, input }) => handoverPage(seeing(context), input)),
  counts: os.counts.handler(async ({ context: { db, actor } }) => {
    const { rows } = await sql<{ to_answer: number; working: number; queue: number }>`
      select count(*) filter (where h.receiver_id = ${actor.memberId} and o.id is not null)::int as to_answer,
        count(*) filter (where h.receiver_id = ${actor.memberId} and h.state = 'working')::int as working,
        count(*) filter (where h.state in ('waiting', 'offered') and o.id is null)::int as queue
      from handover h left join offer o on o.workspace_id = h.workspace_id and o.handover_id = h.id and o.state = 'open'
      where h.kind = 'lead' and h.state in ('waiting', 'offered', 'working') and not h.sample`.execute(db)
    const { to_answer: toAnswer, working, queue } = rows[0]!
    return { toAnswer, working, queue }
  }),
  get: os.get.handler(async ({ context, input }) => cardOf(seeing(context), await seen(context, input.id))),
  reasons: os.reasons.handler(async ({ context, input }) => {
    const { db, now } = context
    const { row } = await seen(context, input.id)
    const seam = await seamInForce(db)
    const check = {
      now,
      productLineId: row.product_line_id,
      attempts: await attemptsOf(db, row.id),
      calendar: await calendarOf(db, row.receiver_id ?? context.actor.memberId, now),
      agreed: seam.attempts,
    }
    return {
      rows: reasonsOffered(seam.ownReasons).map(({ code, label, asks }) => {
        const checked =
          code === 'no_answer' ? checkReason({ code: 'no_answer' }, check) : { ok: true as const }
        return { code, label, asks, closed: checked.ok ? null : checked.message }
      }),
    }
  }),
  accept: os.accept.handler(async ({ context, input }) => {
    await acceptHandover(acting(context), input.id)
    return { operationId: context.operationId }
  }),
  sendBack: os.sendBack.handler(async ({ context, input }) => {
    const given = reasonIn(input, await firmZone(context.db))
    await sendBackHandover(acting(context), input.id, given, input.note?.trim() || null)
    // Another handover has begun with it: that one is withdrawn or sent back instead.
    return { operationId: given.code === 'other_product' ? null : context.operationId }
  }),
  handOn: os.handOn.handler(async ({ context, input }) => {
    await handOnHandover(acting(context), input.id, input.memberId, input.note?.trim() || null)
    return { operationId: context.operationId }
  }),
  offer: os.offer.handler(async ({ context, input }) => {
    await offerByHand(acting(context), input.id, input.memberId ?? null)
    return { operationId: context.operationId }
  }),
  withdraw: os.withdraw.handler(async ({ context, input }) => {
    await withdrawHandover(acting(context), input.id, input.reason)
    return { operationId: context.operationId }
  }),
  attempt: os.attempt.handler(async ({ context, input: { id, ...attempt } }) => {
    const made = await logAttempt(acting(context), id, attempt)
    return { ...made, operationId: context.operationId }
  }),
  passOn: os.passOn.handler(async ({ context, input }) => {
    const id = await passOn(acting(context), {
      contactId: input.contactId,
      productLineId: input.productLineId ?? (await defaultProductLine(context.db)),
      memberId: input.memberId ?? null,
      words: input.words?.trim() || null,
    })
    return { id, operationId: null }
  }),
  seam: os.seam.handler(async ({ context: { db } }) => seamInForce(db)),
  saveSeam: os.saveSeam.handler(async ({ context: { db, now, actor, operationId }, input }) => {
    await refuseAgreed(db, 'The terms are')
    const { version: _, fromAt: __, agreement: ___, ...current } = await seamInForce(db)
    const seam = { ...current, ...given(input) }
    checkReasons(current.ownReasons, seam.ownReasons)
    const version = await saveSeam(db, seam, { by: who(actor), agreement: null }, now)
    return { version, operationId }
  }),
})

async function seen({ db }: Pick<Inside, 'db'>, id: string) {
  const [held] = await readHandovers(db, [id])
  if (!held) throw noHandover()
  return held
}

/** Without what was left out, so that it can be laid over what is there. */
const given = <T extends object>(input: T) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

type Given = {
  reason: string
  evidence?: string | undefined
  date?: string | undefined
  productLineId?: string | undefined
}

/** The reason with its evidence in the form that the rules check. */
export function reasonIn(
  { reason: code, evidence = '', date, productLineId }: Given,
  zone: string,
): SendBack {
  if (isOwn(code)) return { code, text: evidence }
  switch (code) {
    case 'no_answer':
    case 'not_interested':
      return { code }
    case 'too_early':
      if (!date)
        throw invalid('evidence_missing', 'Say when they should come back.', {
          fields: { date: 'Choose a day' },
        })
      return { code, date: beginsAt(date, zone) }
    case 'other_product':
      if (!productLineId)
        throw invalid('evidence_missing', 'Choose the product line that they want.', {
          fields: { productLineId: 'Choose one' },
        })
      return { code, productLineId }
    case 'not_eligible':
      return { code, criterion: evidence }
    case 'already_customer':
    case 'duplicate':
      return { code, record: evidence }
    case 'competitor':
      return { code, name: evidence }
    case 'wrong_data':
      return { code, field: evidence }
    case 'other':
      return { code, text: evidence }
    default:
      throw invalid('no_reason', 'There is no such reason.', { fields: { reason: 'Choose one of the list' } })
  }
}
