import { implement } from '@orpc/server'
import { sql } from 'kysely'
import {
  type Agreement,
  agreementAhead,
  agreementInForce,
  agreements,
  changeAgreement,
  dropAgreement,
  findAgreement,
  holdAgreement,
  newAgreement,
  signaturesOf,
  voidSignatures,
} from '#handover/agreed'
import type { Side } from '#handover/agreed/contract'
import { checkReasons, keptBy, seamInForce } from '#handover/handovers'
import { definitions, holdDefinitionsOf } from '#handover/scoring'
import type { Db } from '#platform/db'
import { conflict, type Entry, guard, invalid } from '#platform/http'
import { articlesOf, compared } from './articles.ts'
import { type AgreementShown, agreementContract } from './contract.ts'
import { callOff, problemsOf, signAgreement, signsFor } from './signing.ts'
import { tellCalledOff } from './telling.ts'
import { contentNow, hashOf, namesFor } from './text.ts'

const os = implement(agreementContract).$context<Entry>().use(guard)
const sides: Side[] = ['marketing', 'sales']

export const agreement = os.router({
  get: os.get.handler(async ({ context: { db, now, actor } }) => {
    const [inForce, ahead] = [await agreementInForce(db), await agreementAhead(db)]
    const past = (await agreements(db)).filter(({ toAt }) => toAt)
    const write = actor.permissions.has('agreement.write')
    return {
      inForce: inForce && (await shown(db, inForce, now)),
      ahead: ahead && (await shown(db, ahead, now)),
      past: past.map(({ id, number, fromAt, toAt }) => ({ id, number, fromAt, toAt })),
      kept: actor.reach
        ? null
        : { thisMonth: await keptThisMonth(db, now), target: (await seamInForce(db)).keptPerMonth },
      may: { write, sign: write ? sides.filter((side) => actor.permissions.has(signsFor[side])) : [] },
    }
  }),
  version: os.version.handler(async ({ context: { db, now }, input }) =>
    shown(db, await findAgreement(db, input.id), now),
  ),
  marks: os.marks.handler(async ({ context: { db } }) => ({
    rows: (await agreements(db))
      .flatMap(({ number, fromAt }) => (fromAt ? [{ number, at: fromAt }] : []))
      .toReversed(),
  })),
  draft: os.draft.handler(async ({ context: { db, now, actor } }) => {
    const id = await newAgreement(db, { content: await contentNow(db, now), by: actor.memberId }, now)
    return { id, operationId: null }
  }),
  save: os.save.handler(async ({ context: { db, now, actor }, input }) => {
    const { id, content, startsOn } = input
    const held = await holdAgreement(db, id)
    refuseSigned(held)
    const all = await definitions(db)
    if (hashOf(held, all) !== input.hash)
      throw conflict('changed_since', 'Somebody changed this draft meanwhile. Reload it, then change it.')
    checkReasons((await seamInForce(db)).ownReasons, content.ownReasons)
    await checkNamed(db, content)
    await changeAgreement(db, id, { content, startsOn, by: actor.memberId }, now)
    await voidSignatures(db, id, now)
    return { operationId: null }
  }),
  discard: os.discard.handler(async ({ context: { db }, input }) => {
    refuseSigned(await holdAgreement(db, input.id))
    await dropAgreement(db, input.id)
    return { operationId: null }
  }),
  sign: os.sign.handler(async ({ context: { db, now, actor }, input }) => ({
    startsAt: await signAgreement(db, { ...input, actor }, now),
    operationId: null,
  })),
  unsign: os.unsign.handler(async ({ context: { db, now, actor }, input }) => {
    const held = await holdAgreement(db, input.id)
    refuseSigned(held)
    const own = (await signaturesOf(db, [held.id])).filter(
      (one) => one.side === input.side && !one.voidedAt && one.memberId === actor.memberId,
    )
    if (own.length === 0) throw conflict('not_signed', 'You have not signed for this side.')
    await voidSignatures(
      db,
      held.id,
      now,
      own.map(({ id }) => id),
    )
    return { operationId: null }
  }),
  callOff: os.callOff.handler(async ({ context: { db, now, actor }, input }) => {
    await tellCalledOff(db, await callOff(db, input.id, now), actor, now)
    return { operationId: null }
  }),
})

