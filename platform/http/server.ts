import rateLimit from '@fastify/rate-limit'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import type { AnyRouter } from '@orpc/server'
import { ORPCError, onError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fastify'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { Logger } from 'pino'
import { uuidv7 } from '#platform/clock'
import type { Metrics } from '#platform/metrics'
import type { Entry } from './guard.ts'
import { observe } from './observed.ts'
import { placeOf } from './place.ts'
import { missing, problem, refuseLength, refuseOrigin, report } from './problems.ts'
import type { PublicContext, PublicRoute } from './public.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether other sites may frame the page. */
    framed?: boolean
    /** Whether it gives out what somebody put in. */
    sandboxed?: boolean
  }
}

export type AdminOptions = {
  router: AnyRouter
  entry: (headers: Headers) => Omit<Entry, 'headers' | 'ip' | 'requestId' | 'log' | 'answeredBy'>
  adminUrl: string
  publicUrl: string
  trustProxy: boolean | string
  log: Logger
  metrics: Metrics
  now: () => Date
  /** Requests a minute and address over all endpoints. */
  perMinute: number
}

const largestBodyBytes = 5 * 1024 * 1024

/** The origin for members and programs: `/rpc` for our browser, `/api` for the world. */
export async function buildAdmin(options: AdminOptions): Promise<FastifyInstance> {
  const app = await bare(options, 'admin')
  const own = new URL(options.adminUrl).origin
  const rpc = new RPCHandler(options.router, {
    interceptors: [onError((error, { context }) => report(error, (context as Entry).log))],
  })
  const api = new OpenAPIHandler(options.router, {
    interceptors: [onError((error, { context }) => report(error, (context as Entry).log))],
    customErrorResponseBodyEncoder: problem,
  })
  const context = (request: FastifyRequest, as: 'rpc' | 'api'): Entry => {
    const headers = headersOf(request)
    return {
      ...options.entry(headers),
      ...{ headers, ip: request.ip, requestId: request.id, log: request.log },
      answeredBy: (path, pattern) => {
        request.endpoint = as === 'rpc' ? `/rpc/${path.join('/')}` : `/api${pattern}`
      },
    }
  }
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null, undefined))
    // The handlers read the body themselves, so its length is judged here: said beforehand, and no longer than that.
    scope.addHook('onRequest', async (request, reply) => {
      if (request.headers['transfer-encoding']) return refuseLength(reply, 411)
      if (Number(request.headers['content-length'] ?? 0) > largestBodyBytes) return refuseLength(reply, 413)
    })
    scope.all('/rpc/*', async (request, reply) => {
      // A page of another origin can't set this header without asking first, and we never allow it to.
      const origin = request.headers.origin
      if (!request.headers['baton-workspace'] || (origin && origin !== own)) return refuseOrigin(reply)
      const { matched } = await rpc.handle(request, reply, {
        prefix: '/rpc',
        context: context(request, 'rpc'),
      })
      if (!matched) return missing(request, reply)
    })
    scope.all('/api/*', async (request, reply) => {
      const origin = request.headers.origin
      if (origin && origin !== own && !request.headers.authorization) return refuseOrigin(reply)
      const { matched } = await api.handle(request, reply, {
        prefix: '/api',
        context: context(request, 'api'),
      })
      if (!matched) return missing(request, reply)
    })
    scope.addHook('onSend', async (request, reply, payload) => {
      if (request.url.startsWith('/api/') && reply.statusCode >= 400)
        reply.header('content-type', 'application/problem+json')
      // A file is to be saved; shown in the browser it would be a page of ours that a stranger wrote.
      const shown = reply.getHeader('content-disposition')
      if (typeof shown === 'string' && shown.startsWith('inline'))
        reply.header('content-disposition', shown.replace('inline', 'attachment'))
      return payload
    })
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    secure(reply, inside)
    done(null, payload)
  })
  return app
}

