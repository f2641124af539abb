import type { ToldField, ToldRecord } from '#platform/registry'
import type { Schema } from './openapi.ts'

const kinds: Record<ToldField['type'], Schema> = {
  text: { type: ['string', 'null'] },
  id: { type: ['string', 'null'], format: 'uuid' },
  instant: { type: ['string', 'null'], format: 'date-time' },
  day: { type: ['string', 'null'], format: 'date' },
  whole: { type: ['integer', 'null'] },
  yesno: { type: ['boolean', 'null'] },
  object: { type: 'object', additionalProperties: true },
}
const changed: Schema = {
  type: 'object',
  description: 'What changed, by field; own fields as custom.<key>. Absent where nothing did',
  additionalProperties: { type: 'object', required: ['from', 'to'], properties: { from: {}, to: {} } },
}
const headers = [
  ['webhook-id', 'The message: the same at each attempt. What came before under it may be dropped'],
  ['webhook-timestamp', 'When this attempt was made, in seconds since 1970'],
  [
    'webhook-signature',
    'v1,… over id, timestamp and body; two of them for a day after a new secret was made',
  ],
].map(([name, description]) => ({
  ...{ name: name!, in: 'header', required: true, description: description! },
  schema: { type: 'string' },
}))

/** What is sent to webhooks, as OpenAPI 3.1 has a place for it: one entry an event, from what the slices say of their records. */
export const eventsDescribed = (told: readonly ToldRecord[]) =>
  Object.fromEntries(
    told.flatMap(({ events, fields }) =>
      events.map(({ type, label }) => [type, { post: described(type, label, fields) }]),
    ),
  )

const described = (type: string, label: string, fields: ToldRecord['fields']) => ({
  operationId: `webhook.${type}`,
  summary: label,
  tags: ['Events sent to webhooks'],
  'x-permission': 'webhooks.manage',
  parameters: headers,
  requestBody: {
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['type', 'timestamp', 'data'],
          properties: {
            type: { const: type },
            timestamp: { type: 'string', format: 'date-time', description: 'When it happened' },
            data: {
              type: 'object',
              required: ['id'],
              properties: {
                ...Object.fromEntries(
                  Object.entries(fields).map(([name, it]) => [
                    name,
                    { ...kinds[it.type], description: it.words },
                  ]),
                ),
                changed,
              },
            },
          },
        },
      },
    },
  },
  responses: {
    '2XX': { description: 'Taken. Any other answer, and none within 15 s, is tried again; 410 switches off' },
  },
})
