import { sql } from 'kysely'
import type { Db } from '#platform/db'
import { firmsPutAside } from '#platform/installation'
import { makeVisitorsAcross, recordAcross, type TakenIn } from '#platform/journal'
import { newsAcross } from '#platform/pump'
import type { Hit } from './hit.ts'
import { type Followed, follow, type MachineHit, machineHit, newVisitor, type Visitor } from './visitor.ts'

/**
 * Takes hits of all workspaces in, inside one engine transaction. The rows of their browsers are held until the commit, so
 * that one browser's visits never begin twice, however many processes take hits in, and who is just being joined to a
 * person is seen as that person or not at all. Nobody visits a firm that is put aside.
 */
export async function takeHits(db: Db, told: readonly Hit[], now: Date): Promise<void> {
  // Sent at once: each answer that is waited for waits itself, behind all requests that came in meanwhile.
  const [, putAside, heldOfAll] = await Promise.all([
    settings.execute(db),
    firmsPutAside(db),
    holdVisitors(db, ofPeople(told)),
  ])
  const aside = new Set(putAside)
  const isIn = ({ workspaceId }: { workspaceId: number }) => !aside.has(workspaceId)
  const hits = told.filter(isIn)
  const ofPrograms = hits.filter(({ evidence }) => evidence !== null)
  const groups = Map.groupBy(
    hits.filter(({ evidence }) => evidence === null),
    ({ workspaceId, visitor }) => `${workspaceId} ${visitor}`,
  )
  const named = ofPeople(hits)
  const groupOf = ({ workspaceId, key }: { workspaceId: number; key: string }) =>
    groups.get(`${workspaceId} ${key}`)!
  const follows = (visitor: Visitor) => follow(visitor, groupOf(visitor))

  const held = heldOfAll.filter(isIn)
  const known = new Set(held.map(({ workspaceId, key }) => `${workspaceId} ${key}`))
  const unknown = named.filter(({ workspaceId, key }) => !known.has(`${workspaceId} ${key}`))
  const first = unknown.map((it) => follows(newVisitor(it.workspaceId, it.key, groupOf(it)[0]!.at)))
  const made = await addVisitors(db, first)
  // Another process was quicker with these: they are that visitor's now.
  const late = await holdVisitors(
    db,
    first.filter(({ visitor }) => !made.has(visitor.subjectId)).map(({ visitor }) => visitor),
  )
  const changed = [...held, ...late].map(follows)
  const fresh = first.filter(({ visitor }) => made.has(visitor.subjectId))
  const all = [...changed, ...fresh]
  const events = all.flatMap((it) => it.events)
  const [people] = await Promise.all([
    peopleAmong(
      db,
      changed.filter((it) => it.events.length > 0).map(({ visitor }) => visitor),
    ),
    keepVisitors(db, changed),
    makeVisitorsAcross(
      db,
      fresh.map(({ visitor }) => visitor),
      now,
    ),
    recordAcross(db, events, now),
    addMachineHits(
      db,
      [...all.flatMap((it) => it.machine), ...ofPrograms.map((hit) => machineHit(hit, hit.evidence!))],
      now,
    ),
  ])
  await newsAcross(db, newsOf(people, events), now)
}

/** Whose hits these are, each browser once, but for what programs say of themselves. */
function ofPeople(hits: readonly Hit[]) {
  const found = new Map<string, { workspaceId: number; key: string }>()
  for (const { workspaceId, visitor, evidence } of hits)
    if (evidence === null) found.set(`${workspaceId} ${visitor}`, { workspaceId, key: visitor })
  return [...found.values()]
}

/**
 * A batch touches few rows of large tables, each by its key. The planner knows neither the size of a batch nor how fast the
 * tables grow, and would read them whole. Who waits longer for a lock than this gives up: others wait behind them.
 */
const settings = sql`set local lock_timeout = '5s'; set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off`

type Mine = { workspaceId: number; subjectId: string; contactId: string }

const newsOf = (people: readonly Mine[], events: readonly TakenIn[]) => {
  if (people.length === 0) return []
  const bySubject = Map.groupBy(events, ({ workspaceId, subjectId }) => `${workspaceId} ${subjectId}`)
  return people.map(({ workspaceId, subjectId, contactId }) => ({
    ...{ workspaceId, contactId, cause: 'visit' },
    eventIds: bySubject.get(`${workspaceId} ${subjectId}`)!.map(({ id }) => id),
  }))
}

const asJson = (rows: readonly object[]) => JSON.stringify(rows)

