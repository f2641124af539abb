import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { locateBinaries, makeRunnable, whyNotEmbedded } from './binaries.ts'
import { type Address, type Embedded, type EmbeddedExit, findEmbedded, startEmbedded } from './embedded.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }
const root = process.getuid?.() === 0
const onLinux = process.platform === 'linux'

const folders: string[] = []
const servers: Embedded[] = []
const children: ChildProcess[] = []

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of servers.splice(0)) await server.stop()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
})

/** A new folder that only its owner may enter. */
function closedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-embedded-'))
  folders.push(folder)
  return folder
}

/** Processes die here, not machines: the disk may be spared. */
const spareDisk = { fsync: 'off', shared_buffers: '16MB' }

async function start(dataFolder: string, settings: Record<string, string> = spareDisk): Promise<Embedded> {
  const server = await startEmbedded({ dataFolder, log: silent, settings })
  servers.push(server)
  return server
}

async function ask(address: Address, sql: string): Promise<unknown[]> {
  const { host, port, superuser } = address
  const client = new pg.Client({ host, port, user: superuser, database: 'postgres' })
  await client.connect()
  const { rows } = await client.query({ text: sql, rowMode: 'array' })
  await client.end()
  return rows
}

/** Another Node process that serves the folder until it is killed. */
async function startElsewhere(
  dataFolder: string,
): Promise<{ node: ChildProcess; address: Address; pid: number }> {
  const program = `
    import { startEmbedded } from ${JSON.stringify(new URL('embedded.ts', import.meta.url).href)}
    const silent = { debug() {}, info() {}, warn() {}, error() {} }
    const { host, port, superuser, pid } = await startEmbedded(
      { dataFolder: process.argv[1], log: silent, settings: ${JSON.stringify(spareDisk)} })
    console.log(JSON.stringify({ address: { host, port, superuser }, pid }))`
  const node = spawn(process.execPath, ['--input-type=module', '-e', program, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(node)
  const [line] = await once(createInterface({ input: node.stdout }), 'line')
  return { node, ...JSON.parse(line) }
}

function statOf(pid: number): { parent: number; group: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return { parent: Number(fields[1]), group: Number(fields[2]) }
}

describe('a start on an empty folder', () => {
  it('serves on a Unix socket alone, sorted by code point, closed to others', async () => {
    const folder = join(closedFolder(), 'data')
    const server = await start(folder, {})
    const [row] = await ask(
      server,
      `select current_setting('listen_addresses'), current_setting('fsync'), datlocprovider::text, datlocale,
       pg_encoding_to_char(encoding) from pg_database where datname = 'postgres'`,
    )
    expect(row).toEqual(['', 'on', 'b', 'C.UTF-8', 'UTF8'])
    expect(statSync(server.socketFolder).mode & 0o777).toBe(0o700)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  it.runIf(root)('runs as nobody when Baton is root, below folders closed to nobody', async () => {
    const server = await start(join(closedFolder(), 'data'))
    expect(statSync(`/proc/${server.pid}`).uid).toBe(65534)
    expect(await ask(server, 'select 1')).toEqual([[1]])
  })

  it('works in a folder whose path is too long for a socket', async () => {
    const folder = join(closedFolder(), 'a'.repeat(60), 'b'.repeat(60))
    const server = await start(folder)
    expect(Buffer.byteLength(server.host)).toBeLessThan(90)
    await ask(server, 'create table kept ()')
    await server.stop()
    expect(await ask(await start(folder), 'select count(*)::int from kept')).toEqual([[0]])
  })

  it('starts again over what an interrupted first start left', async () => {
    const folder = closedFolder()
    mkdirSync(join(folder, 'postgres.new', 'base'), { recursive: true })
    expect(await ask(await start(folder), 'select 1')).toEqual([[1]])
  })

  it('leaves alone a folder that holds something else', async () => {
    const folder = closedFolder()
    mkdirSync(join(folder, 'postgres'))
    writeFileSync(join(folder, 'postgres', 'letter.txt'), 'mine')
    await expect(start(folder)).rejects.toThrow('move it away')
    expect(readFileSync(join(folder, 'postgres', 'letter.txt'), 'utf8')).toBe('mine')
  })
})

describe('a folder in use', () => {
  it('is refused with the process that holds it, and free after stop', async () => {
    const folder = closedFolder()
    const server = await start(folder)
    await expect(start(folder)).rejects.toThrow(`in use by Baton, process ${process.pid}.`)
    await Promise.all([server.stop(), server.stop()])
    await start(folder)
  })

  it('of another process is refused, yet its server can be found and asked', async () => {
    const folder = closedFolder()
    expect(await findEmbedded(folder)).toBeUndefined()
    const other = await startElsewhere(folder)
    await expect(start(folder)).rejects.toMatchObject({ name: 'FolderInUseError', pid: other.node.pid })
    const address = await findEmbedded(folder)
    expect(address).toEqual(other.address)
    expect(address && (await ask(address, 'select 1'))).toEqual([[1]])
    other.node.kill('SIGKILL')
    await once(other.node, 'exit')
    expect(await findEmbedded(folder)).toBeUndefined()
    await start(folder)
  })
})

describe('after kill -9', () => {
  it('of Node, PostgreSQL stops by itself and the next start has everything', async () => {
    const folder = closedFolder()
    const other = await startElsewhere(folder)
    await ask(other.address, 'create table kept as select 42 as answer')
    other.node.kill('SIGKILL')
    await once(other.node, 'exit')
    const server = await start(folder)
    expect(await ask(server, 'select answer from kept')).toEqual([[42]])
    expect(server.pid).not.toBe(other.pid)
  })

  it.runIf(onLinux)('of Node and its guard, the orphaned PostgreSQL is taken over', async () => {
    const folder = closedFolder()
    const other = await startElsewhere(folder)
    await ask(other.address, 'create table kept as select 42 as answer')
    const guard = statOf(other.pid).parent
    const watcher = readFileSync(`/proc/${guard}/task/${guard}/children`, 'utf8')
      .trim()
      .split(' ')
      .map(Number)
    other.node.kill('SIGSTOP')
    for (const pid of [guard, ...watcher.filter((pid) => pid !== other.pid)]) process.kill(pid, 'SIGKILL')
    other.node.kill('SIGKILL')
    await once(other.node, 'exit')
    expect(() => process.kill(other.pid, 0)).not.toThrow()
    expect(await ask(await start(folder), 'select answer from kept')).toEqual([[42]])
  })

  it.runIf(onLinux)('of everything at once, the next start recovers from the log', async () => {
    const folder = closedFolder()
    const other = await startElsewhere(folder)
    await ask(other.address, 'create table kept as select 42 as answer')
    other.node.kill('SIGSTOP')
    process.kill(-statOf(other.pid).group, 'SIGKILL')
    other.node.kill('SIGKILL')
    await once(other.node, 'exit')
    expect(await ask(await start(folder), 'select answer from kept')).toEqual([[42]])
  })

  it('of PostgreSQL alone, it is started again and says so', async () => {
    const server = await start(closedFolder())
    await ask(server, 'create table kept as select 42 as answer')
    const dead = server.pid
    const exit = new Promise<EmbeddedExit>((resolve) => server.onExit(resolve))
    process.kill(dead, 'SIGKILL')
    expect(await exit).toEqual({ restarted: true, pid: server.pid })
    expect(server.pid).not.toBe(dead)
    expect(await ask(server, 'select answer from kept')).toEqual([[42]])
  })
})

it('a copy made beside the running original starts, although its lock files name a living server', async () => {
  const folder = closedFolder()
  const copy = join(closedFolder(), 'copy')
  const server = await start(folder)
  await ask(server, 'create table kept as select 42 as answer')
  await ask(server, 'checkpoint')
  execFileSync('cp', ['-r', folder, copy])
  expect(await ask(await start(copy), 'select answer from kept')).toEqual([[42]])
  expect(await ask(server, 'select answer from kept')).toEqual([[42]])
})

describe('the programs', () => {
  it.runIf(root && onLinux)('are copied once to a folder of root when nobody cannot reach them', async () => {
    const nobody = { uid: 65534, gid: 65534 }
    const native = join(closedFolder(), 'native')
    cpSync(join(await locateBinaries(undefined, silent), '..'), native, { recursive: true })
    const cache = mkdtempSync('/var/tmp/baton-cache-')
    folders.push(cache)
    execFileSync('chmod', ['755', cache])
    const before = process.env.BATON_PG_CACHE
    process.env.BATON_PG_CACHE = cache
    try {
      const find = () => makeRunnable({ native, version: '0', account: nobody, log: silent })
      const [bin, again] = await Promise.all([find(), find()])
      expect(bin.startsWith(cache)).toBe(true)
      expect(again).toBe(bin)
      expect(statSync(bin).uid).toBe(0)
      expect(String(execFileSync(join(bin, 'postgres'), ['--version'], nobody))).toContain('18.')
      execFileSync('chmod', ['777', cache])
      await expect(find()).rejects.toThrow('can be written by others')
    } finally {
      if (before === undefined) delete process.env.BATON_PG_CACHE
      else process.env.BATON_PG_CACHE = before
    }
  })

  it.each([
    [{ platform: 'linux', arch: 'x64', glibc: false }, 'musl'],
    [{ platform: 'linux', arch: 's390x', glibc: true }, 'linux on s390x'],
    [{ platform: 'win32', arch: 'x64', glibc: false }, 'Windows'],
  ])('that do not exist for %o are answered with a wish for DATABASE_URL', (place, reason) => {
    expect(whyNotEmbedded(place)).toContain(reason)
    expect(whyNotEmbedded(place)).toContain('DATABASE_URL')
  })

  it('exist for the common machines', () => {
    for (const arch of ['x64', 'arm64'])
      for (const platform of ['linux', 'darwin'])
        expect(whyNotEmbedded({ platform, arch, glibc: true })).toBeUndefined()
  })
})
