import type { Db } from '#platform/db'
import type { Registry, TimelineItem } from '#platform/registry'
import { journalItems } from './events.ts'
import { areaOf, areasOf, type Group } from './kinds.ts'

export const end = new Date('9999-01-01T00:00:00Z')
const mostRounds = 40

export type Of = { contactId?: string; companyId?: string; dealId?: string }
/** Newest first: by time, and by id where that is the same. */
export const newestFirst = (a: TimelineItem, b: TimelineItem) =>
  b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1)

/**
 * What happened before an instant from every source, of some kinds or all: at least `limit` of each source, if there is so
 * much, so that the first `limit` of all together are the newest there are.
 */
export async function gather(
  db: Db,
  { journal, timeline }: Pick<Registry, 'journal' | 'timeline'>,
  of: Of,
  how: { before: Date; limit: number; ofSeen: boolean; shown: readonly Group[] },
): Promise<TimelineItem[]> {
  const wanted = areasOf(how.shown)
  const isWanted = ({ kind }: TimelineItem) =>
    !wanted ||
    wanted.areas.includes(areaOf(kind)) ||
    (wanted.but !== null && !wanted.but.includes(areaOf(kind)))
  const ids: string[] = []
  if (of.dealId) for (const { actsOf } of timeline) ids.push(...((await actsOf?.(db, of.dealId)) ?? []))
  const { contactId, companyId } = of
  const acts = { contactId, companyId, ...(of.dealId && { ids }) }
  const loads = [
    (before: Date, limit: number) =>
      journalItems(db, journal, acts, { before, limit, ofSeen: how.ofSeen, areas: wanted }),
    ...timeline.map((source) => (before: Date, limit: number) => source.load(db, of, before, limit)),
  ]
  const all: TimelineItem[] = []
  for (const load of loads) all.push(...(await enough(load, isWanted, how)))
  return all.toSorted(newestFirst)
}

/** Goes back in a source until it gave enough of what is wanted, or has no more. */
async function enough(
  load: (before: Date, limit: number) => Promise<TimelineItem[]>,
  isWanted: (item: TimelineItem) => boolean,
  { before, limit }: { before: Date; limit: number },
): Promise<TimelineItem[]> {
  const found = new Map<string, TimelineItem>()
  let from = before
  for (let round = 0; round < mostRounds; round++) {
    const items = await load(from, limit)
    for (const item of items) if (isWanted(item)) found.set(item.id, item)
    const oldest = items.at(-1)
    if (found.size >= limit || items.length < limit || !oldest) break
    // Others of the same millisecond may have been cut off: it is gone through again.
    const next = new Date(oldest.at.getTime() + 1)
    from = next < from ? next : oldest.at
  }
  return [...found.values()]
}
