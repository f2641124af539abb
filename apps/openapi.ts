import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { FastifyInstance } from 'fastify'
import { contract } from './contract.ts'

const kept = path.resolve(import.meta.dirname, '../openapi.json')

/** The REST API as OpenAPI 3.1, from the contracts. */
export async function openApiDocument(): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(contract, {
    info: {
      title: 'Baton',
      version: '0.1.0',
      description:
        'Marketing and sales as one race. Errors are problem details (RFC 9457); POST takes an Idempotency-Key; lists page by `cursor`.',
    },
    servers: [{ url: '/api' }],
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key: Settings → API keys' },
      },
    },
    security: [{ key: [] }],
  })
}

/** Serves the generated description and a readable reference. */
export function mountApiDocs(app: FastifyInstance, adminUrl: string): void {
  app.get('/api/openapi.json', async (_request, reply) => {
    const document = JSON.parse(await readFile(kept, 'utf8'))
    return reply.type('application/json').send({ ...document, servers: [{ url: `${adminUrl}/api` }] })
  })
  app.get('/api/docs', async (_request, reply) => reply.sendFile('index.html'))
}
