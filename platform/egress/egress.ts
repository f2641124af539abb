import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, type Dispatcher, request } from 'undici'
import { mustBeOutside } from '#platform/db'
import { isPublicAddress } from './address.ts'

/** Why a call was not made or not taken: an expected end, said in words. */
export class EgressError extends Error {
  readonly code: 'bad_address' | 'private_address' | 'too_many_redirects' | 'too_large' | 'unreachable'
  constructor(code: EgressError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EgressError'
    this.code = code
  }
}

export type CallOut = {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** For the whole call with its redirects and its answer; 10 s unless told. */
  timeoutMs?: number
  /** Of the answer; 1 MB unless told. */
  maxBytes?: number
  /** Of a longer answer that much is enough: the rest is not read, instead of refused. */
  cuts?: boolean
  /** How many redirects are followed; 3 unless told. With 0 a redirect is an answer like any other. */
  redirects?: number
  /** An origin that whoever runs this installation named: it may be private. Where it redirects to may not. */
  trusted?: string
  resolve?: Resolve
}
type Answer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
  url: string
}

const mostRedirects = 3
const redirects = [301, 302, 303, 307, 308]
const secretHeaders = ['authorization', 'cookie', 'proxy-authorization']
type Resolve = (host: string) => Promise<string[]>
const resolveAll: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)

/**
 * Calls an address of the world. Its name is resolved once, every address it has must be public, and the connection goes
 * to an address that was judged: a name that points elsewhere a moment later changes nothing.
 */
export async function callOut(address: string, options: CallOut = {}): Promise<Answer> {
  mustBeOutside('A call to the world')
  const { timeoutMs = 10_000, resolve = resolveAll, redirects: most = mostRedirects } = options
  const signal = AbortSignal.timeout(timeoutMs)
  let [url, method, body, headers] = [parsed(address), options.method ?? 'GET', options.body, options.headers]
  for (let hop = 0; hop <= most; hop++) {
    const mayBePrivate = hop === 0 && url.origin === options.trusted
    const find: Resolve = (host) => inTime(host, resolve, signal)
    const addresses = mayBePrivate ? await answersOf(url, find) : await publicAddresses(url, find)
    const agent = new Agent({ connect: { lookup: pinned(addresses) }, maxHeaderSize: 32 * 1024 })
    try {
      const answer = await reach(url, () =>
        request(url, {
          dispatcher: agent,
          method,
          signal,
          ...(headers && { headers }),
          ...(body && { body }),
        }),
      )
      const { location } = answer.headers
      if (most === 0 || !redirects.includes(answer.statusCode) || typeof location !== 'string')
        return await taken(url, answer, options.maxBytes ?? 1024 * 1024, options.cuts ?? false)
      const next = parsed(location, url)
      if (url.protocol === 'https:' && next.protocol !== 'https:')
        throw new EgressError('bad_address', `${url.host} redirects from https to http`)
      if (next.origin !== url.origin && headers)
        headers = Object.fromEntries(
          Object.entries(headers).filter(([name]) => !secretHeaders.includes(name.toLowerCase())),
        )
      if (answer.statusCode < 307) [method, body] = ['GET', undefined]
      url = next
    } finally {
      await agent.destroy()
    }
  }
  throw new EgressError('too_many_redirects', `${parsed(address).host} redirects more than ${most} times`)
}

function parsed(address: string, base?: URL): URL {
  const url = URL.parse(address, base?.href)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw new EgressError(
      'bad_address',
      'The address must begin with http:// or https:// and carry no name or password',
    )
  return url
}

/** The machine's own look-up knows no limit: a DNS that is silent may hold it for a minute. */
function inTime(host: string, resolve: Resolve, signal: AbortSignal): Promise<string[]> {
  const late = () => new EgressError('unreachable', `The DNS did not say in time where ${host} is`)
  if (signal.aborted) throw late()
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(late()), { once: true })
  })
  return Promise.race([resolve(host), ended])
}

/** The URL parser has turned 2130706433, 0x7f.1 and the like into the addresses they are. */
async function answersOf(url: URL, resolve: Resolve): Promise<string[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host)) return [host]
  const found = await reach(url, () => resolve(host))
  if (found.length === 0) throw new EgressError('unreachable', `${host} has no address`)
  return found
}

async function publicAddresses(url: URL, resolve: Resolve): Promise<string[]> {
  const found = await answersOf(url, resolve)
  if (!found.every(isPublicAddress))
    throw new EgressError('private_address', `${url.hostname} is not an address of the public internet`)
  return found
}

/**
 * Where a host of another protocol than HTTP may be reached: its name is resolved once, and all of its addresses must be
 * public unless it is one of `trusted`. Connect to what is given back, so that the judged address is the one that is used.
 */
export async function addressOfHost(
  host: string,
  {
    trusted,
    resolve = resolveAll,
    timeoutMs = 10_000,
  }: { trusted: readonly string[]; resolve?: Resolve; timeoutMs?: number },
): Promise<string> {
  mustBeOutside('A call to the world')
  const found = isIP(host)
    ? [host]
    : await inTime(host, resolve, AbortSignal.timeout(timeoutMs)).catch((error: unknown) => {
        if (error instanceof EgressError) throw error
        throw new EgressError('unreachable', `${host} has no address`, { cause: error })
      })
  const [first] = found
  if (!first) throw new EgressError('unreachable', `${host} has no address`)
  if (!trusted.includes(host.toLowerCase()) && !found.every(isPublicAddress))
    throw new EgressError(
      'private_address',
      `${host} is not an address of the public internet. Whoever runs this installation can allow it by BATON_TRUSTED_HOSTS`,
    )
  return first
}

function pinned(addresses: string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, options, found) => {
    if (options.all) found(null, all)
    else found(null, all[0]!.address, all[0]!.family)
  }
}

async function taken(
  url: URL,
  answer: Dispatcher.ResponseData,
  maxBytes: number,
  cuts: boolean,
): Promise<Answer> {
  const parts: Buffer[] = []
  let size = 0
  await reach(url, async () => {
    for await (const part of answer.body as AsyncIterable<Buffer>) {
      size += part.length
      if (size > maxBytes && cuts) {
        parts.push(part.subarray(0, part.length - (size - maxBytes)))
        return
      }
      if (size > maxBytes)
        throw new EgressError('too_large', `${url.host} answers more than ${maxBytes} bytes`)
      parts.push(part)
    }
  })
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts), url: url.href }
}

/** What the network says becomes one kind of failure, with its reason. */
async function reach<T>(url: URL, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof EgressError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new EgressError('unreachable', `${url.host} can't be reached: ${reason}`, { cause: error })
  }
}
