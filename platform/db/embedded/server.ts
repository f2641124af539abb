import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import type { Account } from './account.ts'
import { readPostmaster } from './interlock.ts'

export type EmbeddedLog = Record<'debug' | 'info' | 'warn' | 'error', (message: string) => void>

export type Server = {
  pid: number
  /** Resolves when PostgreSQL has ended, with how it ended. */
  ended: Promise<string>
  /** Lets go of the pipe: PostgreSQL ends its sessions, writes its checkpoint and stops. */
  end(): void
}

/**
 * The shell between us and PostgreSQL. It tells PostgreSQL's process number, reaps it, and stops it when
 * descriptor 3 closes, which the kernel does however this process dies. Signals meant for us pass it by.
 */
const guard = `trap '' HUP INT TERM
"$@" 3<&- >&2 & p=$!
echo $p
(read -r _; while kill -INT $p; do sleep 1; done) <&3 >/dev/null 2>&1 & w=$!
exec 3<&-
wait $p; c=$?
kill -9 $w 2>/dev/null
exit $c`

/** Starts PostgreSQL on the cluster and resolves when it accepts connections, after any recovery. */
export async function launch(place: {
  program: string
  args: string[]
  cluster: string
  account: Account
  log: EmbeddedLog
}): Promise<Server> {
  const { program, args, cluster, account, log } = place
  const child = spawn('/bin/sh', ['-c', guard, 'baton-postgres', program, ...args], {
    ...account,
    cwd: cluster,
    env: plainEnvironment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const { stdout, stderr } = child
  const pipe = child.stdio[3]
  if (!stdout || !stderr || !pipe) throw new Error('The shell that guards PostgreSQL has no pipes')
  const lastLines: string[] = []
  let ending = false
  let running = true
  createInterface({ input: stderr }).on('line', (line) => {
    lastLines.push(line)
    if (lastLines.length > 20) lastLines.shift()
    const level = /\b(PANIC|FATAL|WARNING):/.exec(line)?.[1]
    log[ending || !level ? 'debug' : level === 'WARNING' ? 'warn' : 'error'](`PostgreSQL: ${line}`)
  })
  const ended = new Promise<string>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      running = false
      pipe.destroy()
      resolve(signal ?? `status ${code}`)
    })
  })
  const said = new Promise<number>((resolve) => {
    createInterface({ input: stdout }).once('line', (line) => resolve(Number(line)))
  })
  const pid = await Promise.race([said, ended.then(() => undefined)])
  while (running) {
    const postmaster = await readPostmaster(cluster)
    if (pid && postmaster?.pid === pid && postmaster.ready)
      return {
        pid,
        ended,
        end: () => {
          ending = true
          pipe.destroy()
        },
      }
    await delay(10)
  }
  throw new Error(`PostgreSQL does not start on ${cluster} (${await ended}):\n${lastLines.join('\n')}`)
}

/** Makes an empty cluster in a folder that the account owns. `durable` off spares the disk for tests. */
export async function initialise(place: {
  binaries: string
  cluster: string
  account: Account
  superuser: string
  durable: boolean
}): Promise<void> {
  const args = ['-D', reachable(place.cluster), `--username=${place.superuser}`, '--auth=trust']
  args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8')
  if (!place.durable) args.push('--no-sync')
  const child = spawn(join(place.binaries, 'initdb'), args, {
    ...place.account,
    cwd: place.cluster,
    env: plainEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece))
  const end = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (end !== 0) throw new Error(`The database could not be made in ${place.cluster}:\n${said}`)
}

/** How PostgreSQL, started in this folder, names it: on Linux without need of any permission on its parents. */
export function reachable(cluster: string): string {
  return process.platform === 'linux' ? '/proc/self/cwd' : cluster
}

/** None of our PG… variables or secrets; messages in English, times in UTC. */
const plainEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
