import { sql } from 'kysely'
import { DateTime } from 'luxon'
import { standingOf, writeStanding } from '#people/standing'
import { uuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { conflict, topicChanged } from '#platform/http'
import { contactNews, setClocks } from '#platform/pump'
import type { Job, JobContext } from '#platform/registry'
import { inTurns } from '#platform/ticks'
import { firmZone } from '#workspace/members'
import { judge, loadKnown, nextChange } from './computing.ts'
import { holdContacts } from './look.ts'
import type { Place } from './readiness.ts'
import { type KeptScore, keptLines, saveScores } from './scores.ts'
import { type DefinitionVersion, definitionsInForce, findDefinition } from './store.ts'

/** People a transaction: short enough that the pump hardly waits, long enough that a million take a minute. */
const CHUNK = 5000

/** Begins to put a draft in force; the work is done in the background while the old version is served. */
export async function beginRescore(
  db: Db,
  definitionId: string,
  { by, startsAt }: { by: string; startsAt: Date | null },
  now: Date,
): Promise<number> {
  const people = await db
    .selectFrom('contact')
    .select((it) => it.fn.countAll<number>().as('n'))
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirstOrThrow()
  const total = Number(people.n)
  await db
    .insertInto('rescore')
    .values({
      id: uuidv7(now),
      definition_id: definitionId,
      phase: 'computing',
      after_contact: null,
      done: 0,
      total,
      started_by: by,
      started_at: now,
      starts_at: startsAt,
    })
    .execute()
  return total
}

/** Midnight of the next Monday where the firm is. */
export async function nextMonday(db: Db, now: Date): Promise<Date> {
  const zone = await firmZone(db)
  return DateTime.fromJSDate(now, { zone }).startOf('week').plus({ weeks: 1 }).toJSDate()
}

/** Takes back what was to begin later, as long as it has not. */
export async function callOffRescore(db: Db, definitionId: string, now: Date): Promise<void> {
  const gone = await db
    .deleteFrom('rescore')
    .where('definition_id', '=', definitionId)
    .where('starts_at', '>', now)
    .returning('id')
    .executeTakeFirst()
  if (!gone)
    throw conflict(
      'not_waiting',
      'This version does not wait for a day: it is on its way, or in force already.',
    )
}

/** Computes definitions on their way into force chunk by chunk, of each firm in turn; where it was interrupted, it goes on. */
export const rescoreJob: Job = {
  name: 'rescore',
  everyMs: 1000,
  run: async (context: JobContext) => {
    const { database, clock } = context
    const waiting = () =>
      database.engine((db) =>
        db
          .selectFrom('rescore')
          .select(['workspace_id', 'id'])
          .where((or) => or.or([or('starts_at', 'is', null), or('starts_at', '<=', clock.now())]))
          .orderBy('started_at')
          .execute(),
      )
    await inTurns(context, waiting, ({ workspace_id: workspaceId, id }) => {
      const now = clock.now()
      return database.tenant(
        {
          workspaceId,
          actor: 'engine',
          now,
          operation: { kind: 'scoring.rescore', label: 'Definition put in force' },
          statementTimeoutMs: 60_000,
        },
        (db) => rescoreChunk(db, id, now),
      )
    })
  },
}

/** One chunk of a rescore; says whether there is more to do. */
export async function rescoreChunk(db: Db, rescoreId: string, now: Date): Promise<boolean> {
  const work = await db
    .selectFrom('rescore')
    .select(['id', 'definition_id', 'phase', 'after_contact', 'done'])
    .where('id', '=', rescoreId)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!work) return false
  const ids = await nextContacts(db, work.after_contact)
  const definition = await findDefinition(db, work.definition_id)
  if (ids.length > 0) {
    if (work.phase === 'computing') await computeBeside(db, definition, ids, now)
    else await settle(db, definition, ids)
    await db
      .updateTable('rescore')
      .set({ after_contact: ids.at(-1)!, done: work.done + ids.length })
      .where('id', '=', work.id)
      .execute()
    return true
  }
  if (work.phase === 'settling') {
    await db.deleteFrom('rescore').where('id', '=', work.id).execute()
    topicChanged(db, 'settings', 'contacts')
    return false
  }
  await swap(db, definition, now)
  await db
    .updateTable('rescore')
    .set({ phase: 'settling', after_contact: null, done: 0 })
    .where('id', '=', work.id)
    .execute()
  topicChanged(db, 'settings', 'contacts', 'handovers')
  return true
}

async function nextContacts(db: Db, after: string | null): Promise<string[]> {
  const rows = await db
    .selectFrom('contact')
    .select('id')
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .$if(after !== null, (query) => query.where('id', '>', after!))
    .orderBy('id')
    .limit(CHUNK)
    .execute()
  return rows.map((row) => row.id)
}

const servedFor = async (db: Db, { productLineId }: DefinitionVersion) =>
  (await definitionsInForce(db)).find((version) => version.productLineId === productLineId) ?? null

