import { sql } from 'kysely'
import { columnOf, type Db } from '#platform/db'
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
  const groups = Map.groupBy(
    told.filter(({ evidence }) => evidence === null),
    ({ workspaceId, visitor }) => `${workspaceId} ${visitor}`,
  )
  const hitsOf = ({ workspaceId, key }: Key) => groups.get(`${workspaceId} ${key}`)!
  // Sent at once: each answer that is waited for waits itself, behind all requests that came in meanwhile.
  const [, putAside, heldOfAll] = await Promise.all([
    settings.execute(db),
    firmsPutAside(db),
    holdVisitors(db, [...groups.values()].map(browserOf)),
  ])
  const aside = new Set(putAside)
  const isIn = ({ workspaceId }: { workspaceId: number }) => !aside.has(workspaceId)
  const held = heldOfAll.filter(isIn)
  const known = new Set(held.map(hitsOf))
  const unknown = [...groups.values()].filter((hits) => !known.has(hits) && isIn(hits[0]!))
  const first = unknown.map((hits) => {
    const { workspaceId, key } = browserOf(hits)
    return follow(newVisitor(workspaceId, key, hits[0]!.at), hits)
  })
  const made = await addVisitors(db, first.map(visitorOf))
  // Another process was quicker with these: they are that visitor's now.
  const late = await holdVisitors(
    db,
    first.map(visitorOf).filter(({ subjectId }) => !made.has(subjectId)),
  )
  const changed = [...held, ...late].map((it) => ({ ...follow(it, hitsOf(it)), row: it.row }))
  const fresh = first.filter(({ visitor }) => made.has(visitor.subjectId))
  const all: Followed[] = [...changed, ...fresh]
  const events = all.flatMap((it) => it.events)
  const ofPrograms = told.filter((hit) => hit.evidence !== null && isIn(hit))
  const [people] = await Promise.all([
    peopleAmong(db, changed.filter((it) => it.events.length > 0).map(visitorOf)),
    keepVisitors(db, changed),
    makeVisitorsAcross(db, fresh.map(visitorOf), now),
    recordAcross(db, events, now),
    addMachineHits(
      db,
      [...all.flatMap((it) => it.machine), ...ofPrograms.map((hit) => machineHit(hit, hit.evidence!))],
      now,
    ),
  ])
  await newsAcross(db, newsOf(people, events), now)
}

type Key = { workspaceId: number; key: string }

const visitorOf = ({ visitor }: Followed) => visitor
const browserOf = ([hit]: readonly Hit[]): Key => ({ workspaceId: hit!.workspaceId, key: hit!.visitor })

/**
 * A batch touches few rows of large tables, each by its key. The planner knows neither the size of a batch nor how fast the
 * tables grow, and would read them whole; a plan that is kept may even be of when they were empty. So each statement is written to
 * go by the key, whatever they hold. Who waits longer for a lock than this gives up: others wait behind them.
 */
const settings = sql`set local lock_timeout = '5s'; set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off`

type Mine = { workspaceId: number; subjectId: string; contactId: string }

const newsOf = (people: readonly Mine[], events: readonly TakenIn[]) => {
  if (people.length === 0) return []
  const bySubject = Map.groupBy(events, ({ workspaceId, subjectId }) => `${workspaceId} ${subjectId}`)
  return people.map(({ workspaceId, subjectId, contactId }) => ({
    ...{ workspaceId, contactId, cause: 'visit' },
    eventIds: bySubject.get(`${workspaceId} ${subjectId}`)!.map(({ id }) => id),
  }))
}

/** Until the commit nobody else writes a row that is held, so that it stays where it is. */
type InHand<T> = T & { row: string }

/** In one order for all processes, so that none waits for another in a circle. */
async function holdVisitors(db: Db, keys: readonly Key[]): Promise<InHand<Visitor>[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<Held>`
    select v.* from (
      select workspace_id, key
      from unnest(${columnOf(keys, (it) => it.workspaceId)}::int[], ${keys.map(({ key }) => key)}::text[]) as n (workspace_id, key)
      order by 1, 2
    ) n
    cross join lateral (
      select ctid::text as row, workspace_id as "workspaceId", key, subject_id as "subjectId", visit_id as "visitId",
             ${inMs('last_at')} as "lastAt", ${inMs('page_at')} as "pageAt", page, quick, ${inMs('burst_at')} as "burstAt",
             burst, machine, ${inMs('machine_at')} as "machineAt"
      from visitor where workspace_id = n.workspace_id and key = n.key limit 1 for update
    ) v`.execute(db)
  return rows.map(({ lastAt, pageAt, burstAt, machineAt, ...row }) => ({
    ...row,
    lastAt: new Date(lastAt),
    pageAt: pageAt === null ? null : new Date(pageAt),
    burstAt: new Date(burstAt),
    machineAt: machineAt === null ? null : new Date(machineAt),
  }))
}

