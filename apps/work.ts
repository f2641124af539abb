import type { Listener } from '#platform/http'
import { runPump } from '#platform/pump'
import type { JobContext } from '#platform/registry'
import { runJobs } from '#platform/ticks'
import type { House } from './house.ts'
import { makeSamples } from './sample/job.ts'
import { wiring } from './wiring.ts'

/** What recurring jobs work with. */
export const jobContext = (
  { config, database, clock, log, secret }: House,
  signal: AbortSignal,
): JobContext => ({
  database,
  clock,
  log,
  adminUrl: config.adminUrl,
  publicUrl: config.publicUrl,
  dataFolder: config.dataFolder,
  mailFrom: config.mailFrom,
  secret,
  trustedHosts: config.trustedHosts,
  registry: wiring,
  signal,
  ...(config.smtpUrl && { smtpUrl: config.smtpUrl }),
})

/** The engine of a house: the pump and the recurring jobs, until `signal` aborts. */
export async function work(
  house: House,
  listener: Pick<Listener, 'onNews'>,
  signal: AbortSignal,
): Promise<void> {
  const { database, clock, log } = house
  await Promise.all([
    runPump(
      {
        database,
        clock,
        steps: wiring.pump,
        kinds: wiring.journal,
        wake: listener.onNews,
        onError: (error) => log.error({ err: error }, 'the pump stumbled'),
      },
      signal,
    ),
    runJobs([...wiring.jobs, makeSamples(house)], jobContext(house, signal), house.metrics, signal),
  ])
}
