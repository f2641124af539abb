import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { contract } from './contract.ts'
import { endpointsOf } from './endpoints.ts'
import { eventsDescribed } from './told-events.ts'
import { wiring } from './wiring.ts'

export type Schema = { [key: string]: unknown }
type Batch = { properties: Record<'records' | 'edits', { items: object } | undefined> }
export type Operation = {
  operationId: string
  summary: string
  tags: string[]
  security?: object[]
  'x-permission': string
  parameters: { name: string; in: string; required: boolean; schema: Schema; description?: string }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
}
export type OpenApi = {
  openapi: string
  info: object
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  /** What Baton sends, by type of event. */
  webhooks: Record<string, Record<string, Operation>>
  [more: string]: unknown
}

/** `timeToAnswer` → “Time to answer”. */
const inWords = (name: string) => {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const repeatable = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 8, maxLength: 200 },
  description: 'The same key with the same request is answered again and done once.',
}
const problem = {
  description: 'A refusal or fault, as problem details (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}
const problemShape = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string', description: 'For people: what is wrong and what to do' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'For programs: stable' },
    fields: { type: 'object', additionalProperties: { type: 'string' }, description: 'By field' },
  },
}

/** The REST API as OpenAPI 3.1, from the contracts. */
async function written(): Promise<OpenApi> {
  const converter = new ZodToJsonSchemaConverter()
  const generator = new OpenAPIGenerator({ schemaConverters: [converter] })
  const document = (await generator.generate(contract, {
    info: {
      title: 'Baton',
      version: '0.1.0',
      description:
        'Marketing and sales as one race. Errors are problem details (RFC 9457); what changes something takes an Idempotency-Key; lists page by `cursor`.',
    },
    servers: [{ url: '/api' }],
    components: {
      schemas: { Problem: problemShape as object },
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key: Settings → API keys' },
      },
    },
    security: [{ key: [] }],
  })) as unknown as OpenApi
  for (const { name: fullName, meta, ...route } of endpointsOf(contract)) {
    const [slice = '', ...name] = fullName.split('.')
    const path = route.path.replaceAll('{+', '{')
    const method = route.method.toLowerCase()
    const operation = document.paths[path]?.[method]
    if (!operation) throw new Error(`${method} ${path} is in the contract and not in its description`)
    if (meta.records) {
      const body = operation.requestBody?.content['application/json']?.schema as Batch
      const [, record] = await converter.convert(meta.records, { strategy: 'input' })
      const many = body.properties.records ?? body.properties.edits
      if (many) many.items = record
    }
    Object.assign(operation, {
      tags: [inWords(slice)],
      summary: meta.label || inWords(name.join(' ')),
      'x-permission': [meta.may, meta.also].filter(Boolean).join(' '),
      parameters: [
        ...(operation.parameters ?? []),
        ...(method === 'get' || meta.may === 'anyone' ? [] : [repeatable]),
      ],
      responses: { ...operation.responses, default: problem },
      ...(meta.may === 'anyone' && { security: [] }),
    })
  }
  return { ...document, webhooks: eventsDescribed(wiring.told) }
}

let made: Promise<OpenApi> | undefined

/** Written when it is first asked for, and kept: the contracts don't change while the process lives. */
export function openApiDocument(): Promise<OpenApi> {
  made ??= written()
  return made
}
