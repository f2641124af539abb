import type { FastifyInstance } from 'fastify'
import type { Metrics } from '#platform/metrics'

declare module 'fastify' {
  interface FastifyRequest {
    /** The endpoint behind `/rpc/*` or `/api/*`, once it is known: `/api/contacts/{id}`. */
    endpoint: string | null
  }
}

/**
 * One line in the log and one count for each request. The route is named by its pattern: an address may carry what lets
 * somebody in (links of letters) or whom somebody looked for (queries), and none of it is written down.
 */
export function observe(app: FastifyInstance, origin: 'admin' | 'public', metrics: Metrics): void {
  app.decorateRequest('endpoint', null)
  app.addHook('onResponse', (request, reply, done) => {
    const { method } = request
    const route = request.endpoint ?? request.routeOptions.url ?? 'none'
    const status = reply.statusCode
    const ms = Math.round(reply.elapsedTime)
    request.log.info({ origin, method, route, status, ms }, 'request')
    const labels = { origin, method, route }
    metrics.count('baton_http_requests_total', 'Requests answered.', { ...labels, status: String(status) })
    metrics.took('baton_http_request_duration_seconds', 'Time to answer.', labels, reply.elapsedTime)
    done()
  })
}
