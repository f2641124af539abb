import { createHash } from 'node:crypto'
import { uuidv7 } from '#platform/clock'
import { type Db, noteNews } from '#platform/db'
import { type Basis, type Channel, type ConsentState, type Permission, permissionsAt } from './permission.ts'
import { topicNames } from './topics.ts'
import { topicWords } from './words.ts'

export type NewConsent = {
  subjectId: string
  /** The address itself in lower case, where the permission is of an address. */
  addressKey?: string | null
  channel: Channel
  /** What for, by the key of a topic as `newsletter`; `request` for the matter that somebody asked about; `*` for everything. */
  topic: string
  basis: Basis
  state: ConsentState
  wordingId?: string | null
  /** Where and how it was said: form and version, address, the colleague who heard it. */
  proof: Record<string, unknown>
  expiresAt?: Date | null
}

/** A statement takes 65,535 values at most. */
const rowsAStatement = 2_000

/** Appends to the ledger; nothing in it is ever changed. */
export async function addConsent(db: Db, it: NewConsent | NewConsent[], now: Date): Promise<void> {
  const rows = [it].flat().map((row) => ({
    id: uuidv7(now),
    subject_id: row.subjectId,
    address_key: row.addressKey ?? null,
    channel: row.channel,
    topic: row.topic,
    basis: row.basis,
    state: row.state,
    wording_id: row.wordingId ?? null,
    proof: JSON.stringify(row.proof),
    at: now,
    expires_at: row.expiresAt ?? null,
  }))
  if (rows.length === 0) return
  for (let at = 0; at < rows.length; at += rowsAStatement)
    await db
      .insertInto('consent')
      .values(rows.slice(at, at + rowsAStatement))
      .execute()
  await noteNews(
    db,
    'consent',
    rows.map(({ id }) => id),
  )
}

/** Keeps the exact words once, and gives their id. */
export async function keepWording(db: Db, text: string, now: Date): Promise<string> {
  const hash = createHash('sha256').update(text).digest('hex')
  const find = () =>
    db.selectFrom('consent_wording').select('id').where('text_hash', '=', hash).executeTakeFirst()
  const found = await find()
  if (found) return found.id
  await db
    .insertInto('consent_wording')
    .values({ id: uuidv7(now), text, text_hash: hash, created_at: now })
    .onConflict((on) => on.doNothing())
    .execute()
  return (await find())!.id
}

/** What a person permits now, on which basis, over all that is known to be them. */
export async function permissionsOf(db: Db, contactId: string, now: Date): Promise<Permission[]> {
  return (await permissionsOfAll(db, [contactId], now)).get(contactId)!
}

/** The same with what the firm calls each topic. */
export async function withNames(
  db: Db,
  permissions: readonly Permission[],
): Promise<(Permission & { topicName: string })[]> {
  const names = await topicNames(db)
  return permissions.map((it) => ({ ...it, topicName: topicWords(it.topic, names) }))
}

export async function permissionsOfAll(
  db: Db,
  contactIds: readonly string[],
  now: Date,
): Promise<Map<string, Permission[]>> {
  if (contactIds.length === 0) return new Map()
  const [rows, bars] = await Promise.all([
    db
      .selectFrom('identity')
      .innerJoin('consent', (on) =>
        on
          .onRef('consent.workspace_id', '=', 'identity.workspace_id')
          .onRef('consent.subject_id', '=', 'identity.subject_id'),
      )
      .leftJoin('consent_wording', (on) =>
        on
          .onRef('consent_wording.workspace_id', '=', 'consent.workspace_id')
          .onRef('consent_wording.id', '=', 'consent.wording_id'),
      )
      .select([
        'identity.contact_id as contactId',
        'consent.id',
        'consent.subject_id as subjectId',
        'consent.channel',
        'consent.topic',
        'consent.basis',
        'consent.state',
        'consent.at',
        'consent.expires_at as expiresAt',
        'consent_wording.text as wording',
      ])
      .where('identity.contact_id', 'in', contactIds)
      .where('identity.until', 'is', null)
      .execute(),
    db.selectFrom('contact').select(['id', 'bars']).where('id', 'in', contactIds).execute(),
  ])
  const byContact = Map.groupBy(rows, (row) => row.contactId)
  const barsOf = new Map(bars.map((row) => [row.id, row.bars]))
  return new Map(
    contactIds.map((id) => [id, permissionsAt(byContact.get(id) ?? [], barsOf.get(id) ?? [], now)]),
  )
}
