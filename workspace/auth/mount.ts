import type { FastifyInstance } from 'fastify'
import { addressOf } from '#platform/http'
import { type Auth, clientHeader } from './auth.ts'

const unsafe = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  clientHeader,
])

/** Mounts sign-in under /auth. The address a request claims to come to is ignored: ours is known. */
export function mountAuth(app: FastifyInstance, auth: Auth, adminUrl: string): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 64 * 1024 }, (_request, body, parsed) =>
      parsed(null, body),
    )
    scope.route({
      method: ['GET', 'POST'],
      url: '/auth/*',
      handler: async (request, reply) => {
        const headers = new Headers()
        for (const [name, value] of Object.entries(request.headers)) {
          if (typeof value === 'string' && !unsafe.has(name)) headers.set(name, value)
        }
        headers.set(clientHeader, addressOf(request.ip))
        const body = request.method === 'POST' && typeof request.body === 'string' ? request.body : null
        const answer = await auth.handler(
          new Request(new URL(request.url, adminUrl), { method: request.method, headers, body }),
        )
        for (const [name, value] of answer.headers) if (name !== 'set-cookie') reply.header(name, value)
        const cookies = answer.headers.getSetCookie()
        if (cookies.length > 0) reply.header('set-cookie', cookies)
        return reply.code(answer.status).send(await answer.text())
      },
    })
  })
}
