import { sentKinds, shownKind } from '#people/timeline'
import type { Db } from '#platform/db'
import type { JournalKind } from '#platform/registry'
import type { Definition } from './definition.ts'
import { type FactField, factFields } from './facts.ts'
import type { Names } from './words.ts'

export interface ActKind {
  kind: string
  label: string
  fields: { path: string; label: string }[]
}

/** What rules may speak of: every fact, with those refused and why, and every kind of act of a person. */
export interface Vocabulary {
  facts: FactField[]
  acts: ActKind[]
}

/** The kinds of acts that Baton knows of itself; those that other programs send are known by having come. */
export async function vocabulary(
  db: Db,
  kinds: readonly JournalKind[],
  used: readonly string[],
): Promise<Vocabulary> {
  const own = kinds.filter((kind) => kind.humanAct)
  const named = new Set(own.map((kind) => kind.kind))
  const sent = [
    ...new Set([
      ...(await sentKinds(
        db,
        kinds.map(({ kind }) => kind),
      )),
      ...used,
    ]),
  ]
    .filter((kind) => !named.has(kind))
    .sort()
  return {
    facts: await factFields(db),
    acts: [
      ...own.map(({ kind, fields }) => ({
        kind,
        label: shownKind(kind),
        fields: Object.entries(fields ?? {}).map(([path, label]) => ({ path, label })),
      })),
      ...sent.map((kind) => ({ kind, label: shownKind(kind), fields: [] })),
    ],
  }
}

/** `things`: what a condition may name by its id. */
export const namesIn = (
  { facts, acts }: Vocabulary,
  things: readonly { id: string; name: string }[],
): Names => ({
  facts: new Map(facts.map(({ field, label }) => [field, label])),
  acts: new Map(acts.map(({ kind, label }) => [kind, label])),
  held: new Map(
    acts.flatMap(({ kind, fields }) => fields.map(({ path, label }) => [`${kind} ${path}`, label])),
  ),
  things: new Map(things.map(({ id, name }) => [id, name])),
})

/**
 * Why the definition reads what it must not, by the path of each such place: facts known only after sales spoke, or
 * the outcome itself (which may exclude people, but never give points), and facts that are not there.
 */
export function refusedFacts(definition: Definition, facts: readonly FactField[]): Record<string, string> {
  const byField = new Map(facts.map((fact) => [fact.field, fact]))
  const problems: Record<string, string> = {}
  const check = (path: string, field: string, mayBeOutcome: boolean) => {
    const fact = byField.get(field)
    if (!fact) problems[path] = `There is no field “${field}” any more.`
    else if (fact.refused && !(mayBeOutcome && fact.refused.role === 'outcome'))
      problems[path] = `“${fact.label}” can't be used here. ${fact.refused.reason}`
  }
  for (const [n, rule] of definition.rules.entries())
    if (rule.axis === 'fit') check(`content.rules.${n}`, rule.matcher.field, false)
  for (const [n, field] of definition.required.entries()) check(`content.required.${n}`, field, false)
  for (const [n, { field }] of definition.exclude.entries()) check(`content.exclude.${n}`, field, true)
  return problems
}
