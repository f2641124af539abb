import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { inTransaction } from '#platform/db'
import { isPublicAddress } from './address.ts'
import { addressOfHost, callOut } from './egress.ts'

const opened: (() => void)[] = []
afterAll(() => {
  for (const close of opened) close()
})

/** A server on this machine: what an attacker wants to reach, or an origin that was named as ours. */
async function serving(answer: RequestListener) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim())
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  opened.push(() => server.close())
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, port, asked }
}

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.18.0.1',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::1',
    '2001:db8::1',
    'nonsense',
  ])('%s is none of the public internet', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
  it.each(['93.184.216.34', '8.8.8.8', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

describe('calling out', async () => {
  const inner = await serving((_request, response) => response.end('inner secret'))

  it.each([
    `http://127.0.0.1:${inner.port}/`,
    `http://localhost:${inner.port}/`,
    `http://2130706433:${inner.port}/`,
    `http://0x7f000001:${inner.port}/`,
    `http://0177.0.0.1:${inner.port}/`,
    `http://127.1:${inner.port}/`,
    `http://[::1]:${inner.port}/`,
    `http://[::ffff:127.0.0.1]:${inner.port}/`,
    `http://0:${inner.port}/`,
    'http://169.254.169.254/latest/meta-data/',
  ])('refuses %s and connects to nothing', async (url) => {
    await expect(callOut(url)).rejects.toMatchObject({ code: 'private_address' })
    expect(inner.asked).toEqual([])
  })

  it.each(['file:///etc/passwd', 'gopher://a.example/', 'http://me:word@a.example/', 'nothing', ''])(
    'refuses %s',
    async (url) => {
      await expect(callOut(url)).rejects.toMatchObject({ code: 'bad_address' })
    },
  )

  it('refuses a name with one private address among public ones', async () => {
    const resolve = async () => ['93.184.216.34', '10.0.0.1']
    await expect(callOut('http://mixed.example/', { resolve })).rejects.toMatchObject({
      code: 'private_address',
    })
  })

  it('asks for the address once and connects to that: a name that changes a moment later reaches nothing', async () => {
    let asked = 0
    const resolve = async () => (++asked === 1 ? ['93.184.216.34'] : ['127.0.0.1'])
    const calling = callOut(`http://rebinding.example:${inner.port}/`, { resolve, timeoutMs: 400 })
    await expect(calling).rejects.toMatchObject({ code: 'unreachable' })
    expect(asked).toBe(1)
    expect(inner.asked).toEqual([])
  })

  it.each([
    'http://169.254.169.254/latest/',
    `http://localhost:${inner.port}/`,
    `http://[::ffff:7f00:1]:${inner.port}/`,
    `//127.0.0.1:${inner.port}/`,
  ])('does not follow a redirect to %s', async (location) => {
    const outer = await serving((_request, response) => response.writeHead(302, { location }).end())
    await expect(callOut(outer.origin, { trusted: outer.origin })).rejects.toMatchObject({
      code: 'private_address',
    })
    expect(inner.asked).toEqual([])
  })

  it('does not follow a trusted origin back to itself, nor to a file', async () => {
    const outer = await serving((request, response) =>
      response.writeHead(302, { location: request.url === '/file' ? 'file:///etc/passwd' : '/again' }).end(),
    )
    const trusted = outer.origin
    await expect(callOut(`${trusted}/`, { trusted })).rejects.toMatchObject({ code: 'private_address' })
    await expect(callOut(`${trusted}/file`, { trusted })).rejects.toMatchObject({ code: 'bad_address' })
    expect(outer.asked).toHaveLength(2)
  })

  it('ends with an answer that is too large, and with one that never ends', async () => {
    const large = await serving((_request, response) => response.end('x'.repeat(5000)))
    await expect(callOut(large.origin, { trusted: large.origin, maxBytes: 4999 })).rejects.toMatchObject({
      code: 'too_large',
    })
    const slow = await serving((_request, response) => void response.write('x'))
    await expect(callOut(slow.origin, { trusted: slow.origin, timeoutMs: 200 })).rejects.toMatchObject({
      code: 'unreachable',
    })
  })

  it('waits for no DNS that is silent', async () => {
    const silent = { resolve: () => new Promise<never>(() => {}), timeoutMs: 50 }
    const late = { code: 'unreachable', message: expect.stringContaining('did not say in time') }
    await expect(callOut('http://silent.example/', silent)).rejects.toMatchObject(late)
    await expect(addressOfHost('silent.example', { trusted: [], ...silent })).rejects.toMatchObject(late)
  })

  it('unpacks nothing, and ends with an answer that comes byte by byte (25)', async () => {
    const packed = gzipSync(Buffer.alloc(20_000_000))
    const bomb = await serving((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
    )
    const answer = await callOut(bomb.origin, { trusted: bomb.origin, maxBytes: 50_000 })
    expect(answer.body.equals(packed)).toBe(true)
    await expect(callOut(bomb.origin, { trusted: bomb.origin, maxBytes: 1000 })).rejects.toMatchObject({
      code: 'too_large',
    })
    let written = 0
    const dripping = await serving((_request, response) => {
      const drip = setInterval(() => response.write('x') && written++, 20)
      response.on('close', () => clearInterval(drip))
    })
    const began = Date.now()
    await expect(
      callOut(dripping.origin, { trusted: dripping.origin, timeoutMs: 300 }),
    ).rejects.toMatchObject({ code: 'unreachable' })
    expect(Date.now() - began).toBeLessThan(5000)
    expect(written).toBeGreaterThan(2)
  })

  it('takes a redirect as an answer where none is followed, and of a long answer the beginning where that is enough', async () => {
    const outer = await serving((request, response) =>
      request.url === '/long'
        ? response.end('x'.repeat(5000))
        : response.writeHead(302, { location: `http://127.0.0.1:${inner.port}/` }).end(),
    )
    const trusted = outer.origin
    expect(await callOut(outer.origin, { trusted, redirects: 0 })).toMatchObject({ status: 302 })
    expect(inner.asked).toEqual([])
    const { body } = await callOut(`${trusted}/long`, { trusted, maxBytes: 1024, cuts: true })
    expect(body.toString()).toBe('x'.repeat(1024))
  })

  it('calls an origin that was named, and says what it answered', async () => {
    const ours = await serving((_request, response) =>
      response.writeHead(200, { 'x-a': 'b' }).end('{"ok":true}'),
    )
    const answer = await callOut(`${ours.origin}/hook`, {
      method: 'POST',
      body: '{}',
      headers: { authorization: 'Bearer a' },
      trusted: ours.origin,
    })
    expect(answer).toMatchObject({ status: 200, headers: { 'x-a': 'b' }, url: `${ours.origin}/hook` })
    expect(answer.body.toString()).toBe('{"ok":true}')
    expect(ours.asked).toEqual(['POST /hook Bearer a'])
  })

  it('is not made inside a transaction', async () => {
    await expect(inTransaction('test', () => callOut('https://a.example/'))).rejects.toThrow(
      'inside the transaction',
    )
  })
})