type Held = Omit<InHand<Visitor>, 'lastAt' | 'pageAt' | 'burstAt' | 'machineAt'> & {
  lastAt: number
  pageAt: number | null
  burstAt: number
  machineAt: number | null
}

/** How browsers are now, column by column; instants in ms, since a number is read in a fraction of the time of a text. */
function columnsOf(visitors: readonly Visitor[]) {
  const of = (value: (visitor: Visitor) => number | string | null | undefined) => columnOf(visitors, value)
  return sql`${of((it) => it.visitId)}::uuid[], ${of((it) => it.lastAt.getTime())}::float8[],
      ${of((it) => it.pageAt?.getTime())}::float8[], ${visitors.map((it) => it.page)}::text[],
      ${of((it) => it.quick)}::int[], ${of((it) => it.burstAt.getTime())}::float8[], ${of((it) => it.burst)}::int[],
      ${visitors.map((it) => it.machine)}::text[], ${of((it) => it.machineAt?.getTime())}::float8[]`
}
const theirNames = sql.raw('visit_id, last_at, page_at, page, quick, burst_at, burst, machine, machine_at')
const fromMs = (name: string) => sql`to_timestamp(n.${sql.ref(name)} / 1000)::timestamptz(3)`

/** An instant in ms: read as a number by the thousand, in a fraction of the time that its text takes. */
const inMs = (column: string) => sql`round(date_part('epoch', ${sql.ref(column)}) * 1000)`

/** Puts browsers down that were never seen; gives the subjects of those that nobody else put down meanwhile. */
async function addVisitors(db: Db, added: readonly Visitor[]): Promise<Set<string>> {
  if (added.length === 0) return new Set()
  const { rows } = await sql<{ subject_id: string }>`
    insert into visitor (workspace_id, key, subject_id, ${theirNames})
    select n.workspace_id, n.key, n.subject_id, n.visit_id, ${fromMs('last_at')}, ${fromMs('page_at')}, n.page, n.quick,
           ${fromMs('burst_at')}, n.burst, n.machine, ${fromMs('machine_at')}
    from unnest(${columnOf(added, (it) => it.workspaceId)}::int[], ${added.map(({ key }) => key)}::text[],
        ${columnOf(added, (it) => it.subjectId)}::uuid[], ${columnsOf(added)})
      as n (workspace_id, key, subject_id, ${theirNames})
    order by 1, 2
    on conflict do nothing returning subject_id`.execute(db)
  return new Set(rows.map((row) => row.subject_id))
}

async function keepVisitors(db: Db, changed: readonly InHand<Followed>[]): Promise<void> {
  if (changed.length === 0) return
  await sql`
    update visitor v set visit_id = n.visit_id, last_at = ${fromMs('last_at')}, page_at = ${fromMs('page_at')}, page = n.page,
      quick = n.quick, burst_at = ${fromMs('burst_at')}, burst = n.burst, machine = n.machine, machine_at = ${fromMs('machine_at')},
      judged_at = case when ${fromMs('machine_at')} is not distinct from v.machine_at then v.judged_at end
    from unnest(${columnOf(changed, ({ row }) => `"${row}"`)}::tid[], ${columnsOf(changed.map(visitorOf))})
      as n (row, ${theirNames})
    where v.ctid = n.row`.execute(db)
}

/** Whose these browsers are, of those that are somebody's. Only one that agreed to be known again can be. */
async function peopleAmong(db: Db, visitors: readonly Visitor[]): Promise<Mine[]> {
  const asked = visitors.flatMap(({ workspaceId, key, subjectId }) =>
    key.startsWith('web:') ? [{ workspaceId, subjectId }] : [],
  )
  if (asked.length === 0) return []
  const { rows } = await sql<Mine>`
    select n.workspace_id as "workspaceId", n.subject_id as "subjectId", i.contact_id as "contactId"
    from unnest(${columnOf(asked, (it) => it.workspaceId)}::int[], ${columnOf(asked, (it) => it.subjectId)}::uuid[])
      as n (workspace_id, subject_id)
    cross join lateral (
      select contact_id from identity
      where workspace_id = n.workspace_id and subject_id = n.subject_id and until is null limit 1
    ) i`.execute(db)
  return rows
}

async function addMachineHits(db: Db, hits: readonly MachineHit[], now: Date): Promise<void> {
  if (hits.length === 0) return
  await sql`
    insert into machine_hit (workspace_id, id, kind, site, page, agent, evidence, known_at)
    select n."workspaceId", n.id, n.kind, n.site, n.page, n.agent, n.evidence, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(hits)}::json)
      as n ("workspaceId" int, id uuid, kind text, site text, page text, agent text, evidence text)`.execute(
    db,
  )
}
