import type { Db } from '#platform/db'
import type { Registry, TimelineItem } from '#platform/registry'
import { end, gather } from './gathering.ts'

/** What happened to or through somebody from every source, the newest first, for whoever sees all. */
export async function timelineOf(
  db: Db,
  registry: Pick<Registry, 'journal' | 'timeline'>,
  of: { contactId: string },
  { limit }: { limit: number },
): Promise<TimelineItem[]> {
  const items = await gather(db, registry, of, { before: end, limit, ofSeen: false, shown: [] })
  return items.slice(0, limit)
}
