import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { stopLettersTo } from '#mail/letters'
import { addConsent, hasStopped, keepWording, permissionsOf, topicNames, topicsOf } from '#people/consent'
import { findContact } from '#people/contacts'
import { subjectOf, subjectsOf } from '#people/identity'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { contactNews } from '#platform/pump'
import { type Choice, changedIn, choicesIn, wordsOf } from './choice.ts'

const goodForMs = 180 * 86_400_000

/** A link of 256 bits of chance, of which a hash is kept; good for half a year. */
export async function issueLink(
  db: Db,
  contactId: string,
  now: Date,
): Promise<{ path: string; expiresAt: Date }> {
  const { rows } = await sql<{ id: number }>`select current_setting('baton.workspace')::int as id`.execute(db)
  const token = `${rows[0]!.id}.${randomBytes(32).toString('base64url')}`
  const expiresAt = new Date(now.getTime() + goodForMs)
  await db
    .insertInto('preference_link')
    .values({
      id: uuidv7(now),
      token_hash: hashOf(token),
      contact_id: contactId,
      made_at: now,
      expires_at: expiresAt,
    })
    .execute()
  return { path: `/-/choices/${token}`, expiresAt }
}

/** Whose choices a link opens; null for a link that is not ours or too old, and for somebody who is gone. */
export async function ownerOf(
  db: Db,
  token: string,
  now: Date,
): Promise<{ linkId: string; contactId: string } | null> {
  const { rows } = await sql<{ linkId: string; contactId: string }>`
    select l.id as "linkId", c.id as "contactId" from preference_link l
    join contact c on c.workspace_id = l.workspace_id and c.id = l.contact_id and c.deleted_at is null and c.merged_into is null
    where l.token_hash = ${hashOf(token)} and l.expires_at > ${now}`.execute(db)
  return rows[0] ?? null
}

/** With the words that stand beside it. */
export type ShownChoice = Choice & { words: string; about: string }

export async function choicesOf(
  db: Db,
  contactId: string,
  now: Date,
): Promise<{ choices: ShownChoice[]; stopped: boolean }> {
  const permissions = await permissionsOf(db, contactId, now)
  const topics = await topicsOf(db, { archived: true })
  const names = await topicNames(db)
  const about = new Map(topics.map((it) => [it.key, it.about]))
  const choices = choicesIn(permissions, topics).map((it) => ({
    ...it,
    words: wordsOf(it, names),
    about: about.get(it.topic) ?? '',
  }))
  return { choices, stopped: hasStopped(permissions) }
}

type Said = { contactId: string; linkId: string; ip: string; firm: string }

/** Writes down what they chose, with the words that stood there; gives how much of it was new. */
export async function choose(db: Db, it: Said, wanted: ReadonlySet<string>, now: Date): Promise<number> {
  const { choices, stopped } = await held(db, it.contactId, now)
  const changed = changedIn(choices, wanted)
  if (changed.length === 0) return 0
  const birth = await subjectOf(db, it.contactId)
  const proof = { page: 'choices', linkId: it.linkId, ip: it.ip }
  if (stopped && changed.some(({ yes }) => yes))
    await addConsent(
      db,
      { subjectId: birth, channel: 'any', topic: '*', basis: 'consent', state: 'withdrawn', proof },
      now,
    )
  for (const choice of changed) {
    const about = choice.about && `: ${choice.about}`
    const wording = `${choice.words} from ${it.firm}${about}`
    const wordingId = choice.yes ? await keepWording(db, wording, now) : null
    const line = {
      ...{ channel: choice.channel, topic: choice.topic, basis: 'consent' as const, wordingId, proof },
      state: choice.yes ? ('granted' as const) : ('withdrawn' as const),
    }
    await addConsent(
      db,
      (await subjectsSaying(db, it.contactId, choice, birth)).map((subjectId) => ({ ...line, subjectId })),
      now,
    )
  }
  await contactNews(db, [{ contactId: it.contactId, cause: 'consent' }], now)
  return changed.length
}

/** They object to everything, from this moment on: nothing that has not left goes out, and nobody's lead are they. */
export async function stopEverything(db: Db, it: Said, now: Date): Promise<boolean> {
  if ((await held(db, it.contactId, now)).stopped) return false
  const { email } = await findContact(db, it.contactId)
  await addConsent(
    db,
    {
      ...{ subjectId: await subjectOf(db, it.contactId), channel: 'any', topic: '*' },
      ...{ basis: 'consent', state: 'objected' },
      proof: { page: 'choices', linkId: it.linkId, ip: it.ip },
    },
    now,
  )
  const subjectIds = (await subjectsOf(db, [it.contactId])).get(it.contactId) ?? []
  await stopLettersTo(db, { subjectIds, addresses: email ? [email.toLowerCase()] : [] }, now)
  await contactNews(db, [{ contactId: it.contactId, cause: 'consent' }], now)
  return true
}

/** Two at once wait for each other, so that the same is written once. */
async function held(db: Db, contactId: string, now: Date) {
  await sql`select 1 from contact where id = ${contactId} for update`.execute(db)
  return choicesOf(db, contactId, now)
}

/** Of whom a matter is written: each says it anew, because of several the strictest counts. */
async function subjectsSaying(
  db: Db,
  contactId: string,
  { channel, topic }: Choice,
  birth: string,
): Promise<string[]> {
  const subjects = (await subjectsOf(db, [contactId])).get(contactId) ?? []
  const rows = await db
    .selectFrom('consent')
    .select('subject_id')
    .distinct()
    .where('subject_id', 'in', [birth, ...subjects])
    .where('channel', '=', channel)
    .where('topic', '=', topic)
    .where('basis', '=', 'consent')
    .execute()
  return rows.length > 0 ? rows.map((row) => row.subject_id) : [birth]
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