/** The origin for strangers: pages and forms. No cookie of a member ever comes here, because the host differs. */
export async function buildPublic(
  options: AdminOptions & { routes: PublicRoute[]; context: Omit<PublicContext, 'log'> },
): Promise<FastifyInstance> {
  const app = await bare(options, 'public')
  app.addHook('onSend', (request, reply, payload, done) => {
    const { config } = request.routeOptions
    secure(reply, config.sandboxed ? sandboxed : config.framed ? framed : unframed) // also where there is no page
    done(null, payload)
  })
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 64 * 1024 }, (_request, _body, parsed) =>
      parsed(null, undefined),
    )
    serveRoutes(
      scope,
      options.routes.filter((route) => route.bodyless),
      options,
    )
  })
  serveRoutes(
    app,
    options.routes.filter((route) => !route.bodyless),
    options,
  )
  return app
}

/** Who visits a page does not count what is left of a limit; who is beyond it hears when to come again. */
const untold = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false }

function serveRoutes(
  app: FastifyInstance,
  routes: readonly PublicRoute[],
  options: { context: Omit<PublicContext, 'log'> },
): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path,
      ...(route.bodyLimit && { bodyLimit: route.bodyLimit }),
      config: {
        rateLimit: { max: route.perMinute ?? 60, timeWindow: 60_000, addHeadersOnExceeding: untold },
        framed: route.framed ?? false,
        sandboxed: route.sandboxed ?? false,
      },
      handler: (request, reply) => route.handle({ ...options.context, log: request.log }, request, reply),
    })
  }
}

async function bare(options: AdminOptions, origin: 'admin' | 'public'): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.log,
    // Its own lines tell whole addresses, and with them what lets somebody in; ours is written by `observe`.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    trustProxy: options.trustProxy,
    bodyLimit: largestBodyBytes,
    requestTimeout: 60_000,
    genReqId: () => uuidv7(options.now()),
    return503OnClosing: true,
  }) as unknown as FastifyInstance
  await app.register(rateLimit, {
    global: true,
    max: options.perMinute,
    timeWindow: 60_000,
    keyGenerator: ({ ip }) => placeOf(ip),
  })
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 256 * 1024 },
    (_request, body, parsed) => parsed(null, new URLSearchParams(body as string)),
  )
  observe(app, origin, options.metrics)
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    done()
  })
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof ORPCError)
      return reply.code(error.status).type('application/problem+json').send(problem(error))
    const status = error.statusCode ?? 500
    if (status >= 500) request.log.error({ err: error }, 'fault')
    const text =
      status === 429
        ? 'Too many requests from this address. Wait a minute.'
        : status < 500
          ? error.message
          : `Something broke on our side. Nothing was saved. Reference: ${request.id}`
    return reply
      .code(status)
      .type('application/problem+json')
      .send({
        type: 'about:blank',
        title: text,
        status,
        code: status === 429 ? 'too_many_requests' : 'fault',
      })
  })
  app.setNotFoundHandler((request, reply) => missing(request, reply))
  return app
}

const secured = (frames: string, referrer: string) => ({
  'content-security-policy': `default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors ${frames}`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': referrer,
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'geolocation=(), microphone=(), camera=()',
})
/** No site is told by which page of the app somebody came: its own links are nobody's referral. */
const inside = secured("'none'", 'same-origin')
const unframed = secured("'none'", 'strict-origin-when-cross-origin')
const framed = secured('*', 'strict-origin-when-cross-origin')
/** Whatever it is, a browser that shows it all the same gives it no origin, no scripts and nothing to load. */
const sandboxed = {
  ...secured("'none'", 'no-referrer'),
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
}

/** What is shown or run of an answer; without a body there is nothing to. */
function secure(reply: FastifyReply, headers: Record<string, string>) {
  if (reply.statusCode === 204) return
  reply.headers(headers)
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
}

function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value)
    else if (value) headers.set(name, value.join(', '))
  }
  return headers
}
