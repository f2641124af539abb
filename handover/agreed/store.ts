import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, notFound } from '#platform/http'
import { type AgreementContent, agreementContent, type Side } from './contract.ts'

/** A version: a draft until both sides signed, then it waits for its start, then it is in force until the next begins. */
export interface Agreement {
  id: string
  number: number
  content: AgreementContent
  /** YYYY-MM-DD; null: the Monday after the second signature. */
  startsOn: string | null
  changedBy: string
  changedAt: Date
  signedAt: Date | null
  startsAt: Date | null
  fromAt: Date | null
  toAt: Date | null
}

const columns = [
  'id',
  'number',
  'content',
  'starts_on',
  'changed_by',
  'changed_at',
  'signed_at',
  'starts_at',
  'from_at',
  'to_at',
] as const
const all = (db: Db) => db.selectFrom('agreement').select(columns)
type Row = Awaited<ReturnType<ReturnType<typeof all>['executeTakeFirstOrThrow']>>

const agreementOf = (row: Row): Agreement => ({
  id: row.id,
  number: row.number,
  content: agreementContent.parse(row.content),
  startsOn: row.starts_on,
  changedBy: row.changed_by,
  changedAt: row.changed_at,
  signedAt: row.signed_at,
  startsAt: row.starts_at,
  fromAt: row.from_at,
  toAt: row.to_at,
})

/** All versions, the newest first. */
export const agreements = async (db: Db): Promise<Agreement[]> =>
  (await all(db).orderBy('number', 'desc').execute()).map(agreementOf)

export async function agreementInForce(db: Db): Promise<Agreement | null> {
  const row = await all(db).where('from_at', 'is not', null).where('to_at', 'is', null).executeTakeFirst()
  return row ? agreementOf(row) : null
}

/** The draft, or what both signed and waits for its start. */
export async function agreementAhead(db: Db): Promise<Agreement | null> {
  const row = await all(db).where('from_at', 'is', null).executeTakeFirst()
  return row ? agreementOf(row) : null
}

const unknown = () => notFound('no_agreement', 'This agreement is not there. Somebody may have discarded it.')

export async function findAgreement(db: Db, id: string): Promise<Agreement> {
  const row = await all(db).where('id', '=', id).executeTakeFirst()
  if (!row) throw unknown()
  return agreementOf(row)
}

/** One version, held until the transaction ends: of two who sign or change it at once, one comes after the other. */
export async function holdAgreement(db: Db, id: string): Promise<Agreement> {
  const row = await db
    .selectFrom('agreement')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw unknown()
  return findAgreement(db, id)
}

/**
 * What both sides signed, in force or waiting for its start; until the transaction ends nobody signs, begins or calls off.
 * Hold it before what it promises: whoever signs or begins takes them in that order.
 */
export async function holdSigned(db: Db): Promise<Agreement[]> {
  const rows = await all(db).where('to_at', 'is', null).orderBy('number').forShare().execute()
  return rows.map(agreementOf).filter(({ signedAt }) => signedAt)
}

/** Refuses to change alone what both sides signed; `isPart` tells whether it is part of that. Ask before anything is held. */
export async function refuseAgreed(
  db: Db,
  what: string,
  isPart: (content: AgreementContent) => boolean = () => true,
): Promise<void> {
  const agreed = (await holdSigned(db)).find(({ content }) => isPart(content))
  if (!agreed) return
  const way = agreed.fromAt
    ? 'Draft the next one to change it.'
    : 'Call it off to change it before it begins.'
  throw conflict('agreed', `${what} part of Agreement ${agreed.number}, which both sides signed. ${way}`)
}

