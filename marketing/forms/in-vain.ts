import { offeredAmong } from '#people/consent'
import { type Db, Taken } from '#platform/db'
import type { RestoredHook } from '#platform/registry'
import { askedByLive } from './store.ts'

/** What an undo leaves as it is: a form that would ask for what is not offered any more, and a topic that published forms ask for. */
export const asksInVain: RestoredHook[] = [
  {
    table: 'form',
    taken: {
      columns: ['state', 'live_version', 'deleted_at'],
      refuse: async (db, ids) =>
        refuseInVain(
          db,
          (await askedByLive(db, ids)).flatMap(({ topics }) => topics),
        ),
    },
  },
  {
    table: 'topic',
    taken: {
      columns: ['archived_at', 'deleted_at'],
      refuse: async (db, ids) => {
        const topics = await db.selectFrom('topic').select('key').where('id', 'in', ids).execute()
        const asked = new Set((await askedByLive(db)).flatMap((it) => it.topics))
        await refuseInVain(
          db,
          topics.flatMap(({ key }) => (asked.has(key) ? key : [])),
        )
      },
    },
  },
]

async function refuseInVain(db: Db, topics: readonly string[]): Promise<void> {
  const offered = await offeredAmong(db, topics)
  if (topics.some((key) => !offered.has(key)))
    throw new Taken('a published form asks for what is not offered')
}
