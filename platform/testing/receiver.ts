import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, vi } from 'vitest'

export type Received = { headers: Record<string, string>; body: string }
export type Heard = { type: string; timestamp: string; data: Record<string, unknown> }

/** A program that listens: it keeps what it is sent, and verifies it by the library that receivers use. */
export async function receiver() {
  const received: Received[] = []
  let answer = (response: ServerResponse): void => {
    response.end('thanks')
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      received.push({
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(parts).toString(),
      })
      answer(response)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    port,
    received,
    answers: (next: (response: ServerResponse) => void) => {
      answer = next
    },
    /** What came since the last time, in words. */
    heard: (): Heard[] => received.splice(0).map(({ body }) => JSON.parse(body)),
  }
}

/** Throws unless the message was signed with the secret, at about that time. */
export function verified(secret: string, { headers, body }: Received, at: Date): unknown {
  vi.useFakeTimers({ toFake: ['Date'], now: at })
  try {
    return new Webhook(secret).verify(body, headers)
  } finally {
    vi.useRealTimers()
  }
}