function refuseSigned({ number, signedAt, fromAt }: Agreement): void {
  if (fromAt) throw conflict('in_force', `Agreement ${number} was put in force: it stays as it was signed.`)
  if (signedAt) throw conflict('signed', `Both sides signed Agreement ${number}. Call it off to change it.`)
}

/** Only what is there may be promised. */
async function checkNamed(db: Db, content: Agreement['content']): Promise<void> {
  const names = await namesFor(db)
  const all = await holdDefinitionsOf(
    db,
    content.definitions.map(({ definitionId }) => definitionId),
  )
  const once = (ids: readonly string[]) => new Set(ids).size === ids.length
  const say = (holds: boolean, field: string, text: string) => {
    if (!holds) throw invalid('unknown_named', text, { fields: { [field]: text } })
  }
  const lines = content.definitions.map(({ productLineId }) => productLineId)
  const limited = content.weekly.map(({ productLineId }) => productLineId)
  const receivers = content.receivers.map(({ memberId }) => memberId)
  say(once(lines) && once(limited) && once(receivers), 'content', 'Something is promised twice.')
  say(
    limited.every((id) => names.lines.has(id)),
    'weekly',
    'A product line is not there.',
  )
  say(
    receivers.every((id) => names.members.has(id)),
    'receivers',
    'A receiver is no member.',
  )
  say(
    content.definitions.every(({ productLineId, definitionId }) =>
      all.some((one) => one.id === definitionId && one.productLineId === productLineId && !one.toAt),
    ),
    'definitions',
    'Choose a draft, or the version in force.',
  )
}

const stateOf = ({ signedAt, fromAt, toAt }: Agreement): AgreementShown['state'] =>
  toAt ? 'past' : fromAt ? 'in_force' : signedAt ? 'waiting' : 'draft'

async function shown(db: Db, it: Agreement, now: Date): Promise<AgreementShown> {
  const names = await namesFor(db)
  const all = await definitions(db)
  const state = stateOf(it)
  const hash = hashOf(it, all)
  const isAhead = state === 'draft' || state === 'waiting'
  const base = isAhead
    ? articlesOf((await agreementInForce(db))?.content ?? (await contentNow(db, now)), names)
    : null
  return {
    id: it.id,
    number: it.number,
    state,
    content: it.content,
    articles: compared(articlesOf(it.content, names), base),
    startsOn: it.startsOn,
    startsAt: it.startsAt,
    fromAt: it.fromAt,
    toAt: it.toAt,
    changedBy: names.members.get(it.changedBy) ?? 'Somebody',
    changedAt: it.changedAt,
    hash,
    signatures: (await signaturesOf(db, [it.id])).map((one) => ({
      side: one.side,
      memberId: one.memberId,
      name: names.members.get(one.memberId) ?? 'Somebody',
      at: one.signedAt,
      // A definition that was changed after the signature changes what was signed.
      voidedAt: one.voidedAt ?? (state === 'draft' && one.hash !== hash ? now : null),
    })),
    problems: state === 'draft' ? await problemsOf(db, it, all, now) : [],
  }
}

/** Leads whose thirty days passed this month, kept. */
async function keptThisMonth(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from handover h cross join workspace w
    where h.kind = 'lead' and not h.sample and h.accepted_at + interval '30 days'
        >= date_trunc('month', ${now}::timestamptz at time zone w.zone) at time zone w.zone
      and ${keptBy('h', now)}`.execute(db)
  return rows[0]?.n ?? 0
}
