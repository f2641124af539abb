import type { Logger } from 'pino'
import { systemClock } from '#platform/clock'
import { type Config, readConfig } from '#platform/config'
import { migrate } from '#platform/db'
import { recognise } from '#platform/installation'
import { makeLog } from '#platform/log'
import { firstRunToken } from '#workspace/auth'
import { openHouse } from '../house.ts'
import { options } from './command.ts'

const usage = `Usage: baton start

Serves the app (PORT, 3000) and the public pages (PUBLIC_PORT, 3001) and runs the engine.
Settings: PORT PUBLIC_PORT HOST BATON_DATA DATABASE_URL BATON_URL BATON_PUBLIC_URL SMTP_URL MAIL_FROM BATON_TRUST_PROXY LOG_LEVEL`

async function open(config: Config, log: Logger) {
  const house = await openHouse(config, log, systemClock, { hold: true })
  await migrate(house.database, house.clock, (line) => log.info(line))
  return { house, ...(await recognise(house.database, config.dataFolder, house.clock)) }
}

export async function run(args: string[]): Promise<void> {
  options(args, usage, {})
  const config = readConfig(process.env)
  const log = makeLog(config.logLevel)
  // PostgreSQL starts and migrates while the slices are being read.
  const [{ house, silent }, { serve }, { work }] = await Promise.all([
    open(config, log),
    import('../serve.ts'),
    import('../work.ts'),
  ])
  const served = await serve(house)
  const stop = new AbortController()
  await served.admin.listen({ port: config.port, host: config.host })
  await served.public.listen({ port: config.publicPort, host: config.host })
  const working = work(house, served.listener, stop.signal)
  const token = await firstRunToken(house.database, house.secret)
  const lines = [
    '',
    `  Baton is ready: ${token ? `${config.adminUrl}/setup?token=${token}` : config.adminUrl}`,
  ]
  if (token) lines.push('  Open it to make the first account.')
  if (silent)
    lines.push(`  Nothing is sent until an owner confirms (Settings → This installation). ${silent}`)
  if (!config.smtpUrl)
    lines.push('  No mail server (SMTP_URL): mail is kept and can be read under Settings → Sent mail.')
  console.log(`${lines.join('\n')}\n`)

  let ending: Promise<void> | undefined
  const end = () => {
    ending ??= (async () => {
      stop.abort()
      await served.close()
      await working
      await house.close()
    })()
    ending.then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'ending was not clean')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}
