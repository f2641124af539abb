import { sql } from 'kysely'
import { type Facts, type Looked, readiness, type Scored } from '#handover/scoring'
import { leadsOf } from '#people/leads'
import type { Db } from '#platform/db'
import type { PumpBatch } from '#platform/registry'
import type { Act } from './new-acts.ts'
import { openRace } from './racing.ts'
import { signalTo, tellSignal, whoKnows } from './signals.ts'
import { whoObjects } from './withdrawing.ts'
import { actWords } from './words.ts'

/** One card for each burst of interest, not one for each page. */
const quietDays = 7

/** While no rule says which acts count, a page on prices does: by what it is called where our neighbours read. */
const onPrices =
  /\bpric(e|ing)|preis|prij[sz]|\bprix\b|\bprecios?\b|preços?|prezz[io]|tarif|cen(y|nik)\b|\bpriser\b/i

/**
 * The act that makes it a moment to call somebody whom sales knows; null: there is none. It counts by the definition in force,
 * and they are strong enough to become ready, though they may be ready since long. That only who asks is passed on, or nobody
 * who is a customer, speaks of new leads, and this makes none.
 */
export function hotAct({ version, score }: Scored, facts: Facts, acts: readonly Act[]): Act | null {
  const { definition } = version
  if (!definition.rules.some(({ axis }) => axis === 'interest')) return acts.findLast(readsPrices) ?? null
  const counted = new Set(score.lines.flatMap(({ eventIds }) => eventIds))
  const act = acts.findLast(({ id }) => counted.has(id))
  const exclude = definition.exclude.filter(({ field }) => field !== 'customer')
  return act && readiness({ ...definition, exclude }, score, facts, false).enters ? act : null
}

const readsPrices = ({ kind, data: { page, title } }: Pick<Act, 'kind' | 'data'>) =>
  kind === 'page.viewed' && [page, title].some((text) => typeof text === 'string' && onPrices.test(text))

/**
 * The hot moment of somebody whom sales has: who works on them hears of it, or whoever has their deal or the customer gets a
 * card. It opens no lead and offers nobody: of anybody else there is nothing to tell.
 */
export async function tellHot(db: Db, batch: PumpBatch, look: Looked, acts: readonly Act[]): Promise<void> {
  const { contactId, companyId, facts } = look
  for (const judged of look.judged) {
    const act = facts && hotAct(judged, facts, acts)
    if (!act) continue
    const it = { contactId, companyId, productLineId: judged.version.productLineId }
    const words = actWords(batch.kinds, act)
    const open = await openRace(db, it)
    if (open) {
      if (open.handover.state !== 'working' || (await keepsQuiet(db, contactId, open.row.id, batch.t)))
        continue
      return tellSignal(db, open, open.row.receiver_id, words, batch.t, contactId)
    }
    const known = await whoKnows(db, it, facts.customer === true)
    if (!known || (await keepsQuiet(db, contactId, null, batch.t))) continue
    const lead = (await leadsOf(db, contactId)).find(
      (one) => one.state === 'open' && one.product_line_id === it.productLineId,
    )
    const record = {
      leadId: lead?.id ?? null,
      lane: 'earned',
      cause: 'act',
      eventId: act.id,
      actor: 'engine',
    } as const
    await signalTo(db, { ...it, ...record }, known, { now: batch.t, words: `${words}. ${known.reason}` })
    return
  }
}

/** They object to being contacted, or whoever has them was shown a card of theirs within the week. */
export async function keepsQuiet(
  db: Db,
  contactId: string,
  openId: string | null,
  now: Date,
): Promise<boolean> {
  const since = new Date(now.getTime() - quietDays * 86_400_000)
  const { rows } = await sql<{ shown: boolean }>`
    select exists (
      select from handover h where h.contact_id = ${contactId} and h.kind = 'lead' and h.opened_at > ${since}
    ) or exists (
      select from notice n where n.kind = 'signal' and n.created_at > ${since}
        and (n.contact_id = ${contactId} or n.handover_id = ${openId})
    ) as shown`.execute(db)
  return rows[0]!.shown || (await whoObjects(db, [contactId], now)).has(contactId)
}
