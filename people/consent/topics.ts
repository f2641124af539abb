import { sql } from 'kysely'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, invalid, notFound } from '#platform/http'
import type { TopicUse } from '#platform/registry'
import { keyFor } from '#workspace/fields'
import type { ConsentState } from './permission.ts'
import { wordsOfHouse } from './words.ts'

const most = 100

/** A firm is there with news, under the key that its forms ask for. */
export async function makeFirstTopic(db: Db, now: Date): Promise<void> {
  await insertTopic(db, { key: 'newsletter', name: 'News', about: '', isPublic: true }, 1, now)
}

/** What the firm sends, in its order; what is put away only when asked for. */
export const topicsOf = (db: Db, { archived = false } = {}) =>
  db
    .selectFrom('topic')
    .select(['id', 'key', 'name', 'about', 'is_public as isPublic', 'archived_at as archivedAt'])
    .where('deleted_at', 'is', null)
    .$if(!archived, (it) => it.where('archived_at', 'is', null))
    .orderBy('position')
    .orderBy('key')
    .execute()
export type Topic = Awaited<ReturnType<typeof topicsOf>>[number]

/** What each topic is called that the ledger may speak of, also one whose making was taken back. */
export async function topicNames(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('topic').select(['key', 'name']).execute()
  return new Map(rows.map(({ key, name }) => [key, name]))
}

/** Which of these can be asked for now. They stay so to the end of the transaction. */
export async function offeredAmong(db: Db, keys: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('topic')
    .select('key')
    .where(sql<boolean>`key = any(${keys}::text[])`)
    .where('archived_at', 'is', null)
    .where('deleted_at', 'is', null)
    .forShare()
    .execute()
  return new Set(rows.map(({ key }) => key))
}

/** Whether somebody can agree to it now: a topic that is offered, or a word of the house. */
export const canAgreeTo = async (db: Db, key: string): Promise<boolean> =>
  wordsOfHouse.has(key) || (await offeredAmong(db, [key])).has(key)

/** What is put away can be withdrawn and objected to, and not agreed to. */
export async function refuseUnknownTopic(db: Db, key: string, state: ConsentState): Promise<void> {
  const isKnown = (await canAgreeTo(db, key)) || (state !== 'granted' && (await topicNames(db)).has(key))
  if (!isKnown)
    throw invalid('no_topic', `Nothing that is sent has the key “${key}”. See Settings, Topics.`, {
      fields: { topic: 'Not there' },
    })
}

type Values = Pick<Topic, 'name' | 'about' | 'isPublic'>
type Changed = { [K in keyof Values]?: Values[K] | undefined }

export async function addTopic(db: Db, values: Values, now: Date): Promise<{ id: string; key: string }> {
  const others = await held(db)
  await refuseTwin(db, others, values.name)
  if (others.filter(({ archived_at, deleted_at }) => !archived_at && !deleted_at).length >= most)
    throw invalid('too_many_topics', `More than ${most} topics nobody reads. Put one away first.`)
  const key = keyFor(values.name, new Set([...wordsOfHouse.keys(), ...others.map((it) => it.key)]), 'topic')
  const position = Math.max(0, ...others.map((it) => it.position)) + 1
  return { id: await insertTopic(db, { ...values, key }, position, now), key }
}

export async function changeTopic(db: Db, id: string, values: Changed): Promise<void> {
  const others = await held(db)
  living(others, id)
  if (values.name !== undefined)
    await refuseTwin(
      db,
      others.filter((it) => it.id !== id),
      values.name,
    )
  const { isPublic, ...words } = values
  await db
    .updateTable('topic')
    .set({ id, ...words, is_public: isPublic })
    .where('id', '=', id)
    .execute()
}

/** Those not named come after. */
export async function putTopicsInOrder(db: Db, ids: readonly string[]): Promise<void> {
  await held(db)
  await sql`
    update topic t set position = o.place from (
      select t.id, row_number() over (order by g.at nulls last, t.position, t.key) as place
      from topic t left join unnest(${ids}::uuid[]) with ordinality as g (id, at) on g.id = t.id
      where t.deleted_at is null) o
    where t.id = o.id and t.position <> o.place`.execute(db)
}

/** Offers a topic no more. Who agreed to it still did, and can end it. */
export async function archiveTopic(db: Db, id: string, uses: readonly TopicUse[], now: Date): Promise<void> {
  const topic = living(await held(db), id)
  const asking: string[] = []
  for (const use of uses) asking.push(...(await use(db, topic.key)))
  if (asking.length > 0)
    throw conflict(
      'topic_in_use',
      `Forms still ask for “${topic.name}”: ${asking.map((name) => `“${name}”`).join(', ')}. Take it out there and publish first.`,
    )
  await db.updateTable('topic').set({ archived_at: now }).where('id', '=', id).execute()
}

export async function restoreTopic(db: Db, id: string): Promise<void> {
  living(await held(db), id)
  await db.updateTable('topic').set({ archived_at: null }).where('id', '=', id).execute()
}

/** All there ever were. Of two who change them at once the second waits for the first. */
async function held(db: Db) {
  await db.selectFrom('topic').select('id').orderBy('id').forUpdate().execute()
  return db
    .selectFrom('topic')
    .select(['id', 'key', 'name', 'name_key', 'position', 'archived_at', 'deleted_at'])
    .execute()
}
type Held = Awaited<ReturnType<typeof held>>[number]

function living(topics: readonly Held[], id: string): Held {
  const topic = topics.find((it) => it.id === id && it.deleted_at === null)
  if (!topic) throw notFound('no_topic', 'This topic is not there any more.')
  return topic
}

async function refuseTwin(db: Db, others: readonly Held[], name: string): Promise<void> {
  const { rows } = await sql<{ key: string }>`select fold(${name}) as key`.execute(db)
  const twin = others.find((it) => it.deleted_at === null && it.name_key === rows[0]!.key)
  if (!twin) return
  const away = twin.archived_at ? ' It is put away: bring it back.' : ''
  throw invalid('name_taken', `There is a topic “${twin.name}” already.${away}`, {
    fields: { name: `Used already.${away}` },
  })
}

async function insertTopic(
  db: Db,
  { isPublic, ...it }: Values & { key: string },
  position: number,
  now: Date,
): Promise<string> {
  const id = uuidv7(now)
  await db
    .insertInto('topic')
    .values({ ...it, id, is_public: isPublic, position, created_at: now })
    .execute()
  return id
}
