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
