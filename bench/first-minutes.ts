import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '#platform/ports'
import { launchBrowser, newPage, printedAddress, unpackBrowser } from '../browser/app.ts'
import { toFirstCall } from '../browser/first-call.ts'
import type { Benchmark } from './bench.ts'
import { seconds } from './installation.ts'
import { memoryOf } from './memory.ts'

const root = path.dirname(import.meta.dirname)
/** What a person looks at each screen before doing something on it. */
const readingMs = 3_000
/** Packages come from the registry and the web files are built. */
const startLimitMs = 15 * 60_000

/**
 * A newcomer's first minutes: a fresh clone, `npm start` with an empty cache of packages, and what browser/newcomer.test.ts does by
 * clicks until the first handover is answered. The clone is from this disk. Floor: the pauses for reading alone.
 */
export const firstMinutes: Benchmark = {
  name: 'first-minutes',
  work: 'from `npm start` on a fresh clone to the first handover answered, three seconds of reading a screen',
  unit: 's',
  rounds: 1,
  prepare: async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-bench-'))
    const clone = path.join(folder, 'baton')
    const took: { name: string; seconds: number }[] = []
    const timed = async (name: string, run: () => Promise<unknown>) => {
      const step = { name, seconds: await seconds(run) }
      took.push(step)
      console.error(`${step.seconds.toFixed(1).padStart(6)} s  ${name}`)
    }
    const sum = (steps: { seconds: number }[]) => steps.reduce((all, it) => all + it.seconds, 0)
    let npm: ReturnType<typeof start> | undefined
    let megabytes = 0
    let pauses = 0
    return {
      oracle: async () => {
        execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone])
        let address = ''
        await timed('packages installed, built, started: the address is printed', async () => {
          npm = start(clone, [await freePort(), await freePort()])
          address = await printedAddress(npm, startLimitMs)
        })
        await unpackBrowser()
        const browser = await launchBrowser()
        try {
          const page = await newPage(browser)
          const hand = {
            page,
            click: (target: ReturnType<typeof page.getByText>) => target.click(),
            type: (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text),
          }
          for (const { name, run } of toFirstCall(address, 'Erika Muster')) {
            await wait(readingMs)
            pauses += readingMs / 1000
            await timed(name, () => run(hand))
          }
        } finally {
          await browser.close()
        }
        megabytes = await memoryOf(npm!.pid!)
        console.error(JSON.stringify({ load: os.loadavg() }))
      },
      round: async () => sum(took) + pauses,
      floor: async () => pauses,
      memoryMb: async () => megabytes,
      close: async () => {
        if (npm && npm.exitCode === null) {
          const gone = once(npm, 'close') // which is when Baton itself is gone, not npm alone
          process.kill(-npm.pid!, 'SIGTERM')
          await gone
        }
        await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 })
      },
    }
  },
}

/** As somebody does who has Node and npm and nothing of ours: no settings, no programs and no packages from here. */
function start(clone: string, [port, publicPort]: number[]) {
  const ours = (name: string) => /^(npm_|BATON_|NODE_|INIT_CWD$|DATABASE_URL$)/.test(name)
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !ours(name) || /registry|proxy|cafile|EXTRA_CA/i.test(name),
    ),
  )
  const programs = (env.PATH ?? '').split(path.delimiter).filter((it) => !it.includes('node_modules'))
  return spawn('npm', ['start'], {
    cwd: clone,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...env,
      PATH: programs.join(path.delimiter),
      PORT: String(port),
      PUBLIC_PORT: String(publicPort),
      npm_config_cache: path.join(path.dirname(clone), 'npm'),
    },
  })
}
