import type { FastifyReply, FastifyRequest } from 'fastify'
import { Liquid } from 'liquidjs'
import type { Clock } from '#platform/clock'
import type { Database } from '#platform/db'
import type { Registry } from '#platform/registry'

/** What a page of the public origin works with. Strangers come here: nothing is trusted. */
export type PublicContext = {
  database: Database
  clock: Clock
  adminUrl: string
  publicUrl: string
  secret: string
  registry: Registry
  log: { info(fields: object, text: string): void; error(fields: object, text: string): void }
}

/** What a stranger asks, and what answers; named here so that slices need no server library. */
export type PublicRequest = FastifyRequest
export type PublicReply = FastifyReply

/** A route of the public origin, under `/-/`. GET never changes anything. */
export type PublicRoute = {
  method: 'GET' | 'POST' | 'OPTIONS'
  path: `/-/${string}`
  /** Requests a minute and address; 60 unless told. */
  perMinute?: number
  /** The largest body it takes, in bytes; 256 kB for forms and 5 MB for all else unless told. */
  bodyLimit?: number
  /** It asks nothing of the body, of whatever kind that is. */
  bodyless?: boolean
  /** Whether other sites may frame the page (embedded forms). */
  framed?: boolean
  /** It gives out what members or strangers put in: nothing of it runs, loads or is shown. */
  sandboxed?: boolean
  handle: (context: PublicContext, request: PublicRequest, reply: PublicReply) => Promise<unknown>
}

// jsTruthy: an empty text is nothing, so that a template can ask whether there is one.
const liquid = new Liquid({
  outputEscape: 'escape',
  strictVariables: false,
  ownPropertyOnly: true,
  jsTruthy: true,
})

/** Renders a page from a Liquid template; every output is escaped unless the template says `| raw`. */
export function publicPage(template: string, values: object): string {
  return liquid.parseAndRenderSync(template, values)
}