async function holdVisitors(
  db: Db,
  keys: readonly { workspaceId: number; key: string }[],
): Promise<Visitor[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<Held>`
    select v.workspace_id as "workspaceId", v.key, v.subject_id as "subjectId", v.visit_id as "visitId",
           ${inMs('last_at')} as "lastAt", ${inMs('page_at')} as "pageAt", v.page, v.quick, ${inMs('burst_at')} as "burstAt",
           v.burst, v.machine, ${inMs('machine_at')} as "machineAt"
    from json_to_recordset(${asJson(keys.map(({ workspaceId, key }) => ({ workspaceId, key })))}::json)
      as n ("workspaceId" int, key text)
    join visitor v on v.workspace_id = n."workspaceId" and v.key = n.key
    order by v.workspace_id, v.key for update of v`.execute(db)
  return rows.map(({ lastAt, pageAt, burstAt, machineAt, ...row }) => ({
    ...row,
    lastAt: new Date(lastAt),
    pageAt: pageAt === null ? null : new Date(pageAt),
    burstAt: new Date(burstAt),
    machineAt: machineAt === null ? null : new Date(machineAt),
  }))
}

type Held = Omit<Visitor, 'lastAt' | 'pageAt' | 'burstAt' | 'machineAt'> & {
  lastAt: number
  pageAt: number | null
  burstAt: number
  machineAt: number | null
}

const inNumbers = ({ visitor }: Followed) => ({
  ...visitor,
  lastAt: visitor.lastAt.getTime(),
  pageAt: visitor.pageAt?.getTime(),
  burstAt: visitor.burstAt.getTime(),
  machineAt: visitor.machineAt?.getTime(),
})
const fromMs = (name: string) => sql`to_timestamp(n.${sql.ref(name)} / 1000)::timestamptz(3)`

/** An instant in ms: read as a number by the thousand, in a fraction of the time that its text takes. */
const inMs = (column: string) => sql`(extract(epoch from ${sql.ref(`v.${column}`)}) * 1000)::float8`

/** Puts browsers down that were never seen; gives the subjects of those that nobody else put down meanwhile. */
async function addVisitors(db: Db, added: readonly Followed[]): Promise<Set<string>> {
  if (added.length === 0) return new Set()
  const { rows } = await sql<{ subject_id: string }>`
    insert into visitor (workspace_id, key, subject_id, visit_id, last_at, page_at, page, quick, burst_at, burst, machine, machine_at)
    select n."workspaceId", n.key, n."subjectId", n."visitId", ${fromMs('lastAt')}, ${fromMs('pageAt')}, n.page, n.quick,
           ${fromMs('burstAt')}, n.burst, n.machine, ${fromMs('machineAt')}
    from json_to_recordset(${asJson(added.map(inNumbers))}::json)
      as n ("workspaceId" int, key text, "subjectId" uuid, "visitId" uuid, "lastAt" float8, "pageAt" float8,
            page text, quick int, "burstAt" float8, burst int, machine text, "machineAt" float8)
    order by 1, 2
    on conflict do nothing returning subject_id`.execute(db)
  return new Set(rows.map((row) => row.subject_id))
}

async function keepVisitors(db: Db, changed: readonly Followed[]): Promise<void> {
  if (changed.length === 0) return
  await sql`
    update visitor v set visit_id = n."visitId", last_at = ${fromMs('lastAt')}, page_at = ${fromMs('pageAt')}, page = n.page,
      quick = n.quick, burst_at = ${fromMs('burstAt')}, burst = n.burst, machine = n.machine, machine_at = ${fromMs('machineAt')},
      judged_at = case when ${fromMs('machineAt')} is not distinct from v.machine_at then v.judged_at end
    from json_to_recordset(${asJson(changed.map(inNumbers))}::json)
      as n ("workspaceId" int, key text, "visitId" uuid, "lastAt" float8, "pageAt" float8,
            page text, quick int, "burstAt" float8, burst int, machine text, "machineAt" float8)
    where v.workspace_id = n."workspaceId" and v.key = n.key`.execute(db)
}

/** Whose these browsers are, of those that are somebody's. Only one that agreed to be known again can be. */
async function peopleAmong(db: Db, visitors: readonly Visitor[]): Promise<Mine[]> {
  const asked = visitors.flatMap(({ workspaceId, key, subjectId }) =>
    key.startsWith('web:') ? [{ workspaceId, subjectId }] : [],
  )
  if (asked.length === 0) return []
  const { rows } = await sql<Mine>`
    select i.workspace_id as "workspaceId", i.subject_id as "subjectId", i.contact_id as "contactId"
    from json_to_recordset(${asJson(asked)}::json) as n ("workspaceId" int, "subjectId" uuid)
    join identity i on i.workspace_id = n."workspaceId" and i.subject_id = n."subjectId" and i.until is null`.execute(
    db,
  )
  return rows
}

async function addMachineHits(db: Db, hits: readonly MachineHit[], now: Date): Promise<void> {
  if (hits.length === 0) return
  await sql`
    insert into machine_hit (workspace_id, id, kind, site, page, agent, evidence, known_at)
    select n."workspaceId", n.id, n.kind, n.site, n.page, n.agent, n.evidence, ${now}::timestamptz
    from json_to_recordset(${asJson(hits)}::json)
      as n ("workspaceId" int, id uuid, kind text, site text, page text, agent text, evidence text)`.execute(
    db,
  )
}
