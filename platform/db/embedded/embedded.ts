import { closeSync, openSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises'
import { tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { type Account, accountFor, handOver, ifMissing, makeOwnFolder } from './account.ts'
import { locateBinaries } from './binaries.ts'
import { type Address, addressOfHolder, clearTheWay, holdFolder } from './interlock.ts'
import { type EmbeddedLog, initialise, launch, reachable, type Server } from './server.ts'

export { FolderInUseError } from './interlock.ts'
export type { Address, EmbeddedLog }

/** After PostgreSQL died by itself: `pid` of the new one, or why there is none (then the process should end). */
export type EmbeddedExit = { restarted: true; pid: number } | { restarted: false; error: Error }

export type Embedded = Address & {
  /** Absolute folder of the Unix socket; `host` is what `pg` takes (it differs when the path is too long). */
  readonly socketFolder: string
  /** PostgreSQL's process; another one after a restart. */
  readonly pid: number
  /** Stops PostgreSQL and frees the folder; later calls wait for the first. */
  stop(): Promise<void>
  /** Called after PostgreSQL died by itself and was started again, or could not be. Connections are lost. */
  onExit(listener: (exit: EmbeddedExit) => void): void
}

export type EmbeddedOptions = {
  /** BATON_DATA; the cluster is its subfolder `postgres`. Made (0700) when missing. */
  dataFolder: string
  log: EmbeddedLog
  /** postgresql.conf settings over ours, as `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>
}

const port = 5432
const superuser = 'postgres'
const restartsAMinute = 5

/**
 * Starts PostgreSQL as a child of this process on a Unix socket in the data folder, making the cluster if there
 * is none. Throws FolderInUseError if a living process holds the folder; takes over what a dead one left.
 */
export async function startEmbedded({ dataFolder, log, settings = {} }: EmbeddedOptions): Promise<Embedded> {
  const folder = resolve(dataFolder)
  const cluster = join(folder, 'postgres')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const hold = await holdFolder(folder)
  try {
    const account = await accountFor(cluster)
    const binaries = await locateBinaries(account, log)
    await prepareCluster({ folder, cluster, account, binaries, durable: settings.fsync !== 'off' }, log)
    const socket = await openSocketPlace(cluster)
    const all = { ...defaults(), unix_socket_directories: socket.named, ...settings }
    const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const start = async () => {
      await clearTheWay(cluster, log)
      const program = join(binaries, 'postgres')
      return launch({ program, args: ['-D', reachable(cluster), ...args], cluster, account, log })
    }
    const address = { host: socket.host, port, superuser }
    const kept = await keepRunning(start, log).catch(async (error) => {
      await socket.close()
      throw error
    })
    await hold.announce(address)
    let stopped: Promise<void> | undefined
    const stop = async () => {
      await kept.stop()
      await socket.close()
      await hold.release()
    }
    return {
      ...address,
      socketFolder: socket.folder,
      get pid() {
        return kept.pid()
      },
      stop: () => (stopped ??= stop()),
      onExit: kept.onExit,
    }
  } catch (error) {
    await hold.release()
    throw error
  }
}

/** The server that another living process runs on this data folder, for commands beside it; else undefined. */
export function findEmbedded(dataFolder: string): Promise<Address | undefined> {
  return addressOfHolder(resolve(dataFolder))
}

/** Holds a started server and starts it again when it dies by itself, at most five times a minute. */
async function keepRunning(start: () => Promise<Server>, log: EmbeddedLog) {
  const listeners: ((exit: EmbeddedExit) => void)[] = []
  let server = await start()
  let stopping = false
  let recent = 0
  let restart: Promise<void> = Promise.resolve()

  const again = async (how: string): Promise<EmbeddedExit> => {
    log.error(`PostgreSQL ended by itself (${how}); starting it again`)
    if (++recent > restartsAMinute)
      return {
        restarted: false,
        error: new Error(`PostgreSQL ended ${recent} times within a minute (${how})`),
      }
    setTimeout(() => recent--, 60_000).unref()
    try {
      server = await start()
      watch()
      return { restarted: true, pid: server.pid }
    } catch (error) {
      return { restarted: false, error: error as Error }
    }
  }
  const watch = () =>
    server.ended.then((how) => {
      if (stopping) return
      restart = again(how).then((exit) => {
        if (!exit.restarted) log.error(exit.error.message)
        for (const listener of listeners) listener(exit)
      })
    })
  watch()

  return {
    pid: () => server.pid,
    onExit: (listener: (exit: EmbeddedExit) => void) => void listeners.push(listener),
    stop: async () => {
      stopping = true
      await restart
      server.end()
      await server.ended
    },
  }
}

type Preparation = { folder: string; cluster: string; account: Account; binaries: string; durable: boolean }

/** Makes the cluster when there is none: in a draft folder that is renamed when whole, so a kill leaves no half. */
async function prepareCluster(
  { folder, cluster, account, binaries, durable }: Preparation,
  log: EmbeddedLog,
) {
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(ifMissing)
  if (version) return handOver(cluster, account)
  if ((await readdir(cluster).catch(ifMissing))?.length)
    throw new Error(`${cluster} holds something that is not a PostgreSQL database: move it away.`)
  log.info(`Making a new database in ${cluster}`)
  const draft = join(folder, 'postgres.new')
  await rm(draft, { recursive: true, force: true, maxRetries: 10 })
  await makeOwnFolder(draft, account)
  await initialise({ binaries, cluster: draft, account, superuser, durable })
  await rename(draft, cluster)
}

/** Ours over PostgreSQL's own defaults. Statements stay out of its log: they carry personal data. */
function defaults(): Record<string, string> {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
  const megabytes = Math.round(memory / 2 ** 20 / 16)
  return {
    listen_addresses: '',
    port: String(port),
    unix_socket_permissions: '0700',
    cluster_name: 'baton',
    max_connections: '40',
    shared_buffers: `${Math.min(1024, Math.max(64, megabytes))}MB`,
    enable_presorted_aggregate: 'off',
    // Numbers are many short parts in one statement: compiling them takes longer than running them.
    jit: 'off',
    log_checkpoints: 'off',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
  }
}

/** The kernel's limit for a socket path is 108 bytes on Linux and 104 on macOS, with the closing zero. */
function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${port}`)) <= 103
}

/**
 * Where the socket lies and how each side names it. A path that is too long is named on our side through an open
 * descriptor of ours, which outlives restarts of PostgreSQL, or, without /proc, replaced by a short folder.
 */
async function openSocketPlace(cluster: string) {
  const named = reachable(cluster)
  if (fits(cluster)) return { folder: cluster, named, host: cluster, close: async () => {} }
  if (process.platform === 'linux') {
    const descriptor = openSync(cluster, 'r')
    const host = `/proc/${process.pid}/fd/${descriptor}`
    return { folder: cluster, named, host, close: async () => closeSync(descriptor) }
  }
  const short = await mkdtemp(join(fits(join(tmpdir(), 'baton-123456')) ? tmpdir() : '/tmp', 'baton-'))
  return { folder: short, named: short, host: short, close: () => rmdir(short) }
}
