import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { probeMailServer } from '#mail/letters'
import { comparedMigrations, type Database, sqlState } from '#platform/db'
import { callOut } from '#platform/egress'

/** What may be wrong, each as a sentence that says what, where and what to do; null: it is well. */

const leastFreeBytes = 1024 ** 3
const largestDriftMs = 5_000
const patienceMs = 5_000
const noTable = '42P01'

export async function folderProblem(folder: string): Promise<string | null> {
  const trial = path.join(folder, `.doctor-${process.pid}`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(trial, 'can be written')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC' || code === 'EDQUOT') return `the disk is full under ${folder}; make room there`
    return `${folder} can't be written (${code}); give it to the user who runs Baton, or set BATON_DATA to another folder`
  } finally {
    await rm(trial, { force: true }).catch(() => undefined)
  }
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize < leastFreeBytes
    ? `only ${Math.round((bavail * bsize) / 1024 ** 2)} MB are free under ${folder}; make room there`
    : null
}

export async function schemaProblem(database: Database): Promise<string | null> {
  const found = await comparedMigrations(database).catch((error: unknown) => {
    if (sqlState(error) === noTable) return null
    throw error
  })
  if (!found?.applied) return 'it holds no tables of Baton yet; run: baton migrate'
  const { missing, unknown } = found
  if (unknown.length > 0) return `a newer Baton has migrated it (to ${unknown.at(-1)}); start that version`
  if (missing.length === 0) return null
  const first = missing[0]!.name
  return `it lacks ${missing.length === 1 ? `the migration ${first}` : `${missing.length} migrations from ${first} on`}; run: baton migrate`
}

export async function clockProblem(database: Database, now: () => Date): Promise<string | null> {
  const { rows } = await database.owner((client) =>
    client.query<{ now: Date }>('select clock_timestamp() as now'),
  )
  const driftMs = Math.abs(rows[0]!.now.getTime() - now().getTime())
  return driftMs > largestDriftMs
    ? `this machine and the database differ by ${Math.round(driftMs / 1000)} s; set both by NTP`
    : null
}

export async function mailProblem(smtpUrl: string | undefined): Promise<string | null> {
  if (!smtpUrl) return 'no SMTP_URL is set, so mail is kept (Settings → Sent mail) and not sent'
  const at = new URL(smtpUrl).host
  return probeMailServer(smtpUrl).then(
    () => null,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EAUTH')
        return `the mail server ${at} does not take name and password; mend them in SMTP_URL`
      if (error.code === 'EDNS') return `there is no machine called ${at}; mend the host in SMTP_URL`
      return `no mail server answers at ${at} (${error.message}); mend host and port in SMTP_URL, smtps:// for TLS from the start`
    },
  )
}

type Address = { setting: 'BATON_URL' | 'BATON_PUBLIC_URL'; url: string }

/** Only the app tells whether it is ready: the pages for strangers know no `/readyz`. */
export async function addressProblem({ setting, url }: Address): Promise<string | null> {
  const ask = async (route: string) => {
    const { status, body } = await callOut(`${url}${route}`, { trusted: url, timeoutMs: patienceMs })
    return { status, text: body.toString() }
  }
  const port = setting === 'BATON_URL' ? 'PORT' : 'PUBLIC_PORT'
  try {
    const health = await ask('/healthz')
    if (health.status !== 200 || health.text !== '{"ok":true}')
      return `something else than Baton answers at ${url} (status ${health.status}); send it to ${port}, or set ${setting} to the address people use`
    const isApp = (await ask('/readyz')).status !== 404
    if (isApp === (setting === 'BATON_URL')) return null
    return isApp
      ? `the app answers at ${url}, where pages for strangers belong; send that address to PUBLIC_PORT`
      : `the pages for strangers answer at ${url}, where the app belongs; send that address to PORT`
  } catch (error) {
    return `nothing answers at ${url} (${error instanceof Error ? error.message : error}); start Baton, or set ${setting} to the address people use`
  }
}
