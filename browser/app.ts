import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import sparticuz from '@sparticuz/chromium'
import pg from 'pg'
import { type Browser, chromium } from 'playwright-core'
import { freePort } from '#platform/ports'

const root = path.dirname(import.meta.dirname)
const limitMs = 60_000

/** A Baton as somebody starts it: a process of its own on an empty folder and free ports. */
export async function startApp() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-browser-'))
  const [port, publicPort] = [await freePort(), await freePort()]
  const child = spawn(process.execPath, ['apps/cli.ts', 'start'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_PORT: String(publicPort),
      BATON_DATA: folder,
      LOG_LEVEL: 'error',
      NODE_ENV: 'production',
    },
  })
  const setupUrl = await new Promise<string>((resolve, reject) => {
    let text = ''
    const tooLong = setTimeout(() => reject(new Error(`Baton said no address: ${text}`)), limitMs)
    child.once('exit', (code) => reject(new Error(`Baton ended with ${code}: ${text}`)))
    child.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more
      const address = /Baton is ready: (\S+)/.exec(text)?.[1]
      if (!address) return
      clearTimeout(tooLong)
      resolve(address)
    })
  })
  return {
    setupUrl,
    url: new URL(setupUrl).origin,
    publicUrl: `http://127.0.0.1:${publicPort}`,
    /** Behind all fences, for what a test can't wait for: a statement of the database's owner. */
    sql: async (text: string) => {
      const client = new pg.Client({
        host: path.join(folder, 'postgres'),
        user: 'postgres',
        database: 'postgres',
      })
      await client.connect()
      try {
        await client.query(text)
      } finally {
        await client.end()
      }
    },
    stop: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.BATON_TEST_BROWSER
  if (!executablePath) throw new Error('No browser: run with --config vitest.browser.config.ts')
  // As people have it: with the rules between origins, which this Chromium would leave out.
  const args = sparticuz.args.filter((arg) => arg !== '--disable-web-security')
  return chromium.launch({ executablePath, args, headless: true })
}
