import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { quiet, startEmbedded } from '#platform/db'
import { freePort } from '#platform/ports'
import type { Benchmark } from './bench.ts'
import { memoryOf } from './memory.ts'

const root = path.dirname(import.meta.dirname)
const pollMs = 5
const limitMs = 60_000
const idleAfterMs = 3_000

/** From the command to the first page served, on a folder that has been started before; floor: PostgreSQL alone. */
export const start: Benchmark = {
  name: 'start',
  work: 'warm start with its own PostgreSQL, to the first page served',
  unit: 's',
  prepare: async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'baton-bench-'))
    const [port, publicPort] = [await freePort(), await freePort()]
    const url = `http://127.0.0.1:${port}`
    const begin = () =>
      spawn(process.execPath, ['apps/cli.ts', 'start'], {
        cwd: root,
        stdio: 'ignore',
        env: {
          ...process.env,
          PORT: String(port),
          PUBLIC_PORT: String(publicPort),
          BATON_DATA: path.join(folder, 'app'),
          LOG_LEVEL: 'error',
        },
      })
    const started = async () => {
      const from = performance.now()
      const child = begin()
      const page = await firstPage(url, child)
      return { child, page, seconds: (performance.now() - from) / 1000 }
    }
    const floor = async () => {
      const from = performance.now()
      const server = await startEmbedded({ dataFolder: path.join(folder, 'floor'), log: quiet })
      const client = new pg.Client({
        host: server.host,
        port: server.port,
        user: server.superuser,
        database: 'postgres',
      })
      await client.connect()
      await client.query('select 1')
      const seconds = (performance.now() - from) / 1000
      await client.end()
      await server.stop()
      return seconds
    }
    return {
      oracle: async () => {
        const { child, page } = await started()
        const ready = await fetch(`${url}/readyz`)
        await end(child)
        await floor()
        if (!page.includes('id="root"') || !ready.ok) throw new Error(`not the app: ${page.slice(0, 200)}`)
      },
      round: async () => {
        const { child, seconds } = await started()
        await end(child)
        return seconds
      },
      floor,
      memoryMb: async () => {
        const { child } = await started()
        await new Promise((resolve) => setTimeout(resolve, idleAfterMs))
        const megabytes = await memoryOf(child.pid!)
        await end(child)
        return megabytes
      },
      close: () => rm(folder, { recursive: true, force: true }),
    }
  },
}

async function firstPage(url: string, child: ChildProcess): Promise<string> {
  const until = performance.now() + limitMs
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`Baton ended with ${child.exitCode} instead of serving`)
    try {
      const answer = await fetch(url)
      if (answer.ok) return await answer.text()
    } catch (error) {
      if (!(error instanceof TypeError)) throw error // a refused connection: not yet
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
  throw new Error(`No page within ${limitMs / 1000} s`)
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  await once(child, 'exit')
}
