import { productLines } from '#catalogue/products'
import type { KeptSource } from '#platform/registry'
import { explain } from './explaining.ts'

/** How somebody is scored and by what logic: each rule that gave points, how many, and by which act. */
export const keptScore: KeptSource = {
  title: 'How they are scored',
  none: 'They were not scored.',
  rank: 10,
  lines: async (db, { contactId, now, kinds }) => {
    const scores = await explain(db, contactId, kinds, await productLines(db), now)
    return scores.flatMap((it) => [
      {
        text: `${it.productLine}: ${it.total} points, of ${it.enter} that count as strong enough`,
        detail: `${it.fit} for fit, ${it.interest} for interest, by version ${it.definitionVersion} of the rules${it.missing.length > 0 ? `; missing: ${it.missing.join(', ')}` : ''}`,
        at: it.asOf,
      },
      ...it.lines.map((line) => ({
        text: `${line.points} points: ${line.label}`,
        detail: line.evidence.map(({ text }) => text).join(' · ') || null,
        at: line.evidence[0]?.at ?? null,
      })),
    ])
  },
}
