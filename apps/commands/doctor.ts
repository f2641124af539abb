import { pino } from 'pino'
import { systemClock } from '#platform/clock'
import { readConfig } from '#platform/config'
import { whyNoDatabase } from '#platform/db'
import { isSilent } from '#platform/installation'
import { makeLog } from '#platform/log'
import { type House, openHouse } from '../house.ts'
import { options } from './command.ts'
import { addressProblem, clockProblem, folderProblem, mailProblem, schemaProblem } from './diagnosis.ts'

const usage =
  'Usage: baton doctor\n\nSays in words what is wrong with database, mail, disk, clock and addresses. Exits 1 if something is.'

export async function run(args: string[]): Promise<void> {
  options(args, usage, {})
  const config = readConfig(process.env)
  const check = async (name: string, fn: () => Promise<string | null>): Promise<boolean> => {
    const problem = await fn().catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    )
    console.log(`${problem ? '✗' : '✓'} ${name}${problem ? `: ${problem}` : ''}`)
    if (problem) process.exitCode = 1
    return !problem
  }
  await check('disk', () => folderProblem(config.dataFolder))
  await check('mail', () => mailProblem(config.smtpUrl))
  let house: House | undefined
  const isSound = await check('database', async () => {
    const why = config.databaseUrl ? await whyNoDatabase(config.databaseUrl) : null
    if (why) return why
    const log = makeLog(process.env.LOG_LEVEL ? config.logLevel : 'silent', pino.destination(2))
    house = await openHouse(config, log, systemClock, { hold: false })
    return schemaProblem(house.database)
  })
  try {
    if (house) await check('clock', () => clockProblem(house!.database, systemClock.now))
    if (house && isSound)
      await check('sending', async () =>
        (await house!.database.engine(isSilent))
          ? 'silent: an owner has to confirm this copy under Settings → This installation'
          : null,
      )
    await check('address', () => addressProblem({ setting: 'BATON_URL', url: config.adminUrl }))
    await check('public address', () =>
      addressProblem({ setting: 'BATON_PUBLIC_URL', url: config.publicUrl }),
    )
  } finally {
    await house?.close()
  }
}
