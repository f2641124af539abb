import { sql } from 'kysely'
import { programBackMs, programForMs, quickMs, quickPages } from '#marketing/tracking'
import { uuidv7 } from '#platform/clock'
import { type Db, inSteps, mostForgotten } from '#platform/db'
import type { Job, ProgramHook } from '#platform/registry'
import { addCounted } from './store.ts'

/**
 * One time that a short address was followed; `evidence`: what its request says of a program. Who asks not to be followed is
 * no visitor: counted, and nothing more.
 */
export type Follow = {
  linkId: string
  day: string
  at: Date
  visitor: string | null
  evidence: string | null
}
type Kept = Follow & { id: string; visitor: string }

const hourMs = 3600_000
const keptForMs = 30 * 24 * hourMs
/** So far back a run of quick follows can reach. */
const runMs = (quickPages + 1) * quickMs

/**
 * Whether more different links than anybody reads were followed one after the other faster than anybody reads. The same link
 * again and again may be a whole office behind one address.
 */
export function isQuickRun(follows: readonly { linkId: string; at: Date }[]): boolean {
  let run = new Set<string>()
  let last: Date | null = null
  for (const { linkId, at } of follows) {
    if (last && at.getTime() - last.getTime() >= quickMs) run = new Set()
    run.add(linkId)
    last = at
    if (run.size > quickPages) return true
  }
  return false
}

/** Writes down who followed links, and of whom it is known that a program did; a count of the day says how many. */
export async function keepFollowed(db: Db, followed: readonly Follow[], now: Date): Promise<void> {
  const rows = followed.flatMap((it): Kept[] =>
    it.visitor === null ? [] : [{ ...it, visitor: it.visitor, id: uuidv7(it.at) }],
  )
  const unseen = followed.filter(({ visitor }) => visitor === null)
  await sql`
    insert into link_follow (id, link_id, visitor, day, followed_at)
    select n.id, n."linkId", n.visitor, n.day, n.at from json_to_recordset(${JSON.stringify(rows)}::json)
      as n (id uuid, "linkId" uuid, visitor text, day date, at timestamptz)`.execute(db)
  const programs = await programsAmong(db, [...new Set(rows.map(({ visitor }) => visitor))], now)
  const known = new Map(rows.map((row) => [row.id, row.evidence ?? programs.get(row.visitor) ?? null]))
  await saveVerdicts(
    db,
    [...known].flatMap(([followId, evidence]) => (evidence ? [{ followId, evidence, spreads: false }] : [])),
    now,
  )
  const unsuspected = new Set(rows.flatMap(({ id, visitor }) => (known.get(id) ? [] : [visitor])))
  const quick = await quickAmong(db, [...unsuspected], now)
  const evidence = `timing: ${quickPages + 1} different links, each within ${quickMs} ms of the one before`
  const judged = await judgeBack(
    db,
    quick.map((key) => ({ key, evidence, at: now })),
    now,
  )
  await addCounted(db, [
    ...unseen.map((it) => counted(it, it.evidence !== null)),
    ...rows.map((row) => counted(row, known.get(row.id) !== null)),
    ...judged.map(recounted),
  ])
}

const counted = ({ linkId, day }: Follow, isMachine: boolean) => ({
  ...{ linkId, day, people: isMachine ? 0 : 1, machines: isMachine ? 1 : 0 },
})
/** Was counted as a person, and is a program. */
const recounted = ({ linkId, day }: { linkId: string; day: string }) => ({
  ...{ linkId, day, people: -1, machines: 1 },
})

/** Which of them are held to be programs already: on the firm's site, or by links that they followed. */
async function programsAmong(db: Db, visitors: readonly string[], now: Date): Promise<Map<string, string>> {
  const since = new Date(now.getTime() - programForMs)
  const { rows } = await sql<{ visitor: string; evidence: string }>`
    select key as visitor, machine as evidence from visitor
    where key = any(${visitors}::text[]) and machine is not null and machine_at > ${since}
    union all
    select f.visitor, v.evidence from link_follow f join link_verdict v on v.follow_id = f.id
    where f.visitor = any(${visitors}::text[]) and f.followed_at > ${since} and v.spreads`.execute(db)
  return new Map(rows.map(({ visitor, evidence }) => [visitor, evidence]))
}

async function quickAmong(db: Db, visitors: readonly string[], now: Date): Promise<string[]> {
  if (visitors.length === 0) return []
  const { rows } = await sql<{ visitor: string; linkId: string; at: Date }>`
    select visitor, link_id as "linkId", followed_at as at from link_follow
    where visitor = any(${visitors}::text[]) and followed_at > ${new Date(now.getTime() - runMs)}
    order by followed_at, id`.execute(db)
  return [...Map.groupBy(rows, ({ visitor }) => visitor)].flatMap(([visitor, follows]) =>
    isQuickRun(follows) ? [visitor] : [],
  )
}

/** What visitors followed before they gave themselves away as programs on the site was a program's too. */
export const judgeFollows: ProgramHook = async (db, visitors, now) => {
  const judged = await judgeBack(db, visitors, now)
  await addCounted(db, judged.map(recounted))
}

/** Judges what they followed within a day before they were found out; gives what was taken for a person's until then. */
async function judgeBack(
  db: Db,
  visitors: Parameters<ProgramHook>[1],
  now: Date,
): Promise<{ linkId: string; day: string }[]> {
  const judged: { linkId: string; day: string }[] = []
  for (const { key, evidence, at } of visitors) {
    const { rows } = await sql<{ id: string; linkId: string; day: string }>`
      select f.id, f.link_id as "linkId", f.day::text as day from link_follow f
      where f.visitor = ${key} and f.followed_at >= ${new Date(at.getTime() - programBackMs)}
        and not exists (select from link_verdict v where v.follow_id = f.id)`.execute(db)
    const verdicts = rows.map(({ id }) => ({ followId: id, evidence, spreads: true }))
    const saved = new Set(await saveVerdicts(db, verdicts, now))
    judged.push(...rows.filter(({ id }) => saved.has(id)))
  }
  return judged
}

type Verdict = { followId: string; evidence: string; spreads: boolean }

/** Gives those that were not judged before. */
async function saveVerdicts(db: Db, verdicts: readonly Verdict[], now: Date): Promise<string[]> {
  if (verdicts.length === 0) return []
  const rows = verdicts.map((it) => ({ ...it, id: uuidv7(now) }))
  const { rows: saved } = await sql<{ follow_id: string }>`
    insert into link_verdict (id, follow_id, evidence, spreads, known_at)
    select n.id, n."followId", n.evidence, n.spreads, ${now}::timestamptz from json_to_recordset(${JSON.stringify(rows)}::json)
      as n (id uuid, "followId" uuid, evidence text, spreads boolean) order by n."followId"
    on conflict (workspace_id, follow_id) do nothing returning follow_id`.execute(db)
  return saved.map(({ follow_id }) => follow_id)
}

/** Lets go of single follows: the counts of the days stay. */
export const forgetFollows: Job = {
  name: 'links.forget',
  everyMs: hourMs,
  run: (context) =>
    inSteps(
      context,
      sql`delete from link_follow f using (
            select workspace_id, id from link_follow where followed_at < ${new Date(context.clock.now().getTime() - keptForMs)}
            order by followed_at limit ${mostForgotten}) gone
          where f.workspace_id = gone.workspace_id and f.id = gone.id`,
    ),
}
