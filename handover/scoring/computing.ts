import type { Db } from '#platform/db'
import { loadActs } from './acts.ts'
import type { Definition, Facts, KnownEvent } from './definition.ts'
import { loadFacts } from './facts.ts'
import { type Readiness, readiness, type Score, scoreAt } from './score.ts'
import { type DefinitionVersion, definitionsInForce } from './store.ts'

/** What is known of contacts that some definitions ask for. */
export interface Known {
  /** Without those that are deleted or merged into another. */
  facts: Map<string, Facts>
  acts: Map<string, KnownEvent[]>
}

/** Reads, in a few statements, what these definitions want to know of contacts. */
export async function loadKnown(
  db: Db,
  contactIds: readonly string[],
  definitions: readonly Definition[],
): Promise<Known> {
  const [facts, acts] = await Promise.all([
    loadFacts(db, contactIds, fieldsOf(definitions).add('customer')),
    loadActs(db, contactIds, kindsOf(definitions)),
  ])
  return { facts, acts }
}

/** The facts that definitions read. */
export function fieldsOf(definitions: readonly Definition[]): Set<string> {
  return new Set(
    definitions.flatMap(({ rules, required, exclude }) => [
      ...rules.flatMap((rule) => (rule.axis === 'fit' ? rule.matcher.field : [])),
      ...required,
      ...exclude.map((matcher) => matcher.field),
    ]),
  )
}

function kindsOf(definitions: readonly Definition[]): string[] {
  const kinds = definitions.flatMap(({ rules }) =>
    rules.flatMap((rule) => (rule.axis === 'interest' ? rule.matcher.kind : [])),
  )
  return [...new Set(kinds)]
}

/** One person under one definition at an instant. */
export function judge(
  definition: Definition,
  { facts, acts }: Known,
  contactId: string,
  at: Date,
  wasReady: boolean,
): { score: Score; now: Readiness } {
  const known = facts.get(contactId) ?? {}
  const score = scoreAt(definition, known, acts.get(contactId) ?? [], at)
  return { score, now: readiness(definition, score, known, wasReady) }
}

/** How strong a person is, and by which version. */
export interface Scored {
  version: DefinitionVersion
  score: Score
}

/** One person by the definition in force for a product line; null: none speaks of it. */
export async function judgedNow(
  db: Db,
  contactId: string,
  productLineId: string,
  now: Date,
): Promise<Scored | null> {
  const version = (await definitionsInForce(db)).find((one) => one.productLineId === productLineId)
  if (!version) return null
  const known = await loadKnown(db, [contactId], [version.definition])
  return { version, score: judge(version.definition, known, contactId, now, false).score }
}

/** The first instant at which time alone changes points or readiness; null = never. */
export function nextChange(score: Score, now: Readiness): Date | null {
  const [a, b] = [score.changesAt, now.changesAt]
  return a && b ? (a < b ? a : b) : (a ?? b)
}
