import { statfs } from 'node:fs/promises'
import { probeMailServer } from '#mail/letters'
import { migrationFiles, schemaVersion } from '#platform/db'
import { callOut } from '#platform/egress'
import { isSilent } from '#platform/installation'
import { options, withHouse } from './command.ts'

const usage =
  'Usage: baton doctor\n\nSays in words what is wrong with database, mail, disk, clock and address. Exits 1 if something is.'
const leastFreeBytes = 1024 ** 3
const largestDriftMs = 5_000

export async function run(args: string[]): Promise<void> {
  options(args, usage, {})
  const problems = await withHouse(async ({ database, config, clock }) => {
    const found: string[] = []
    const check = async (name: string, fn: () => Promise<string | null>) => {
      const problem = await fn().catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      )
      console.log(`${problem ? '✗' : '✓'} ${name}${problem ? `: ${problem}` : ''}`)
      if (problem) found.push(name)
    }
    await check('database', async () => {
      const [version, files] = [await schemaVersion(database), await migrationFiles()]
      return version === files.at(-1)?.name ? null : `its schema is ${version}; run: baton migrate`
    })
    await check('clock', async () => {
      const { rows } = await database.owner((client) =>
        client.query<{ now: Date }>('select clock_timestamp() as now'),
      )
      const driftMs = Math.abs(rows[0]!.now.getTime() - clock.now().getTime())
      return driftMs > largestDriftMs
        ? `this machine and the database differ by ${Math.round(driftMs / 1000)} s; set both by NTP`
        : null
    })
    await check('disk', async () => {
      const { bavail, bsize } = await statfs(config.dataFolder)
      return bavail * bsize < leastFreeBytes
        ? `only ${Math.round((bavail * bsize) / 1024 ** 2)} MB are free under ${config.dataFolder}`
        : null
    })
    await check('mail', async () => {
      if (!config.smtpUrl) return 'no SMTP_URL is set, so mail is kept (Settings → Sent mail) and not sent'
      await probeMailServer(config.smtpUrl)
      return null
    })
    await check('address', async () => {
      const answer = await callOut(`${config.adminUrl}/healthz`, {
        trusted: config.adminUrl,
        timeoutMs: 5_000,
      }).catch(() => null)
      return answer?.status === 200
        ? null
        : `nothing answers at ${config.adminUrl}; start Baton, or set BATON_URL to the address people use`
    })
    await check('sending', async () =>
      (await database.engine(isSilent))
        ? 'silent: an owner has to confirm this copy under Settings → This installation'
        : null,
    )
    return found.length
  })
  if (problems > 0) process.exitCode = 1
}
