import {
  allSets,
  type Count,
  type CountedSet,
  countAll,
  type Filter,
  isOfVisits,
  isWide,
} from '#insight/sets'
import type { Db } from '#platform/db'
import { type Figure, figure, shareFigure } from './figure.ts'
import { rateFigure, ratesOf } from './numbers.ts'

const view = 'period' as const
const nobodys = 'Visits are the whole firm’s, and you see a part of it'
const narrowedAway = 'A visit is of no form, product line or person'

/** Visits are many more than all else, so nothing else is counted in one statement with them. */
export const isVisits = ({ key }: Pick<CountedSet, 'key'>): boolean => key.startsWith('visit.')

export const isVisitFigure = ({ key }: Pick<Figure, 'key'>): boolean =>
  key === 'visit.human' || key === `rate.${rateKey}`
const rateKey = 'visit_to_lead'

async function countVisits(db: Db, filter: Filter, now: Date): Promise<Map<string, Count>> {
  return isOfVisits(filter) ? countAll(db, allSets(filter, view, now).filter(isVisits)) : new Map()
}

const rateIn = (counts: Map<string, Count>, now: Date) =>
  ratesOf(counts, now).find(({ key }) => key === rateKey)

/** The rate of visits that open a lead; undefined where visits can't be told. */
export const visitRate = async (db: Db, filter: Filter, now: Date) =>
  rateIn(await countVisits(db, filter, now), now)

/** Visits of people and the rate that is made of them; where they can't be told, so that it says why. */
export async function visitFigures(db: Db, filter: Filter, now: Date): Promise<Figure[]> {
  const known = isOfVisits(filter)
  const note = known ? null : filter.ofSeen ? nobodys : narrowedAway
  const counts = await countVisits(db, filter, now)
  const n = counts.get('visit.human')?.n ?? 0
  const told = rateIn(counts, now)
  return [
    figure({
      ...{ key: 'visit.human', section: 'race', label: 'Human visits', kind: 'count', note, n },
      formula: 'visits with a page read that no verdict holds to be a program’s, by when they began',
      ...{ value: known ? n : null, behind: known ? [{ key: 'visit.human', view }] : [] },
    }),
    told
      ? rateFigure(told)
      : shareFigure({
          ...{ key: `rate.${rateKey}`, section: 'rates', label: 'Visit → lead', note, hits: 0, cases: 0 },
          ...{
            formula: 'visits in which their person did what opened a lead ÷ visits of people',
            behind: [],
          },
        }),
  ]
}

/** Letters to people, of the whole firm or of the people whom the caller sees. */
export function letterFigures(filter: Filter, counts: Map<string, Count>): Figure[] {
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
