import type { JobContext } from '#platform/registry'

/**
 * Does what is due for one firm after another, or some at a time. What fails for one is reported and stays with it; the job
 * fails when all others have had their turn, by which it is counted.
 */
export async function eachFirm<T extends { workspace_id: number }>(
  { log, signal }: Pick<JobContext, 'log' | 'signal'>,
  due: readonly T[],
  run: (it: T) => Promise<unknown>,
  { atOnce = 1 } = {},
): Promise<void> {
  const left = [...due]
  const failed: unknown[] = []
  const line = async () => {
    for (let it = left.shift(); it && !signal.aborted; it = left.shift())
      try {
        await run(it)
      } catch (error) {
        failed.push(error)
        log.error({ err: error, workspace: it.workspace_id }, 'a job failed for one firm')
      }
  }
  await Promise.all(Array.from({ length: atOnce }, line))
  if (failed.length > 0)
    throw new AggregateError(failed, `${failed.length} of ${due.length} that were due failed: ${failed[0]}`)
}

/**
 * Does long work of many firms in slices: each round takes one of what waits of each firm, the first of it, so that nobody waits for
 * the whole of another's, and who came meanwhile has a turn in the next. `slice` says whether there is more to do of it; what is
 * done, in another process's hands or has failed is not asked about again.
 */
export async function inTurns<T extends { workspace_id: number; id?: string }>(
  context: Pick<JobContext, 'log' | 'signal'>,
  waiting: () => Promise<readonly T[]>,
  slice: (it: T) => Promise<boolean>,
): Promise<void> {
  const over = new Set<string>()
  const failed: unknown[] = []
  const nameOf = (it: T) => `${it.workspace_id} ${it.id ?? ''}`
  while (!context.signal.aborted) {
    const left = (await waiting()).filter((it) => !over.has(nameOf(it)))
    const firsts = [...Map.groupBy(left, (it) => it.workspace_id).values()].map(([first]) => first!)
    if (firsts.length === 0) break
    await eachFirm(context, firsts, async (it) => {
      over.add(nameOf(it))
      if (await slice(it)) over.delete(nameOf(it))
    }).catch((error: AggregateError) => failed.push(...error.errors))
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} that waited failed: ${failed[0]}`)
}
