/** The visitors: a thread of its own that keeps so many requests open at once, each from another address. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

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
/** `senderMs`: what the sender had of a processor. */
export type Loaded = { seconds: number; statuses: Record<string, number>; senderMs: number }

/** The id of a visitor's browser, if it agreed to be known again: every other one did. */
export const idOf = (visitor: number): string | null =>
  visitor % 2 === 0 ? visitor.toString(16).padStart(32, '0') : null

const addressOf = (visitor: number) => `10.${(visitor >> 16) & 255}.${(visitor >> 8) & 255}.${visitor & 255}`

/**
 * A connection that stays open and sends one request after the other. Written by hand, since who sends shares the cores with
 * who answers: a whole client costs more of them than the server that is measured.
 */
async function lineTo({ hostname, port }: URL) {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, 'connect')
  let answered: ((status: number) => void) | undefined
  let failed: ((error: Error) => void) | undefined
  let kept: Buffer | undefined
  socket.on('data', (part: Buffer) => {
    kept = kept ? Buffer.concat([kept, part]) : part
    const headEnds = kept.indexOf('\r\n\r\n')
    if (headEnds < 0) return
    const status = Number(kept.toString('latin1', 9, 12))
    if (status !== 204) {
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(kept.toString('latin1', 0, headEnds))?.[1] ?? 0)
      if (kept.length < headEnds + 4 + length) return
    }
    kept = undefined
    answered?.(status)
  })
  socket.on('error', (error) => failed?.(error))
  socket.on('close', () => failed?.(new Error('The server closed the connection')))
  return {
    post: (request: Buffer) =>
      new Promise<number>((resolve, reject) => {
        ;[answered, failed] = [resolve, reject]
        socket.write(request)
      }),
    close: () => {
      failed = undefined
      socket.destroy()
    },
  }
}

/** What is sent n-th, byte by byte. */
function requestOf({ origin, path, headers, round, visitors }: Load, n: number): Buffer {
  const visitor = n % visitors
  const id = idOf(visitor)
  const body = JSON.stringify({
    ...{ e: 'page', u: `${headers.origin}/r${round}/${n}`, r: 'https://news.example/', t: `Page ${n}` },
    ...(id && { i: id }),
  })
  const all = {
    ...{ host: new URL(origin).host, ...headers, 'x-forwarded-for': addressOf(visitor) },
    'content-length': Buffer.byteLength(body),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}

async function run(it: Load): Promise<Loaded> {
  const { origin, count, atOnce } = it
  const requests = Array.from({ length: count }, (_, n) => requestOf(it, n))
  const lines = await Promise.all(Array.from({ length: atOnce }, () => lineTo(new URL(origin))))
  const statuses: Record<string, number> = {}
  let next = 0
  const lane = async ({ post }: (typeof lines)[number]) => {
    for (let n = next++; n < count; n = next++) {
      const status = await post(requests[n]!)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }
  const [from, ran] = [performance.now(), process.threadCpuUsage()]
  await Promise.all(lines.map(lane))
  const seconds = (performance.now() - from) / 1000
  const { user, system } = process.threadCpuUsage(ran)
  for (const line of lines) line.close()
  return { seconds, statuses, senderMs: (user + system) / 1000 }
}

if (parentPort) parentPort.postMessage(await run(workerData as Load))
