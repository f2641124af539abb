/** The visitors: a thread of its own that keeps so many requests open at once, each from another address. */
import { parentPort, workerData } from 'node:worker_threads'
import { Pool } from 'undici'

export type Load = {
  origin: string
  path: string
  /** What is sent n-th, and the address it comes from. */
  count: number
  atOnce: number
  headers: Record<string, string>
  round: number
  visitors: number
}
export type Loaded = { seconds: number; statuses: Record<string, number> }

/** The id of a visitor's browser, if it agreed to be known again: every other one did. */
export const idOf = (visitor: number): string | null =>
  visitor % 2 === 0 ? visitor.toString(16).padStart(32, '0') : null

const addressOf = (visitor: number) => `10.${(visitor >> 16) & 255}.${(visitor >> 8) & 255}.${visitor & 255}`

/** The status of an answer, without the costs of a stream for its body: who sends shares the cores with who answers. */
function statusOf(pool: Pool, request: Parameters<Pool['dispatch']>[0]): Promise<number> {
  return new Promise((resolve, reject) => {
    let status = 0
    pool.dispatch(request, {
      onRequestStart: () => undefined,
      onResponseStart: (_controller, statusCode) => {
        status = statusCode
      },
      onResponseData: () => undefined,
      onResponseEnd: () => resolve(status),
      onResponseError: (_controller, error) => reject(error),
    })
  })
}

async function run({ origin, path, count, atOnce, headers, round, visitors }: Load): Promise<Loaded> {
  const pool = new Pool(origin, { connections: atOnce, pipelining: 1 })
  const statuses: Record<string, number> = {}
  let next = 0
  const lane = async () => {
    for (let n = next++; n < count; n = next++) {
      const visitor = n % visitors
      const id = idOf(visitor)
      const told = {
        ...{ e: 'page', u: `${headers.origin}/r${round}/${n}`, r: 'https://news.example/', t: `Page ${n}` },
        ...(id && { i: id }),
      }
      const statusCode = await statusOf(pool, {
        method: 'POST',
        path,
        headers: { ...headers, 'x-forwarded-for': addressOf(visitor) },
        body: JSON.stringify(told),
      })
      statuses[statusCode] = (statuses[statusCode] ?? 0) + 1
    }
  }
  const from = performance.now()
  await Promise.all(Array.from({ length: atOnce }, lane))
  const seconds = (performance.now() - from) / 1000
  await pool.close()
  return { seconds, statuses }
}

if (parentPort) parentPort.postMessage(await run(workerData as Load))
