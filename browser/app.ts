import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import sparticuz from '@sparticuz/chromium'
import pg from 'pg'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { freePort } from '#platform/ports'

const root = path.dirname(import.meta.dirname)
const limitMs = 60_000

type Server = { host: string; port: number; superuser: string }
let made = 0

/** Migrated, with nobody in it. */
const emptyDatabase = 'template_baton'

const copy = (server: Server, from: string, to: string) =>
  asOwner(server, 'postgres', `create database ${to} template ${from} strategy file_copy`)

/** A statement of the database's owner on the run's server. */
async function asOwner(server: Server, database: string, text: string): Promise<void> {
  const client = new pg.Client({ ...server, user: server.superuser, database })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

/** The address that a Baton prints once it is ready. */
export function printedAddress(child: ChildProcessByStdio<null, Readable, null>, withinMs: number) {
  return new Promise<string>((resolve, reject) => {
    let text = ''
    const tooLong = setTimeout(() => reject(new Error(`Baton said no address: ${text}`)), withinMs)
    child.once('exit', (code) => reject(new Error(`Baton ended with ${code}: ${text}`)))
    child.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more
      const address = /Baton is ready: (\S+)/.exec(text)?.[1]
      if (!address) return
      clearTimeout(tooLong)
      resolve(address)
    })
  })
}

/** A Baton as somebody starts it: a process of its own on an empty folder, a copy of a database and free ports. */
export async function startApp(settings: Record<string, string> = {}, copyOf = emptyDatabase) {
  const server = JSON.parse(process.env.BATON_TEST_SOCKET ?? 'null') as Server | null
  if (!server) throw new Error('No test server: run with --config vitest.browser.config.ts')
  const database = `browser_${process.pid}_${++made}`
  await copy(server, copyOf, database)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-browser-'))
  const { host, superuser } = server
  const [port, publicPort] = [await freePort(), await freePort()]
  const child = spawn(process.execPath, ['apps/cli.ts', 'start'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_PORT: String(publicPort),
      BATON_DATA: folder,
      DATABASE_URL: `postgresql:///${database}?${new URLSearchParams({ host, port: String(server.port), user: superuser })}`,
      LOG_LEVEL: 'error',
      NODE_ENV: 'production',
      ...settings,
    },
  })
  const setupUrl = await printedAddress(child, limitMs)
  return {
    setupUrl,
    url: new URL(setupUrl).origin,
    publicUrl: `http://127.0.0.1:${publicPort}`,
    /** Behind all fences, for what a test can't wait for: a statement of the database's owner. */
    sql: (text: string) => asOwner(server, database, text),
    /** Stops it; what it knows by then can be had again from a copy of its database by this name. */
    stop: async (keepAs?: string) => {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
      if (keepAs) await copy(server, database, keepAs)
      await asOwner(server, 'postgres', `drop database ${database} with (force)`)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Unpacks Chromium into this checkout, because what another user has unpacked in the folder for temporary files could not be
 * started, or not be trusted.
 */
export async function unpackBrowser(): Promise<void> {
  const { TMPDIR } = process.env
  const folder = path.join(root, '.cache', 'chromium')
  await mkdir(folder, { recursive: true })
  process.env.TMPDIR = folder
  process.env.BATON_TEST_BROWSER = await sparticuz.executablePath()
  if (TMPDIR === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = TMPDIR
}

export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.BATON_TEST_BROWSER
  if (!executablePath) throw new Error('No browser: run with --config vitest.browser.config.ts')
  // As people have it: with the rules between origins, which this Chromium would leave out; and drawn without a graphics card,
  // since feigning one by the processor takes longer than all that is tested.
  const left = /^--(disable-web-security|use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu-blocklist)/
  const args = [...sparticuz.args.filter((arg) => !left.test(arg)), '--disable-gpu']
  // Without a language of letters the system's own would take “ä” out of the names of files.
  const env = { ...process.env, LANG: 'C.UTF-8' } as Record<string, string>
  return chromium.launch({ executablePath, args, env, headless: true })
}

/** Somebody in Berlin who likes things to stand still. */
const someone = { locale: 'en-GB', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' } as const

/** How many times slower the pages' processor is made, to find tests that hold on a fast machine alone. */
const slowness = Number(process.env.BATON_TEST_SLOWNESS ?? 1)

/** A page of a person's own, who waits at most 45 seconds for anything. */
export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ ...someone, ...options })
  context.setDefaultTimeout(45_000)
  // After a change of size this Chromium may hand a page no answer until it is asked for a frame, which nobody who looks on
  // would notice: so one is always asked for.
  await context.addInitScript('setInterval(() => requestAnimationFrame(() => {}), 200)')
  const page = await context.newPage()
  if (slowness > 1) {
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowness })
  }
  return page
}

/** Leaves and is nobody any more: the page before asks by itself, and would go to sign in while another one is opened. */
export async function forgetWho(page: Page): Promise<void> {
  await page.goto('about:blank')
  await page.context().clearCookies()
}

/** Keeps what a page throws, and what its security policy had to refuse. */
export function watch(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (/Content Security Policy|script-src/.test(message.text())) faults.push(message.text())
  })
}
