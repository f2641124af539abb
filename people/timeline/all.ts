import type { Db } from '#platform/db'
import type { Registry, TimelineItem } from '#platform/registry'
import { journalItems } from './events.ts'

const end = new Date('9999-01-01T00:00:00Z')

/** What happened to or through somebody from every source, the newest first, for whoever sees all. */
export async function timelineOf(
  db: Db,
  { journal, timeline }: Pick<Registry, 'journal' | 'timeline'>,
  of: { contactId: string },
  { limit }: { limit: number },
): Promise<TimelineItem[]> {
  const items = [await journalItems(db, journal, of, { before: end, limit, ofSeen: false })]
  for (const source of timeline) items.push(await source.load(db, of, end, limit))
  return items
    .flat()
    .toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
    .slice(0, limit)
}
