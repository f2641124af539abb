import type { Database } from '#platform/db'
import { sampleGone } from '#platform/installation'
import { removeFilesOf } from '#workspace/transfer'
import { emptyWorkspace, rowsOf } from './emptying.ts'

const itself = 'public.sample_firm'

/**
 * Takes a sample firm out with all its rows and files. Nobody can begin to work in it any more; who was at work when it was
 * to go may still have added a row, so it is looked at again before its number is forgotten.
 */
export async function removeSample(
  { database, dataFolder }: { database: Database; dataFolder: string },
  workspaceId: number,
  now: Date,
): Promise<void> {
  const isThere = async () =>
    Object.keys(await rowsOf(database, workspaceId)).some((table) => table !== itself)
  do await emptyWorkspace(database, workspaceId, { now, but: [itself] })
  while (await isThere())
  await removeFilesOf(dataFolder, workspaceId)
  await sampleGone(database, workspaceId)
}
