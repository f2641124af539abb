import { sql } from 'kysely'
import type { z } from 'zod'
import { findContact } from '#people/contacts'
import type { Db } from '#platform/db'
import type { JournalKind } from '#platform/registry'
import { judge, loadKnown } from './computing.ts'
import type { scoreShape } from './contract.ts'
import type { KnownEvent } from './definition.ts'
import { keptScores, keyOf } from './scores.ts'
import { definitionsInForce } from './store.ts'
import { namesIn, vocabulary } from './vocabulary.ts'
import { missingWords, type Names, ruleWords } from './words.ts'

type ShownScore = z.infer<typeof scoreShape>

/**
 * A person's points line by line, one entry for each product line's definition in force. Kept points are shown as
 * they are; who was never looked at is computed now.
 */
export async function explain(
  db: Db,
  id: string,
  kinds: readonly JournalKind[],
  lines: readonly { id: string; name: string }[],
  now: Date,
): Promise<ShownScore[]> {
  const { id: contactId } = await findContact(db, id)
  const inForce = await definitionsInForce(db)
  const known = await loadKnown(
    db,
    [contactId],
    inForce.map((version) => version.definition),
  )
  const kept = await keptScores(
    db,
    inForce.map((version) => version.id),
    [contactId],
  )
  const used = inForce.flatMap(({ definition }) =>
    definition.rules.flatMap((rule) => (rule.axis === 'interest' ? rule.matcher.kind : [])),
  )
  const names = namesIn(await vocabulary(db, kinds, used), lines)
  const acts = new Map((known.acts.get(contactId) ?? []).map((act) => [act.id, act]))
  return inForce.flatMap((version) => {
    const productLine = lines.find((line) => line.id === version.productLineId)
    if (!productLine || !known.facts.has(contactId)) return []
    const { definition } = version
    const held = kept.get(keyOf(version.id, contactId))
    const at = held?.asOf ?? now
    const { score, now: strength } = judge(
      definition,
      known,
      contactId,
      at,
      (held?.place ?? 'none') !== 'none',
    )
    const points = held ?? { ...score, placeSince: null, asOf: now }
    const rules = new Map(definition.rules.map((rule) => [rule.id, rule]))
    return {
      productLineId: version.productLineId,
      productLine: productLine.name,
      definitionVersion: version.version,
      lanes: version.lanes,
      fit: points.fit,
      interest: points.interest,
      total: points.fit + points.interest,
      enter: definition.enter,
      leave: definition.leave,
      place: held?.place ?? 'none',
      placeSince: points.placeSince,
      asOf: points.asOf,
      changesAt: points.changesAt,
      missing: strength.missing.map((one) => missingWords(names, one)),
      lines: points.lines.flatMap(({ ruleId, points: worth, eventIds }) => {
        const rule = rules.get(ruleId)
        if (!rule) return []
        return {
          ruleId,
          axis: rule.axis,
          points: worth,
          label: ruleWords(names, rule),
          evidence: eventIds.flatMap((eventId) => evidence(acts.get(eventId), kinds, names)),
        }
      }),
    }
  })
}

function evidence(act: KnownEvent | undefined, kinds: readonly JournalKind[], names: Names) {
  if (!act) return []
  const kind = kinds.find((one) => one.kind === act.kind)
  const text = kind?.sentence({ ...act.data }) ?? names.acts.get(act.kind) ?? act.kind
  return { eventId: act.id, text, at: act.occurredAt }
}

export interface LookRow {
  id: string
  at: Date
  cause: string
  arrived: number
}

/** When a person was looked at, newest first, strictly before (`at`, `id`) of the page before. */
export async function looksOf(
  db: Db,
  contactId: string,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<LookRow[]> {
  const { rows } = await sql<LookRow>`
    select id, at, cause, cardinality(arrived) as arrived from look
    where contact_id = ${contactId}
      ${after ? sql`and (at, id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
    order by at desc, id desc limit ${limit}`.execute(db)
  return rows
}

export interface TurnRow {
  at: Date
  productLineId: string
  turn: 'crosses' | 'candidate' | 'leaves'
  total: number
  version: number
}

/** The changes of place that the looks of a span of time led to. */
export async function turnsOf(db: Db, contactId: string, from: Date, to: Date): Promise<TurnRow[]> {
  const { rows } = await sql<TurnRow>`
    select e.occurred_at as at, e.data ->> 'productLineId' as "productLineId", e.data ->> 'turn' as turn,
      (e.data ->> 'total')::int as total, (e.data ->> 'version')::int as version
    from identity i join journal_event e on e.subject_id = i.subject_id
    where i.contact_id = ${contactId} and i.until is null and e.kind = 'readiness.changed'
      and e.occurred_at >= ${from} and e.occurred_at <= ${to}
    order by e.id`.execute(db)
  return rows
}
