import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { problemOf, reach } from './problem.ts'

describe('what a call threw', () => {
  it('is “offline” when no answer came, and a fault when our own code broke', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    const error = await reach(`http://127.0.0.1:${port}/`).catch((thrown: unknown) => thrown)
    server.close()
    expect(problemOf(error)).toMatchObject({ reason: 'offline', status: 0 })
    const file = new TypeError('Failed to fetch dynamically imported module: https://firm.example/a.js')
    expect(problemOf(file)).toMatchObject({ reason: 'offline', status: 0 })
    expect(problemOf(new TypeError('x is not a function'))).toMatchObject({ reason: 'fault', status: 500 })
  })

  it('is “offline” when the answer broke off, and an answer is given whole with its status and head', async () => {
    const answers = ['{"json":', '{"json":1}']
    const server = createServer((socket) => {
      const body = answers.shift()
      socket.once('data', () =>
        socket.end(
          `HTTP/1.1 409 Conflict\r\ncontent-type: application/json\r\ncontent-length: 10\r\nconnection: close\r\n\r\n${body}`,
        ),
      )
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    const error = await reach(`http://127.0.0.1:${port}/`).catch((thrown: unknown) => thrown)
    expect(problemOf(error)).toMatchObject({ reason: 'offline', status: 0 })
    const answer = await reach(`http://127.0.0.1:${port}/`)
    server.close()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([409, 'application/json'])
    expect(await answer.json()).toEqual({ json: 1 })
  })

  it('leaves a request that we ended ourselves as it is', async () => {
    const error = await reach('http://127.0.0.1:9/', { signal: AbortSignal.abort() }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ name: 'AbortError' })
  })
})