/** Scores beside those in force; `place` says only whether the person is strong enough. */
async function computeBeside(db: Db, version: DefinitionVersion, ids: string[], now: Date): Promise<void> {
  await sql`select id from definition order by id for share`.execute(db)
  await holdContacts(db, ids)
  const served = await servedFor(db, version)
  const places = served ? await placesOf(db, served.id, ids) : new Map<string, Place>()
  const known = await loadKnown(db, ids, [version.definition])
  const scores = ids
    .filter((id) => known.facts.has(id))
    .map((contactId): KeptScore => {
      const wasReady = (places.get(contactId) ?? 'none') !== 'none'
      const { score, now: strength } = judge(version.definition, known, contactId, now, wasReady)
      return {
        definitionId: version.id,
        contactId,
        fit: score.fit,
        interest: score.interest,
        place: version.lanes === 'both' && strength.ready ? 'candidate' : 'none',
        placeSince: now,
        asOf: now,
        changesAt: nextChange(score, strength),
        lines: keptLines(score.lines),
      }
    })
  await saveScores(db, scores)
  await wakeEarlier(db, scores)
}

async function placesOf(db: Db, definitionId: string, ids: string[]): Promise<Map<string, Place>> {
  const { rows } = await sql<{ contact_id: string; place: Place }>`
    select contact_id, place from score
    where definition_id = ${definitionId} and contact_id = any(${ids}::uuid[]) and place <> 'none'`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.contact_id, row.place]))
}

/** The pump must look when the new version fades, and not later for that than it would have for another reason. */
async function wakeEarlier(db: Db, scores: readonly KeptScore[]): Promise<void> {
  const fading = scores.flatMap(({ contactId, changesAt }) => (changesAt ? { contactId, changesAt } : []))
  if (fading.length === 0) return
  const { rows } = await sql<{ contact_id: string; at: Date }>`
    select contact_id, at from pump_clock
    where contact_id = any(${fading.map((one) => one.contactId)}::uuid[]) and kind = 'score'`.execute(db)
  const set = new Map(rows.map((row) => [row.contact_id, row.at]))
  const earlier = fading.filter(({ contactId, changesAt }) => !(set.get(contactId)! <= changesAt))
  await setClocks(
    db,
    'score',
    earlier.map(({ contactId, changesAt }) => ({ contactId, at: changesAt })),
  )
}

/**
 * The new version is in force from now. Everybody keeps the place they had; for whom it would be another, the pump
 * looks: with no new act of theirs, that makes candidates and starts no clock.
 */
async function swap(db: Db, version: DefinitionVersion, now: Date): Promise<void> {
  await sql`select id from definition order by id for update`.execute(db)
  const served = await servedFor(db, version)
  const strong = await placedIn(db, version.id)
  const placed = served ? await placedIn(db, served.id) : []
  const [isStrong, wasPlaced] = [idsOf(strong), idsOf(placed)]
  const notYet = strong.filter((row) => !wasPlaced.has(row.contact_id)).map((row) => row.contact_id)
  const noMore = placed.filter((row) => !isStrong.has(row.contact_id)).map((row) => row.contact_id)
  await sql`
    update score set place = 'none'
    where definition_id = ${version.id} and contact_id = any(${notYet}::uuid[])`.execute(db)
  await sql`
    update score n set place = o.place, place_since = o.place_since
    from unnest(
      ${placed.map((row) => row.contact_id)}::uuid[], ${placed.map((row) => row.place)}::text[],
      ${placed.map((row) => row.place_since)}::timestamptz[]
    ) as o (contact_id, place, place_since)
    where n.definition_id = ${version.id} and n.contact_id = o.contact_id`.execute(db)
  if (served) await db.updateTable('definition').set({ to_at: now }).where('id', '=', served.id).execute()
  await db.updateTable('definition').set({ from_at: now }).where('id', '=', version.id).execute()
  const changed = [...notYet, ...noMore]
  for (let n = 0; n < changed.length; n += CHUNK)
    await contactNews(
      db,
      changed.slice(n, n + CHUNK).map((contactId) => ({ contactId, lane: 'bulk', cause: 'definition' })),
      now,
    )
}

interface Placed {
  contact_id: string
  place: Place
  place_since: Date
}

const idsOf = (rows: readonly Placed[]) => new Set(rows.map((row) => row.contact_id))

async function placedIn(db: Db, definitionId: string): Promise<Placed[]> {
  return db
    .selectFrom('score')
    .select(['contact_id', 'place', 'place_since'])
    .where('definition_id', '=', definitionId)
    .where('place', '<>', 'none')
    .execute()
}

/** After the swap: points in lists follow, and what the versions before had computed goes. */
async function settle(db: Db, version: DefinitionVersion, ids: string[]): Promise<void> {
  await holdContacts(db, ids)
  const standings = await standingOf(db, ids)
  const { rows } = await sql<{ contact_id: string; fit: number; interest: number }>`
    select distinct on (s.contact_id) s.contact_id, s.fit, s.interest
    from score s join definition d on d.id = s.definition_id and d.from_at is not null and d.to_at is null
    where s.contact_id = any(${ids}::uuid[])
    order by s.contact_id, s.fit + s.interest desc, d.product_line_id`.execute(db)
  await writeStanding(
    db,
    rows.flatMap(({ contact_id, fit, interest }) => {
      const standing = standings.get(contact_id)
      if (!standing || (standing.fit === fit && standing.interest === interest)) return []
      return [{ ...standing, fit, interest }]
    }),
  )
  await sql`
    delete from score_line l using definition d
    where d.product_line_id = ${version.productLineId} and d.to_at is not null
      and l.definition_id = d.id and l.contact_id = any(${ids}::uuid[])`.execute(db)
  await sql`
    delete from score s using definition d
    where d.product_line_id = ${version.productLineId} and d.to_at is not null
      and s.definition_id = d.id and s.contact_id = any(${ids}::uuid[])`.execute(db)
}
