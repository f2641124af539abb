import { execFile } from 'node:child_process'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { ifMissing } from './account.ts'
import type { EmbeddedLog } from './server.ts'

/** The folder is held by a living Baton; `pid` is undefined if it lives in another container. */
export class FolderInUseError extends Error {
  readonly pid: number | undefined

  constructor(folder: string, pid: number | undefined) {
    const who = pid === undefined ? 'in another container' : `process ${pid}`
    super(`The folder ${folder} is in use by Baton, ${who}. Stop it first, or choose another BATON_DATA.`)
    this.name = 'FolderInUseError'
    this.pid = pid
  }
}

/** Where a server can be reached, as `pg` takes it. */
export type Address = { host: string; port: number; superuser: string }
type Owner = { pid: number; address?: Address }
export type Hold = { announce(address: Address): Promise<void>; release(): Promise<void> }

const ownerFile = (folder: string) => join(folder, 'postgres.owner')

/**
 * Takes the data folder for this process or throws FolderInUseError. The lock is the kernel's (SQLite takes
 * it for us): it goes with its holder however that dies, and also counts between containers sharing a folder.
 * Nothing in this process may open postgres.lock otherwise: closing it would give the lock away.
 */
export async function holdFolder(folder: string): Promise<Hold> {
  for (let round = 0; ; round++) {
    const lock = tryLock(folder)
    if (lock) {
      const tell = (owner: Owner) => writeFile(ownerFile(folder), JSON.stringify(owner), { mode: 0o600 })
      await tell({ pid: process.pid })
      return {
        announce: (address) => tell({ pid: process.pid, address }),
        release: async () => {
          await rm(ownerFile(folder), { force: true })
          lock.close()
        },
      }
    }
    const owner = await readOwner(folder)
    if (owner && isAlive(owner.pid)) throw new FolderInUseError(folder, owner.pid)
    if (round === 20) throw new FolderInUseError(folder, undefined)
    await delay(50)
  }
}

/** The address of the server that another living process holds on this folder, or undefined. */
export async function addressOfHolder(folder: string): Promise<Address | undefined> {
  const owner = await readOwner(folder)
  if (!owner?.address || !isAlive(owner.pid)) return undefined
  const lock = tryLock(folder)
  lock?.close()
  return lock ? undefined : owner.address
}

function tryLock(folder: string): DatabaseSync | undefined {
  const lock = new DatabaseSync(join(folder, 'postgres.lock'), { timeout: 0 })
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive')
    return lock
  } catch (error) {
    lock.close()
    const busy = 5
    if ((error as { errcode?: number }).errcode === busy) return undefined
    throw new Error(`The folder ${folder} can't be locked: ${(error as Error).message}`, { cause: error })
  }
}

async function readOwner(folder: string): Promise<Owner | undefined> {
  const text = await readFile(ownerFile(folder), 'utf8').catch(ifMissing)
  return text?.endsWith('}') ? (JSON.parse(text) as Owner) : undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Content of postmaster.pid; `ready` = accepts connections. */
export async function readPostmaster(cluster: string): Promise<{ pid: number; ready: boolean } | undefined> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(ifMissing))?.split('\n')
  const pid = Number(lines?.[0])
  return lines && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined
}

/**
 * Ends what an earlier holder left running on the cluster: asks its postmaster to stop, waits up to 3 s,
 * then insists (SIGQUIT: the next start recovers from the log). Then removes lock files whose process number
 * now belongs to somebody else, which PostgreSQL would take for a running server; also those of a copied folder.
 */
export async function clearTheWay(cluster: string, log: EmbeddedLog): Promise<void> {
  for (let round = 0; ; round++) {
    const postmaster = (await readPostmaster(cluster))?.pid
    const living = await serversOn(cluster, postmaster)
    if (living.length === 0) break
    if (round === 0) log.warn(`PostgreSQL of an earlier run still lives (process ${living}); taking over`)
    if (round === 0 && postmaster && living.includes(postmaster)) send(postmaster, 'SIGINT')
    if (round === 60) for (const pid of living) send(pid, 'SIGQUIT')
    if (round === 200)
      throw new Error(`PostgreSQL on ${cluster} does not stop: end process ${living.join(', ')} by hand.`)
    await delay(50)
  }
  for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock']) {
    const pid = Number.parseInt((await readFile(join(cluster, name), 'utf8').catch(ifMissing)) ?? '', 10)
    if (pid > 0 && isAlive(pid)) await rm(join(cluster, name))
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    ifMissing(error as NodeJS.ErrnoException)
  }
}

/** PostgreSQL processes that work in the cluster folder; zombies have no folder and don't count. */
async function serversOn(cluster: string, postmaster: number | undefined): Promise<number[]> {
  if (process.platform !== 'linux') return postmaster && (await isPostgres(postmaster)) ? [postmaster] : []
  const here = await stat(cluster)
  const found: number[] = []
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry)
    if (!(pid > 0) || (await readFile(`/proc/${pid}/comm`, 'utf8').catch(ifMissing)) !== 'postgres\n')
      continue
    const there = await stat(`/proc/${pid}/cwd`).catch(ifGoneOrForeign)
    if (there?.ino === here.ino && there.dev === here.dev) found.push(pid)
  }
  return found
}

/** Another user's PostgreSQL can't work in our folder, which is closed to it. */
function ifGoneOrForeign(error: NodeJS.ErrnoException): undefined {
  return error.code === 'EACCES' ? undefined : ifMissing(error)
}

/** Whether the process is a PostgreSQL server, where there is no /proc; `ps` fails when there is none. */
async function isPostgres(pid: number): Promise<boolean> {
  const answer = await promisify(execFile)('ps', ['-o', 'comm=', '-p', String(pid)]).catch(() => undefined)
  return answer?.stdout.trim().endsWith('postgres') ?? false
}
