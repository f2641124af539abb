import { sql } from 'kysely'
import type { Db } from '#platform/db'
import type { Place } from './readiness.ts'

/** A person's points under one definition as they are kept, with the person's place before the seam. */
export interface KeptScore {
  definitionId: string
  contactId: string
  fit: number
  interest: number
  place: Place
  placeSince: Date
  asOf: Date
  /** First instant at which time alone changes it; null = never. */
  changesAt: Date | null
  /** By rule. */
  lines: ScoreLine[]
}
export interface ScoreLine {
  ruleId: string
  points: number
  eventIds: string[]
}

/** The lines of a score as they are kept. */
export const keptLines = (lines: readonly ScoreLine[]): ScoreLine[] =>
  lines
    .map(({ ruleId, points, eventIds }) => ({ ruleId, points, eventIds }))
    .sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1))

/** The kept scores of contacts under the given definitions, by `keyOf`. */
export async function keptScores(
  db: Db,
  definitionIds: readonly string[],
  contactIds: readonly string[],
): Promise<Map<string, KeptScore>> {
  if (definitionIds.length === 0 || contactIds.length === 0) return new Map()
  const { rows } = await sql<{
    definition_id: string
    contact_id: string
    fit: number
    interest: number
    place: Place
    place_since: Date
    as_of: Date
    changes_at: Date | null
    lines: KeptScore['lines'] | null
  }>`
    select definition_id, contact_id, fit, interest, place, place_since, as_of,
           nullif(changes_at, 'infinity') as changes_at,
           (select json_agg(json_build_object('ruleId', l.rule_id, 'points', l.points, 'eventIds', l.event_ids) order by l.rule_id collate "C")
            from score_line l where l.definition_id = s.definition_id and l.contact_id = s.contact_id) as lines
    from score s where definition_id = any(${definitionIds}::uuid[]) and contact_id = any(${contactIds}::uuid[])`.execute(
    db,
  )
  const found = new Map<string, KeptScore>()
  for (const row of rows) {
    found.set(keyOf(row.definition_id, row.contact_id), {
      definitionId: row.definition_id,
      contactId: row.contact_id,
      fit: row.fit,
      interest: row.interest,
      place: row.place,
      placeSince: row.place_since,
      asOf: row.as_of,
      changesAt: row.changes_at,
      lines: row.lines ?? [],
    })
  }
  return found
}

export const keyOf = (definitionId: string, contactId: string) => `${definitionId} ${contactId}`

/** Whether two scores say the same: then nothing is written, and `asOf` stays the older. */
export function sameScore(a: KeptScore | undefined, b: KeptScore): boolean {
  return (
    a !== undefined &&
    a.fit === b.fit &&
    a.interest === b.interest &&
    a.place === b.place &&
    a.changesAt?.getTime() === b.changesAt?.getTime() &&
    sameLines(a, b)
  )
}

const sameLines = (a: KeptScore, b: KeptScore) => JSON.stringify(a.lines) === JSON.stringify(b.lines)
const sameLine = (a: ScoreLine, b: ScoreLine) => JSON.stringify(a) === JSON.stringify(b)

/**
 * Writes scores with their lines in one statement, however many there are. Lines that `kept` has are not written again; without
 * it whatever was there before goes.
 */
export async function saveScores(
  db: Db,
  scores: readonly KeptScore[],
  kept?: ReadonlyMap<string, KeptScore>,
): Promise<void> {
  if (scores.length === 0) return
  const rows = scores.map((score) => {
    const before = kept?.get(keyOf(score.definitionId, score.contactId))?.lines ?? []
    const lines = score.lines.filter((line) => !before.some((one) => sameLine(one, line)))
    const rules = new Set(score.lines.map(({ ruleId }) => ruleId))
    return { ...score, new: lines, isLess: !kept || before.some(({ ruleId }) => !rules.has(ruleId)) }
  })
  const of = <T>(pick: (score: KeptScore) => T) => scores.map(pick)
  const lines = rows.flatMap(({ definitionId, contactId, new: own }) =>
    own.map((line) => ({ definitionId, contactId, ...line })),
  )
  const less = rows.filter(({ isLess }) => isLess)
  const left = less.flatMap(({ definitionId, contactId, lines: own }) =>
    own.map(({ ruleId }) => ({ definitionId, contactId, ruleId })),
  )
  const forgotten = sql`
    , forgotten as (
      delete from score_line l
      using unnest(${less.map((it) => it.definitionId)}::uuid[], ${less.map((it) => it.contactId)}::uuid[]) as n (definition_id, contact_id)
      where l.definition_id = n.definition_id and l.contact_id = n.contact_id and not exists (
        select from unnest(
          ${left.map((it) => it.definitionId)}::uuid[], ${left.map((it) => it.contactId)}::uuid[], ${left.map((it) => it.ruleId)}::text[]
        ) as k (definition_id, contact_id, rule_id)
        where k.definition_id = l.definition_id and k.contact_id = l.contact_id and k.rule_id = l.rule_id))`
  await sql`
    with saved as (
      insert into score (definition_id, contact_id, fit, interest, place, place_since, as_of, changes_at)
      select n.definition_id, n.contact_id, n.fit, n.interest, n.place, n.place_since, n.as_of, coalesce(n.changes_at, 'infinity')
      from unnest(
        ${of((it) => it.definitionId)}::uuid[], ${of((it) => it.contactId)}::uuid[], ${of((it) => it.fit)}::int[],
        ${of((it) => it.interest)}::int[], ${of((it) => it.place)}::text[], ${of((it) => it.placeSince)}::timestamptz[],
        ${of((it) => it.asOf)}::timestamptz[], ${of((it) => it.changesAt)}::timestamptz[]
      ) as n (definition_id, contact_id, fit, interest, place, place_since, as_of, changes_at)
      on conflict (workspace_id, definition_id, contact_id) do update set
        fit = excluded.fit, interest = excluded.interest, place = excluded.place, place_since = excluded.place_since,
        as_of = excluded.as_of, changes_at = excluded.changes_at
    )${less.length > 0 ? forgotten : sql``}
    insert into score_line (definition_id, contact_id, rule_id, points, event_ids)
    select n.definition_id, n.contact_id, n.rule_id, n.points, n.event_ids::uuid[]
    from unnest(
      ${lines.map((it) => it.definitionId)}::uuid[], ${lines.map((it) => it.contactId)}::uuid[],
      ${lines.map((it) => it.ruleId)}::text[], ${lines.map((it) => it.points)}::int[],
      ${lines.map((it) => `{${it.eventIds.join(',')}}`)}::text[]
    ) as n (definition_id, contact_id, rule_id, points, event_ids)
    on conflict (workspace_id, definition_id, contact_id, rule_id) do update set
      points = excluded.points, event_ids = excluded.event_ids`.execute(db)
}

/** Forgets what is kept of contacts that are no more: erased, deleted, merged into another. */
export async function dropScores(db: Db, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return
  await Promise.all([
    sql`delete from score where contact_id = any(${contactIds}::uuid[])`.execute(db),
    sql`delete from score_line where contact_id = any(${contactIds}::uuid[])`.execute(db),
  ])
}
