import { isLettingGo } from '#people/erasing'
import { firmsPutAside, isSilent } from '#platform/installation'
import type { BinKind, Job, JobContext } from '#platform/registry'
import { eachFirm } from '#platform/ticks'
import { letGo } from './going.ts'
import { dueThere } from './store.ts'

const hourMs = 3_600_000
const atOnce = 50
/** So many of a kind and firm each time: people are taken out one by one, after whoever asked to be erased. */
const mostATime = 500

/** What has lain in the bin long enough goes for good, in steps of a transaction each, so that a crash loses none. */
export const emptyBin: Job = {
  name: 'bin',
  everyMs: hourMs,
  run: async (context) => {
    const { database, registry } = context
    const aside = await database.engine(async (db) => ((await isSilent(db)) ? null : firmsPutAside(db)))
    if (!aside) return
    const firms = await database.auth((db) => db.selectFrom('workspace').select('workspace_id').execute())
    const due = firms.filter((it) => !aside.includes(it.workspace_id))
    await eachFirm(context, due, async ({ workspace_id: workspaceId }) => {
      for (const kind of registry.bins) await emptyOf(context, workspaceId, kind)
    })
  },
}

async function emptyOf(context: JobContext, workspaceId: number, kind: BinKind): Promise<void> {
  const { database, clock, registry, secret, signal } = context
  const inside = { workspaceId, actor: 'engine' }
  if (kind.record === 'contact' && (await database.tenant({ ...inside, now: clock.now() }, isLettingGo)))
    return
  const operation = { kind: 'bin.empty', label: 'Gone from the bin after 30 days' }
  let [gone, found] = [0, atOnce]
  while (found === atOnce && gone < mostATime && !signal.aborted) {
    const now = clock.now()
    found = await database.tenant({ ...inside, now, operation }, async (db) => {
      const ids = await dueThere(db, kind, atOnce, now)
      await letGo(db, kind, ids, { ...inside, secret, registry }, now)
      return ids.length
    })
    gone += found
  }
}