export async function newAgreement(
  db: Db,
  it: { content: AgreementContent; by: string },
  now: Date,
): Promise<string> {
  const last = await db
    .selectFrom('agreement')
    .select((eb) => eb.fn.max('number').as('n'))
    .executeTakeFirst()
  const id = uuidv7(now)
  const made = await db
    .insertInto('agreement')
    .values({
      id,
      number: Number(last?.n ?? 0) + 1,
      content: JSON.stringify(it.content),
      changed_by: it.by,
      changed_at: now,
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made)
    throw conflict('draft_there', 'The next agreement is being drafted already. Go on with that one.')
  return id
}

/** Writes a draft anew. What was signed by both is never touched. */
export async function changeAgreement(
  db: Db,
  id: string,
  it: { content: AgreementContent; startsOn: string | null; by: string },
  now: Date,
): Promise<void> {
  await db
    .updateTable('agreement')
    .set({
      content: JSON.stringify(it.content),
      starts_on: it.startsOn,
      changed_by: it.by,
      changed_at: now,
    })
    .where('id', '=', id)
    .where('signed_at', 'is', null)
    .execute()
}

export async function dropAgreement(db: Db, id: string): Promise<void> {
  await db.deleteFrom('agreement_signature').where('agreement_id', '=', id).execute()
  await db.deleteFrom('agreement').where('id', '=', id).where('signed_at', 'is', null).execute()
}

export interface Signature {
  id: string
  agreementId: string
  side: Side
  memberId: string
  hash: string
  signedAt: Date
  voidedAt: Date | null
}

/** Every signature ever given to these versions, the oldest first. */
export async function signaturesOf(db: Db, agreementIds: readonly string[]): Promise<Signature[]> {
  if (agreementIds.length === 0) return []
  const rows = await db
    .selectFrom('agreement_signature')
    .select(['id', 'agreement_id', 'side', 'member_id', 'hash', 'signed_at', 'voided_at'])
    .where('agreement_id', 'in', agreementIds)
    .orderBy('signed_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    agreementId: row.agreement_id,
    side: row.side,
    memberId: row.member_id,
    hash: row.hash,
    signedAt: row.signed_at,
    voidedAt: row.voided_at,
  }))
}

export async function saveSignature(
  db: Db,
  it: { agreementId: string; side: Side; memberId: string; hash: string },
  now: Date,
): Promise<void> {
  await db
    .insertInto('agreement_signature')
    .values({
      id: uuidv7(now),
      agreement_id: it.agreementId,
      side: it.side,
      member_id: it.memberId,
      hash: it.hash,
      signed_at: now,
    })
    .execute()
}

/** Signatures that don't hold any more stay readable; without `ids` all of a version. */
export async function voidSignatures(
  db: Db,
  agreementId: string,
  now: Date,
  ids?: readonly string[],
): Promise<void> {
  if (ids?.length === 0) return
  await db
    .updateTable('agreement_signature')
    .set({ voided_at: now })
    .where('agreement_id', '=', agreementId)
    .where('voided_at', 'is', null)
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids!))
    .execute()
}

/** Both signed: it begins at `startsAt`. */
export async function agreementBegins(db: Db, id: string, startsAt: Date, now: Date): Promise<void> {
  await db
    .updateTable('agreement')
    .set({ signed_at: now, starts_at: startsAt })
    .where('id', '=', id)
    .execute()
  await db.insertInto('agreement_clock').values({ at: startsAt }).execute()
}

/** It is a draft again, and nobody has signed it. */
export async function callOffAgreement(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('agreement')
    .set({ signed_at: null, starts_at: null })
    .where('id', '=', id)
    .where('from_at', 'is', null)
    .execute()
  await db.deleteFrom('agreement_clock').execute()
  await voidSignatures(db, id, now)
}

/** Workspaces whose next agreement is due; for the engine. */
export const dueAgreements = (db: Db, now: Date): Promise<{ workspace_id: number }[]> =>
  db.selectFrom('agreement_clock').select('workspace_id').where('at', '<=', now).execute()

/** Puts what is due in force, ending the one before at the same instant; null: another process did, or it was called off. */
export async function beginAgreement(db: Db, now: Date): Promise<Agreement | null> {
  const ahead = await agreementAhead(db)
  if (!ahead) return null
  const held = await holdAgreement(db, ahead.id)
  if (!held.startsAt || held.startsAt > now || held.fromAt) return null
  await db.deleteFrom('agreement_clock').execute()
  await db
    .updateTable('agreement')
    .set({ to_at: now })
    .where('from_at', 'is not', null)
    .where('to_at', 'is', null)
    .execute()
  await db.updateTable('agreement').set({ from_at: now }).where('id', '=', held.id).execute()
  return { ...held, fromAt: now }
}
