import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { freePort } from '#platform/ports'

const root = path.dirname(import.meta.dirname)
const commands = ['start', 'worker', 'migrate', 'doctor', 'backup', 'restore', 'import', 'setup']

/** The command line as somebody at a terminal meets it, each command a process of its own. */
describe('npx baton', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-cli-'))
  const [port, publicPort] = [await freePort(), await freePort()]
  const usual = {
    ...process.env,
    PORT: String(port),
    PUBLIC_PORT: String(publicPort),
    BATON_DATA: path.join(folder, 'data'),
    LOG_LEVEL: 'error',
  }
  const begin = (args: string[], env: Record<string, string> = {}) =>
    spawn(process.execPath, ['bin/baton.js', ...args], { cwd: root, env: { ...usual, ...env } })
  const baton = async (args: string[], env: Record<string, string> = {}) => {
    const child = begin(args, env)
    let [out, told] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text
    })
    const [code] = await once(child, 'close')
    return { code, out, told }
  }
  const started: ReturnType<typeof begin>[] = []
  afterAll(async () => {
    for (const child of started) {
      if (child.exitCode !== null) continue
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    await rm(folder, { recursive: true, force: true })
  })

  it('names its commands, and each says how it is used', async () => {
    const all = await baton(['--help'])
    expect(all).toMatchObject({ code: 0, told: '' })
    for (const name of commands) expect(all.out).toContain(`\n  ${name} `)
    const helps = await Promise.all(commands.slice(0, 4).map((name) => baton([name, '--help'])))
    helps.push(...(await Promise.all(commands.slice(4).map((name) => baton([name, '--help'])))))
    for (const [n, help] of helps.entries())
      expect(help).toMatchObject({
        code: 0,
        told: '',
        out: expect.stringContaining(`Usage: baton ${commands[n]}`),
      })
  })

  it('refuses what it doesn’t know, with a clear line and a status', async () => {
    expect(await baton(['stat'])).toMatchObject({
      code: 1,
      told: expect.stringContaining('no command "stat"'),
    })
    expect(await baton(['start', 'extra'])).toMatchObject({
      code: 1,
      told: expect.stringContaining('“extra” is one word too many'),
    })
    expect(await baton(['doctor', '--fast'])).toMatchObject({
      code: 1,
      told: expect.stringContaining('--fast'),
    })
    expect(await baton(['start'], { PORT: 'eighty' })).toMatchObject({
      code: 1,
      told: expect.stringMatching(/PORT .*whole number/),
    })
    expect(await baton(['start'], { DATABASE_URL: 'mysql://u:geheim@h/d' })).toMatchObject({
      code: 1,
      told: expect.stringMatching(/^(?!.*geheim)[\s\S]*DATABASE_URL must be like postgres/),
    })
  })

  it('makes the first account beside a running installation, and only once', async () => {
    const child = begin(['start'])
    started.push(child)
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error('Baton ended')))
      child.stdout
        .setEncoding('utf8')
        .on('data', (text: string) => text.includes('Baton is ready') && resolve())
    })
    const account = ['setup', '--email', 'olga@firm.example', '--workspace', 'Firm']
    expect(await baton([...account, '--password', 'short'])).toMatchObject({ code: 1, out: '' })
    const made = await baton([...account, '--password', 'a sentence to remember', '--json'])
    expect(made.code).toBe(0)
    expect(JSON.parse(made.out)).toEqual({ workspaceId: expect.any(Number), apiKey: expect.any(String) })
    const again = await baton([...account, '--password', 'a sentence to remember', '--json'])
    expect(again).toMatchObject({ code: 1, out: '', told: expect.stringMatching(/account/) })
  })

  it('names who holds the folder to a second start', async () => {
    const second = await baton(['start'], {
      PORT: String(await freePort()),
      PUBLIC_PORT: String(await freePort()),
    })
    expect(second.code).toBe(1)
    expect(second.told).toMatch(/data is in use by Baton, process \d+\. Stop it first/)
  })

  it('brings a file in, and says which line is wrong and why', async () => {
    const file = path.join(folder, 'people.csv')
    await writeFile(file, 'Email,First name\nanna@x.example,Anna\nnot an address,Bea\n')
    const done = await baton(['import', 'contacts', file, '--json'])
    expect(done.code).toBe(0)
    expect(JSON.parse(done.out)).toMatchObject({ rows: 2, created: 1, matched: 0, unchanged: 0, refused: 1 })
    const again = await baton(['import', 'contacts', file, '--json'])
    expect(JSON.parse(again.out)).toMatchObject({ created: 0, unchanged: 1, refused: 1 })
    expect(await baton(['import', 'contacts', path.join(folder, 'none.csv')])).toMatchObject({
      code: 1,
      told: expect.stringContaining('none.csv'),
    })
    expect(await baton(['import', 'people', file])).toMatchObject({ code: 1 })
  })

  it('writes a backup once, and never over a file', async () => {
    const file = path.join(folder, 'all.baton')
    expect(await baton(['backup', file])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\d+ rows of \d+ tables/),
    })
    const before = await readFile(file)
    expect(await baton(['backup', file])).toMatchObject({
      code: 1,
      told: expect.stringMatching(/all\.baton is there already\. A backup never writes over a file/),
    })
    expect(await readFile(file)).toEqual(before)
    expect(await baton(['restore', file])).toMatchObject({ code: 1, told: expect.stringMatching(/empty/) })
  })

  it('says in words how the installation is', async () => {
    const { out, told } = await baton(['doctor'])
    expect(told).toBe('')
    for (const word of ['disk', 'database', 'clock', 'sending', 'address', 'public address'])
      expect(out).toMatch(new RegExp(`^(✓ ${word}|✗ ${word}: only \\d+ MB are free.*)$`, 'm'))
    expect(out).toMatch(/^✗ mail: no SMTP_URL is set/m)
    expect(await baton(['migrate'])).toMatchObject({ code: 0 })
  })

  it('says of each thing that is wrong what it is and what to do, one beside the other', async () => {
    const nobody = await freePort()
    const stranger = createServer((_, answer) => answer.end('<h1>It works!</h1>')).listen(0, '127.0.0.1')
    await once(stranger, 'listening')
    const { port: theirs } = stranger.address() as { port: number }
    const server = JSON.parse(process.env.BATON_TEST_SOCKET!) as {
      host: string
      port: number
      superuser: string
    }
    const on = (name: string) =>
      `postgres://localhost/${name}?${new URLSearchParams({ host: server.host, port: String(server.port), user: server.superuser })}`
    const admin = new pg.Client({ ...server, user: server.superuser, database: 'postgres' })
    await admin.connect()
    const unmigrated = `unmigrated_${process.pid}`
    await admin.query(`create database ${unmigrated}`)
    const broken = path.join(folder, 'broken')
    await mkdir(path.join(broken, 'postgres'), { recursive: true })
    await writeFile(path.join(broken, 'postgres', 'letter.txt'), 'mine')
    const [unreachable, empty, absent, embedded] = await Promise.all([
      baton(['doctor'], {
        DATABASE_URL: `postgres://baton:geheim@127.0.0.1:${nobody}/baton`,
        SMTP_URL: `smtp://me:geheim@127.0.0.1:${nobody}`,
        BATON_DATA: path.join('/sys', 'no-such-folder'),
        BATON_URL: `http://localhost:${theirs}`,
        BATON_PUBLIC_URL: `http://127.0.0.1:${nobody}`,
      }),
      // The app and the pages for strangers changed places.
      baton(['doctor'], {
        DATABASE_URL: on(unmigrated),
        BATON_URL: `http://localhost:${publicPort}`,
        BATON_PUBLIC_URL: `http://127.0.0.1:${port}`,
      }),
      baton(['doctor'], { DATABASE_URL: on('nowhere'), SMTP_URL: 'smtp://mail.invalid' }),
      baton(['doctor'], { BATON_DATA: broken }),
    ])
    stranger.close()
    await admin.query(`drop database ${unmigrated} with (force)`)
    await admin.end()
    for (const it of [unreachable, empty, absent, embedded]) expect(it).toMatchObject({ code: 1, told: '' })
    expect(unreachable.out).not.toContain('geheim')
    expect(unreachable.out.trim().split('\n')).toEqual([
      expect.stringMatching(/^✗ disk: \/sys\/no-such-folder can't be written .* set BATON_DATA/),
      expect.stringMatching(new RegExp(`^✗ mail: no mail server answers at 127.0.0.1:${nobody} .*SMTP_URL`)),
      `✗ database: no PostgreSQL listens at 127.0.0.1:${nobody}; start it, or mend host and port in DATABASE_URL`,
      expect.stringMatching(
        new RegExp(`^✗ address: something else than Baton answers at http://localhost:${theirs} .*BATON_URL`),
      ),
      expect.stringMatching(
        new RegExp(`^✗ public address: nothing answers at http://127.0.0.1:${nobody} .*BATON_PUBLIC_URL`),
      ),
    ])
    expect(empty.out).toContain('✗ database: it holds no tables of Baton yet; run: baton migrate\n✓ clock\n')
    expect(empty.out).toMatch(/^✗ address: the pages for strangers answer at .* to PORT$/m)
    expect(empty.out).toMatch(/^✗ public address: the app answers at .* to PUBLIC_PORT$/m)
    expect(absent.out).toMatch(/^✗ database: the server at .* has no database "nowhere"; make it/m)
    expect(absent.out).toMatch(
      /^✗ mail: there is no machine called mail\.invalid; mend the host in SMTP_URL$/m,
    )
    expect(embedded.out).toMatch(/^✗ database: .*postgres.* move it away/m)
    expect(embedded.out).toMatch(/^✓ public address$/m)
  })
})
