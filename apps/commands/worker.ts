import { systemClock } from '#platform/clock'
import { readConfig } from '#platform/config'
import { migrate } from '#platform/db'
import { listen } from '#platform/http'
import { recognise } from '#platform/installation'
import { makeLog } from '#platform/log'
import { openHouse } from '../house.ts'
import { work } from '../work.ts'
import { options } from './command.ts'

const usage =
  'Usage: baton worker\n\nRuns the engine alone (pump and recurring jobs), beside a server on the same database.'

export async function run(args: string[]): Promise<void> {
  options(args, usage, {})
  const config = readConfig(process.env)
  const log = makeLog(config.logLevel)
  const house = await openHouse(config, log, systemClock, { hold: false })
  await migrate(house.database, house.clock, (line) => log.info(line))
  const { silent } = await recognise(house.database, config.dataFolder, house.clock)
  if (silent) log.warn({ reason: silent }, 'Nothing is sent until an owner confirms.')
  const listener = await listen(house.database, (error) =>
    log.warn({ err: error }, 'listening was interrupted'),
  )
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.abort())
  log.info('The engine runs.')
  await work(house, listener, stop.signal)
  await listener.close()
  await house.close()
}
