import { type Count, type CountedSet, countAll, type Filter, isOfVisits, isWide } from '#insight/sets'
import type { Db } from '#platform/db'
import { type Figure, figure, shareFigure } from './figure.ts'

const view = 'period' as const
const nobodys = 'Visits are the whole firm’s, and you see a part of it'
const narrowedAway = 'A visit is of no form, product line or person'

type Of = { filter: Filter; counts: Map<string, Count> }

/** Visits are many more than all else, so nothing else is counted in one statement with them. */
export const isVisits = ({ key }: Pick<CountedSet, 'key'>): boolean => key.startsWith('visit.')

export async function countVisits(db: Db, sets: CountedSet[]): Promise<Map<string, Count>> {
  const ofVisits = sets.filter(isVisits)
  return ofVisits.length > 0 ? countAll(db, ofVisits) : new Map()
}

/** Visits of people; where they can't be told, so that it says why, with the rate that is made of them. */
export function visitFigures({ filter, counts }: Of): { visits: Figure[]; untold: Figure[] } {
  const known = isOfVisits(filter)
  const note = known ? null : filter.ofSeen ? nobodys : narrowedAway
  const n = counts.get('visit.human')?.n ?? 0
  const visits = figure({
    ...{ key: 'visit.human', section: 'race', label: 'Human visits', kind: 'count', note, n },
    formula: 'visits with a page read that no verdict holds to be a program’s, by when they began',
    ...{ value: known ? n : null, behind: known ? [{ key: 'visit.human', view }] : [] },
  })
  const rate = shareFigure({
    ...{ key: 'rate.visit_to_lead', section: 'rates', label: 'Visit → lead', note, hits: 0, cases: 0 },
    ...{ formula: 'visits in which their person did what opened a lead ÷ visits of people', behind: [] },
  })
  return { visits: [visits], untold: known ? [] : [rate] }
}

/** Letters to people, of the whole firm or of the people whom the caller sees. */
export function letterFigures({ filter, counts }: Of): Figure[] {
  if (!isWide(filter)) return []
  const count = (key: string, label: string, formula: string) => {
    const n = counts.get(key)?.n ?? 0
    return figure({
      ...{ key, section: 'mail', label, formula, kind: 'count', value: n, n, behind: [{ key, view }] },
    })
  }
  return [
    count(
      'letter.accepted',
      'Taken by a mail server',
      'letters to people that a mail server took in the period; what members get is none',
    ),
    count('letter.bounced', 'Came back', 'of these, came back later'),
    count('letter.delivered', 'Delivered', 'of these, have not come back'),
  ]
}
