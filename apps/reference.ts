import type { FastifyInstance } from 'fastify'
import { type Actor, publicPage } from '#platform/http'
import type { Field } from '#workspace/fields/contract'
import { firmsOwn } from './firm-api.ts'
import { type OpenApi, type Operation, openApiDocument, type Schema } from './openapi.ts'
import { referencePage } from './reference-page.ts'

/**
 * Serves the description of the API, and the same as a page to read: ours, without scripts, for any browser. Whoever asks
 * with a key, or signed in, is told of the own fields of their firm.
 */
export function mountReference(
  app: FastifyInstance,
  adminUrl: string,
  firm: { identify: (headers: Headers) => Promise<Actor>; fieldsOf: (actor: Actor) => Promise<Field[]> },
): void {
  app.get('/api/openapi.json', async (request, reply) => {
    const servers = [{ url: `${adminUrl}/api` }]
    const general = { ...(await openApiDocument()), servers }
    reply.type('application/json')
    const { authorization, cookie = '', 'baton-workspace': workspace } = request.headers
    if (!authorization && !(workspace && cookie))
      return reply
        .header('cache-control', 'public, max-age=300')
        .header('vary', 'authorization')
        .send(general)
    const headers = new Headers({ cookie })
    if (authorization) headers.set('authorization', authorization)
    if (typeof workspace === 'string') headers.set('baton-workspace', workspace)
    const actor = await firm.identify(headers)
    const fields = actor.permissions.has('fields.read') ? await firm.fieldsOf(actor) : []
    return reply.header('cache-control', 'no-store').send(firmsOwn(general, fields))
  })
  app.get('/api/docs', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'public, max-age=300')
      .send(reference(await openApiDocument(), adminUrl)),
  )
}

export function reference(document: OpenApi, adminUrl: string): string {
  const endpoints = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => shown(method, `/api${path}`, operation)),
  )
  const events = Object.entries(document.webhooks).flatMap(([type, methods]) =>
    Object.entries(methods).map(([method, operation]) => shown(method, type, operation)),
  )
  const all = [...endpoints, ...events]
  const groups = [...Map.groupBy(all, (it) => it.group)].map(([name, list]) => ({
    name,
    anchor: name.toLowerCase().replaceAll(/[^a-z]+/g, '-'),
    count: list.length,
    endpoints: list,
  }))
  return publicPage(referencePage, {
    groups: groups.sort((one, other) => one.name.localeCompare(other.name)),
    count: endpoints.length,
    adminUrl,
  })
}

function shown(method: string, path: string, operation: Operation) {
  const body = operation.requestBody?.content['application/json']?.schema
  const answer = operation.responses['200']?.content?.['application/json']?.schema
  return {
    group: operation.tags[0] ?? '',
    anchor: operation.operationId.replaceAll('.', '-'),
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    may: operation['x-permission'] === 'anyone' ? '' : operation['x-permission'],
    parameters: operation.parameters.map((it) => ({
      name: it.name,
      where: it.in,
      required: it.required,
      type: typeText(it.schema),
      more: it.description ?? '',
    })),
    body: body ? typeText(body) : '',
    answer: answer ? typeText(answer) : '',
  }
}

/** A JSON schema in the short form that people read: `{ name: string, email?: string | null }`. */
export function typeText(schema: Schema, indent = ''): string {
  const any = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (any) return [...new Set(any.map((it) => typeText(it, indent)))].join(' | ')
  if (Array.isArray(schema.enum)) return schema.enum.map((it) => JSON.stringify(it)).join(' | ')
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.type === 'array') {
    const item = typeText((schema.items ?? {}) as Schema, indent)
    return item.includes(' | ') ? `(${item})[]` : `${item}[]`
  }
  if (schema.type === 'object') return objectText(schema, indent)
  if (typeof schema.type === 'string') {
    const kind = typeof schema.format === 'string' ? schema.format : schema.type
    return 'default' in schema ? `${kind} = ${JSON.stringify(schema.default)}` : kind
  }
  return 'any'
}

function objectText(schema: Schema, indent: string): string {
  const required = new Set(schema.required as string[] | undefined)
  const fields = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
  const rest = schema.additionalProperties
  if (fields.length === 0)
    return rest && typeof rest === 'object' ? `{ [name]: ${typeText(rest as Schema, indent)} }` : '{}'
  const deeper = `${indent}  `
  const lines = fields.map(
    ([name, it]) => `${deeper}${name}${required.has(name) ? '' : '?'}: ${typeText(it, deeper)}`,
  )
  return `{\n${lines.join('\n')}\n${indent}}`
}
