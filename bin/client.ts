/** The TypeScript client from the description of the API: types for editors, and where each endpoint is. */
import type { OpenApi, Operation, Schema } from '../apps/openapi.ts'

const head = '// Generated from the contract by `npm run generate`.\n'

/** The generated files of the folder `client`, by name. */
export function clientFiles(document: OpenApi): Record<string, string> {
  const all = Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )
    .map((it) => ({ ...it, name: it.operation.operationId }))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
  for (const { name } of all)
    if (!/^\w+\.\w+$/.test(name))
      throw new Error(`${name} is not a slice and a name: the client nests no deeper`)
  const endpoints = all.map(
    ({ name, path, method, operation }) =>
      `  '${name}': ['${method.toUpperCase()}', '${path}'${isFile(operation) ? ", 'file'" : ''}],\n`,
  )
  const operations = all.map(
    ({ name, operation }) =>
      `  '${name}': {\n    input: ${inputOf(operation)}\n    output: ${outputOf(operation)}\n  }\n`,
  )
  const slices = [...Map.groupBy(all, ({ name }) => name.split('.')[0]!)].map(([slice, list]) => {
    const calls = list.map(({ name, path, method, operation }) => {
      const needs = operation['x-permission'] === 'anyone' ? '' : `, needs ${operation['x-permission']}`
      const says = `    /** ${operation.summary}: \`${method.toUpperCase()} ${path}\`${needs} */\n`
      return `${says}    ${name.split('.')[1]}: Call<'${name}'>\n`
    })
    return `  ${slice}: {\n${calls.join('')}  }\n`
  })
  return {
    'endpoints.js': `${head}export const endpoints = {\n${endpoints.join('')}}\n`,
    'types.d.ts': [
      `${head}import type { Call, Instant } from './index.d.ts'\n`,
      `/** What is sent to each endpoint, and what it answers. */\nexport interface Operations {\n${operations.join('')}}\n`,
      `/** Every endpoint, by the part of Baton that it belongs to. */\nexport interface Client {\n${slices.join('')}}\n`,
    ].join('\n'),
  }
}

const answerOf = ({ responses }: Operation) => responses['200']?.content ?? {}
const isFile = (operation: Operation) => '*/*' in answerOf(operation)

function outputOf(operation: Operation): string {
  const answer = answerOf(operation)['application/json']?.schema
  return isFile(operation) ? 'File' : answer ? typeText(answer, 'answered', '    ') : 'void'
}

/** Parts of the path, of the query and of the body, under one roof as the contract has them. */
function inputOf(operation: Operation): string {
  const named = (operation.parameters ?? []).filter((it) => it.in !== 'header')
  const body = operation.requestBody?.content['application/json']?.schema
  const properties = Object.fromEntries(named.map((it) => [it.name, it.schema]))
  const required = named.filter((it) => it.required).map((it) => it.name)
  if (body && body.type !== 'object')
    throw new Error(`${operation.operationId} takes something else than an object`)
  return typeText(
    {
      type: 'object',
      properties: { ...properties, ...(body?.properties as Schema | undefined) },
      required: [...required, ...((body?.required as string[] | undefined) ?? [])],
    },
    'sent',
    '    ',
  )
}

/** A JSON schema as a type; what is sent may hold a Date where an instant is wanted. */
function typeText(schema: Schema, way: 'sent' | 'answered', indent: string): string {
  const any = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (any) return unionOf(any.map((it) => typeText(it, way, indent)))
  if (Array.isArray(schema.enum)) return unionOf(schema.enum.map((it) => JSON.stringify(it)))
  if ('const' in schema) return JSON.stringify(schema.const)
  switch (schema.type) {
    case 'array': {
      const item = typeText((schema.items ?? {}) as Schema, way, indent)
      return item.includes(' | ') ? `(${item})[]` : `${item}[]`
    }
    case 'object':
      return objectText(schema, way, indent)
    case 'string':
      if (schema.contentMediaType) return 'Blob'
      return way === 'sent' && schema['x-native-type'] === 'date' ? 'Instant' : 'string'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'null':
      return 'null'
    default:
      return 'unknown'
  }
}

const unionOf = (types: string[]) => [...new Set(types)].join(' | ')

function objectText(schema: Schema, way: 'sent' | 'answered', indent: string): string {
  const required = new Set(schema.required as string[] | undefined)
  const fields = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
  const rest = schema.additionalProperties
  if (fields.length === 0)
    return rest && typeof rest === 'object'
      ? `{ [name: string]: ${typeText(rest as Schema, way, indent)} }`
      : 'Record<never, never>'
  const deeper = `${indent}  `
  const lines = fields.map(
    ([name, it]) =>
      `${deeper}${/^\w+$/.test(name) ? name : `'${name}'`}${required.has(name) ? '' : '?'}: ${typeText(it, way, deeper)}`,
  )
  return `{\n${lines.join('\n')}\n${indent}}`
}
