import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { openDatabase } from './database.ts'
import { isOutage, isTransient } from './errors.ts'

const failed = (code: string) => Object.assign(new Error('Failed'), { code })

it.each(['08006', '57P01', '57P03', '53300', '53100', 'ECONNREFUSED', 'EPIPE'])(
  'a database that is away (%s) is told',
  (code) => expect([isOutage(failed(code)), isTransient(failed(code))]).toEqual([true, true]),
)

it.each(['57014', '53200', '40P01', '55P03'])('from what was too much for it (%s)', (code) =>
  expect([isOutage(failed(code)), isTransient(failed(code))]).toEqual([false, true]),
)

it.each(['23505', '22001', 'ENOENT'])('and from what never succeeds (%s)', (code) =>
  expect([isOutage(failed(code)), isTransient(failed(code))]).toEqual([false, false]),
)

it('a connection that ends without a word is an outage', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.end())).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const database = openDatabase({ url: `postgres://baton@127.0.0.1:${port}/baton` })
  const error = await database.auth(async () => undefined).catch((it: unknown) => it)
  expect(isOutage(error)).toBe(true)
  await database.close()
  server.close()
})
