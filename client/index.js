import { endpoints } from './endpoints.js'

/** A refusal or fault of Baton, as problem details (RFC 9457) say it. */
export class BatonError extends Error {
  constructor(problem) {
    super(problem.title)
    this.name = 'BatonError'
    this.problem = problem
    this.status = problem.status
    this.code = problem.code
    this.fields = problem.fields ?? {}
  }
}

const waitsMs = [500, 2000]
const mostWaitMs = 30_000
const passing = new Set([429, 502, 503, 504])

/** All of Baton's API: `baton({ url, key }).contacts.list({ limit: 10 })`. */
export function baton(settings) {
  const client = {}
  for (const name of Object.keys(endpoints)) {
    const [slice, call] = name.split('.')
    client[slice] ??= {}
    client[slice][call] = (input = {}, options = {}) => ask(settings, name, input, options)
  }
  return client
}

/** The rows of a list, page after page. */
export async function* each(list, input = {}) {
  let cursor = input.cursor
  do {
    const page = await list({ ...input, ...(cursor && { cursor }) })
    yield* page.rows
    cursor = page.next
  } while (cursor)
}

/** The pages of what changed since a cursor, until nothing more is there; put each `next` away once a page is saved. */
export async function* changesSince(changes, input = {}) {
  let page
  let cursor = input.cursor
  do {
    page = await changes({ ...input, ...(cursor && { cursor }) })
    yield page
    cursor = page.next
  } while (page.more)
}

async function ask({ url, key, fetch: send = fetch }, name, input, { idempotencyKey, signal }) {
  const [method, pattern, kind] = endpoints[name]
  const rest = { ...input }
  const path = pattern.replaceAll(/\{(\w+)\}/g, (_, part) => {
    if (rest[part] === undefined) throw new TypeError(`${name} needs “${part}”`)
    const value = encodeURIComponent(String(rest[part]))
    delete rest[part]
    return value
  })
  const asks = method === 'GET'
  const inQuery = asks || method === 'DELETE'
  const query = inQuery ? queryOf(rest) : ''
  const body = inQuery ? undefined : bodyOf(rest)
  const headers = {
    authorization: `Bearer ${key}`,
    // Sent again after the connection broke off, it is done once all the same.
    ...(!asks && { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() }),
    ...(typeof body === 'string' && { 'content-type': 'application/json' }),
  }
  const address = `${url.replace(/\/+$/, '')}/api${path}${query && `?${query}`}`
  const answer = await patiently(() => send(address, { method, headers, body, signal }), signal)
  if (!answer.ok) throw new BatonError(await problemIn(answer))
  if (kind !== 'file') return answer.json()
  const named = /filename\*?=(?:UTF-8'')?"?([^";]+)/i.exec(answer.headers.get('content-disposition') ?? '')
  const { type } = { type: answer.headers.get('content-type') ?? '' }
  return new File([await answer.blob()], named ? decodeURIComponent(named[1]) : name, { type })
}

/** What broke off, or was not taken for the moment, is sent again twice. */
async function patiently(send, signal) {
  for (const wait of waitsMs) {
    let asked = 0
    try {
      const answer = await send()
      if (!passing.has(answer.status)) return answer
      asked = Number(answer.headers.get('retry-after') ?? 0) * 1000 || 0
      if (asked > mostWaitMs) return answer
    } catch (error) {
      if (signal?.aborted) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(wait, asked)))
  }
  return send()
}

async function problemIn(answer) {
  const { status } = answer
  const said = await answer.json().catch(() => null) // a proxy between says it in its own way
  return said?.title
    ? said
    : { type: 'about:blank', title: `Answered ${status}.`, status, code: 'unreadable' }
}

/** `filter[items][0][field]=city`: how the API reads what is nested. */
function queryOf(input) {
  const query = new URLSearchParams()
  const put = (name, value) => {
    if (value === undefined) return
    if (value instanceof Date) query.append(name, value.toISOString())
    else if (typeof value === 'object' && value !== null)
      for (const [key, below] of Object.entries(value)) put(`${name}[${key}]`, below)
    else query.append(name, String(value))
  }
  for (const [name, value] of Object.entries(input)) put(name, value)
  return query.toString()
}

/** A file goes as a form, all else as JSON. */
function bodyOf(input) {
  if (!Object.values(input).some((it) => it instanceof Blob)) return JSON.stringify(input)
  const form = new FormData()
  for (const [name, value] of Object.entries(input)) form.append(name, value)
  return form
}
