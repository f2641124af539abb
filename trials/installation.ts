import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect } from 'vitest'
import { findEmbedded } from '#platform/db'
import { freePort } from '#platform/ports'

const root = path.dirname(import.meta.dirname)
const startMs = 240_000
const waitingSoon = { timeout: 120_000, interval: 20 }

export const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * A real installation in a folder of its own, whose processes can be killed. `more` is set for every process. It ends and its folder goes after the test file.
 */
export async function installation(more: Record<string, string> = {}) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-trial-'))
  const [port, publicPort] = [await freePort(), await freePort()]
  const env = {
    ...process.env,
    PORT: String(port),
    PUBLIC_PORT: String(publicPort),
    BATON_DATA: folder,
    BATON_TRUST_PROXY: '127.0.0.1',
    LOG_LEVEL: 'info',
    ...more,
  }
  const processes = new Set<ChildProcess>()
  let key = ''
  let asked = 0
  afterAll(async () => {
    await stopAll()
    await rm(folder, { recursive: true, force: true })
  })

  const launch = (args: string[]) => {
    const child = spawn(process.execPath, ['apps/cli.ts', ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
      env,
    })
    child.stdout.setEncoding('utf8')
    return child
  }
  /** Runs `start` or `worker` until it says that it is ready. */
  async function run(command: 'start' | 'worker'): Promise<ChildProcess> {
    const child = launch([command])
    processes.add(child)
    const ready = command === 'start' ? 'Baton is ready' : 'The engine runs'
    await new Promise<void>((resolve, reject) => {
      const tooLong = setTimeout(() => {
        child.kill('SIGKILL')
        reject(new Error(`baton ${command} did not start`))
      }, startMs)
      child.once('exit', (code) => reject(new Error(`baton ${command} ended with ${code}`)))
      child.stdout!.on('data', (text: string) => {
        if (!text.includes(ready)) return
        clearTimeout(tooLong)
        resolve()
      })
    })
    return child
  }
  async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    processes.delete(child)
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  async function stopAll(): Promise<void> {
    for (const it of [...processes].reverse()) await end(it, 'SIGTERM')
  }
  const sql = async <T extends pg.QueryResultRow>(
    text: string,
    values: unknown[] = [],
    more: { before?: string } = {},
  ): Promise<T[]> => {
    const client = await connected()
    try {
      if (more.before) await client.query(more.before)
      return (await client.query<T>(text, values)).rows
    } finally {
      await client.end()
    }
  }
  async function connected(): Promise<pg.Client> {
    const found = await findEmbedded(folder)
    if (!found) throw new Error('This installation is not running')
    const client = new pg.Client({ ...found, user: found.superuser, database: 'postgres' })
    client.on('error', () => {}) // it breaks with its server
    await client.connect()
    return client
  }
  /**
   * Kills a process while what `begin` began waits to write to a table, so that the kill hits just there. Reads and row locks
   * pass, writes wait. One that `begin` starts is named by a function.
   */
  async function killAt(
    child: ChildProcess | (() => ChildProcess),
    table: string,
    begin: () => unknown,
  ): Promise<void> {
    const client = await connected()
    try {
      await client.query(`begin; lock table ${table} in share mode`)
      await begin()
      const waiting = () => sql('select from pg_locks where not granted and relation = $1::regclass', [table])
      const soon = { ...waitingSoon, message: `something waits to write to ${table}` }
      await expect.poll(async () => (await waiting()).length, soon).toBeGreaterThan(0)
      await end(typeof child === 'function' ? child() : child, 'SIGKILL')
    } finally {
      await client.end()
    }
  }
  const cli = async (...args: string[]): Promise<string> => {
    const child = launch(args)
    let text = ''
    child.stdout!.on('data', (more: string) => {
      text += more
    })
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`baton ${args[0]} ended with ${code}: ${text}`)
    return text
  }
  const send = async (
    method: string,
    route: string,
    body?: object | FormData,
    headers: Record<string, string> = {},
  ): Promise<Response> => {
    const isForm = body instanceof FormData
    const answer = await fetch(`http://127.0.0.1:${port}/api${route}`, {
      method,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        // Many look in from many places: one address alone would be asked to wait.
        'x-forwarded-for': `10.1.${(asked >> 6) & 63}.${asked++ & 63}`,
        ...(!isForm && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${route}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const ask = async <T>(...of: Parameters<typeof send>): Promise<T> =>
    (await send(...of)).json() as Promise<T>

  return {
    folder,
    publicPort,
    run,
    end,
    stopAll,
    cli,
    ask,
    /** A file, part by part; it is waited for however long its making takes on a busy machine. */
    fetched: async (route: string): Promise<AsyncIterable<Buffer>> => {
      const url = `http://127.0.0.1:${port}/api${route}`
      const asking = http.get(url, { headers: { authorization: `Bearer ${key}` } })
      const [answer] = (await once(asking, 'response')) as [http.IncomingMessage]
      if (answer.statusCode !== 200) throw new Error(`GET ${route}: ${answer.statusCode}`)
      return answer
    },
    /** Begins with a plain copy of another's folder. */
    copyFrom: (other: { folder: string }) => cp(other.folder, folder, { recursive: true }),
    /** The first account; what is asked afterwards is asked by it. */
    found: async () => {
      const made = await cli(
        ...['setup', '--email', 'olga@firm.example', '--password', 'a sentence to remember'],
        ...['--workspace', 'Kill & Söhne', '--json'],
      )
      key = (JSON.parse(made) as { apiKey: string }).apiKey
      return key
    },
    speakAs: (theirs: string) => {
      key = theirs
    },
    /** Straight into the database of a running installation, past every rule: to look, and to let time pass. */
    sql,
    killAt,
  }
}
export type Installation = Awaited<ReturnType<typeof installation>>
