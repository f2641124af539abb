import { DateTime } from 'luxon'
import {
  type Agreement,
  agreementBegins,
  callOffAgreement,
  holdAgreement,
  saveSignature,
  signaturesOf,
  voidSignatures,
} from '#handover/agreed'
import type { Side } from '#handover/agreed/contract'
import {
  beginRescore,
  callOffRescore,
  checkDefinition,
  type DefinitionVersion,
  definitions,
  holdDefinitionsOf,
  nextMonday,
  refuseOnItsWay,
} from '#handover/scoring'
import type { Db } from '#platform/db'
import { type Actor, conflict, forbidden, Refusal } from '#platform/http'
import { firmZone } from '#workspace/members'
import { tellNeeded, tellSigned } from './telling.ts'
import { hashOf } from './text.ts'

/** Who may sign for a side. */
export const signsFor = { marketing: 'campaigns.write', sales: 'handovers.manage' } as const

/** The instant at which it would begin if the second side signed now; a refusal where its day has come already. */
export async function startOf(db: Db, { startsOn }: Pick<Agreement, 'startsOn'>, now: Date): Promise<Date> {
  if (!startsOn) return nextMonday(db, now)
  const zone = await firmZone(db)
  const start = DateTime.fromISO(startsOn, { zone }).startOf('day').toJSDate()
  if (start <= now)
    throw conflict('start_passed', 'The day on which it should start has come. Choose a later one.')
  return start
}

/** What keeps it from being signed, in words. */
export async function problemsOf(
  db: Db,
  agreement: Agreement,
  all: readonly DefinitionVersion[],
  now: Date,
): Promise<string[]> {
  const problems: string[] = []
  const tried = async (run: () => Promise<unknown>) => {
    try {
      await run()
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal
      problems.push(refusal.message)
    }
  }
  await tried(() => startOf(db, agreement, now))
  for (const { productLineId, definitionId } of agreement.content.definitions) {
    const named = all.find(({ id }) => id === definitionId)
    if (named?.productLineId !== productLineId || named.toAt)
      problems.push('A version of what “strong enough” means is not there any more. Choose it again.')
    else if (!named.fromAt) await tried(() => checkDefinition(db, named.definition))
    const ahead = all.find((one) => one.productLineId === productLineId && !one.fromAt)
    if (ahead) await tried(() => refuseOnItsWay(db, ahead))
  }
  return problems
}

/** A side signs what it read. With the second one the agreement waits for its start, and its drafts with it. */
export async function signAgreement(
  db: Db,
  it: { id: string; side: Side; hash: string; actor: Actor },
  now: Date,
): Promise<Date | null> {
  const { side, actor } = it
  if (!actor.permissions.has(signsFor[side]))
    throw forbidden('not_your_side', `You can’t sign for ${side}. Ask somebody who leads it.`)
  const held = await holdAgreement(db, it.id)
  if (held.signedAt) throw conflict('signed_already', `Both sides have signed Agreement ${held.number}.`)
  await holdDefinitionsOf(
    db,
    held.content.definitions.map(({ definitionId }) => definitionId),
  )
  const all = await definitions(db)
  const hash = hashOf(held, all)
  if (hash !== it.hash)
    throw conflict('changed_since', 'It was changed since you read it. Read it again, then sign.')
  const problems = await problemsOf(db, held, all, now)
  if (problems.length > 0) throw conflict('not_ready', problems.join(' '))
  const given = (await signaturesOf(db, [held.id])).filter(({ voidedAt }) => !voidedAt)
  const stale = given.filter((one) => one.hash !== hash)
  await voidSignatures(
    db,
    held.id,
    now,
    stale.map(({ id }) => id),
  )
  const valid = given.filter((one) => one.hash === hash)
  if (valid.some((one) => one.side === side))
    throw conflict('side_signed', `Somebody signed for ${side} already.`)
  if (!actor.solo && valid.some(({ memberId }) => memberId === actor.memberId))
    throw conflict(
      'signed_for_other',
      'You signed for the other side. Somebody else has to sign for this one.',
    )
  await saveSignature(db, { agreementId: held.id, side, memberId: actor.memberId, hash }, now)
  if (valid.length === 0) {
    await tellNeeded(db, held, side === 'sales' ? 'marketing' : 'sales', actor, now)
    return null
  }
  const startsAt = await startOf(db, held, now)
  await agreementBegins(db, held.id, startsAt, now)
  for (const draft of draftsOf(held, all))
    await beginRescore(db, draft.id, { by: actor.memberId, startsAt }, now)
  await tellSigned(db, held, startsAt, actor, now)
  return startsAt
}

const draftsOf = ({ content }: Agreement, all: readonly DefinitionVersion[]) =>
  all.filter(({ id, fromAt }) => !fromAt && content.definitions.some((one) => one.definitionId === id))

/** What both signed and has not begun is a draft again; its definitions too. */
export async function callOff(db: Db, id: string, now: Date): Promise<Agreement> {
  const held = await holdAgreement(db, id)
  if (!held.startsAt || held.fromAt || held.startsAt <= now)
    throw conflict('not_waiting', `Agreement ${held.number} does not wait for its start.`)
  for (const draft of draftsOf(held, await definitions(db))) await callOffRescore(db, draft.id, now)
  await callOffAgreement(db, id, now)
  return held
}
