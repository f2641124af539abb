import { z } from 'zod'
import { plainUrl, type Source, sourceOf } from './source.ts'

/** What a browser on the firm's site tells, as it came. */
const shape = z.object({
  e: z.enum(['page', 'event', 'pot']),
  u: z.string().max(4000),
  r: z.string().max(4000).catch(''),
  t: z.string().catch(''),
  /** The browser's own id, once the person agreed. */
  i: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  /** The token of a link that was given to one person. */
  l: z.string().max(200).optional().catch(undefined),
  /** Its browser is driven by a program. */
  w: z.literal(1).optional().catch(undefined),
  n: z.string().max(200).optional(),
  p: z.record(z.string(), z.unknown()).optional().catch(undefined),
})
export type Told = z.infer<typeof shape>

/** One hit on its way into the journal, or among what programs did. */
export type Hit = {
  workspaceId: number
  /** Which browser: `web:` its own id, `day:` a hash of the day. */
  visitor: string
  /** When it came in; it may wait for its commit. */
  at: Date
  kind: 'page' | 'event' | 'pot'
  /** Of a custom event: its name and values. */
  name: string
  values: Record<string, string | number | boolean>
  site: string
  page: string
  title: string
  /** What a visit that begins with it comes from; most hits begin none. */
  source: () => Source
  agent: string
  /** Why it is a program's; null: nothing speaks against a person so far. */
  evidence: string | null
}

export const keyShape = z.string().regex(/^[1-9]\d{0,9}\.[\w-]{22}$/)
export const isVisitorId = (text: string): boolean => /^[0-9a-f]{32}$/.test(text)

const longest = { page: 500, title: 200, value: 300, agent: 300 }
const mostValues = 20

/** Nothing that a database would refuse: no NUL, no half of a surrogate pair, no line breaks. */
const clean = (text: string, most: number) =>
  text
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed()

/** What was told, from text or JSON; null for anything else. */
export function readTold(body: unknown): Told | null {
  const given = shape.safeParse(typeof body === 'string' ? parsed(body) : body)
  return given.success ? given.data : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // nonsense of a stranger is no fault of ours
  }
}

/** `Demo started!` → `demo_started`; null where nothing is left. */
export function eventName(text: string | undefined): string | null {
  const name = (text ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[^a-z]+|_+$/g, '')
    .slice(0, 50)
  return name || null
}

function valuesOf(given: Record<string, unknown> = {}): Hit['values'] {
  const found: [string, string | number | boolean][] = []
  for (const [key, value] of Object.entries(given)) {
    if (!/^[a-z][\w-]{0,59}$/i.test(key) || found.length === mostValues) continue
    if (typeof value === 'string') found.push([key, clean(value, longest.value)])
    else if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
      found.push([key, value])
  }
  return Object.fromEntries(found)
}

/** A hit from what was told; null if the page is not on the origin that sent it, or a custom event has no name. */
export function hitOf(
  told: Told,
  from: Pick<Hit, 'workspaceId' | 'visitor' | 'agent' | 'at'> & {
    origin: string
    sites: readonly string[]
    evidence?: string | null
  },
): Hit | null {
  const at = URL.parse(told.u)
  const name = told.e === 'event' ? eventName(told.n) : ''
  if (!at || at.origin !== from.origin || name === null) return null
  return {
    workspaceId: from.workspaceId,
    visitor: from.visitor,
    at: from.at,
    kind: told.e,
    name,
    values: told.e === 'event' ? valuesOf(told.p) : {},
    site: at.host,
    page: clean(at.pathname, longest.page),
    title: clean(told.t, longest.title),
    source: () => sourceOfVisit(told, from.sites),
    agent: clean(from.agent, longest.agent),
    evidence: from.evidence ?? null,
  }
}

function sourceOfVisit(told: Told, sites: readonly string[]): Source {
  const referrer = URL.parse(told.r)
  const within = referrer !== null && isOwnSite(referrer.origin, sites)
  const source = sourceOf(told.u, within ? null : plainUrl(told.r), null)
  return {
    ...source,
    utm: cleanAll(source.utm),
    // A click id says to an ad network who somebody is: only of who agreed to be known again.
    clickIds: told.i ? cleanAll(source.clickIds) : {},
    referrer: source.referrer && clean(source.referrer, longest.page),
    firstPage: plainUrl(told.u),
    channel: clean(source.channel, longest.value),
  }
}

const cleanAll = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, clean(value, longest.value)]))

/** Whether an origin is one of the firm's sites or below one: `firm.example` is also `www.firm.example`. */
export function isOwnSite(origin: string, sites: readonly string[]): boolean {
  const host = URL.parse(origin)?.host
  return host !== undefined && sites.some((site) => host === site || host.endsWith(`.${site}`))
}

/** The host of what somebody wrote as their site: `https://www.Firm.example/start` → `www.firm.example`; null for none. */
export function siteOf(text: string): string | null {
  const written = text.trim()
  const at = URL.parse(/^https?:\/\//i.test(written) ? written : `https://${written}`)
  if (!at || at.username || !/^(\[[\da-f:]+\]|[\p{L}\d.-]+)(:\d+)?$/u.test(at.host)) return null
  return at.hostname.includes('.') || at.hostname === 'localhost' || at.hostname.startsWith('[')
    ? at.host
    : null
}
