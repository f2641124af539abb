import { z } from 'zod'
import { done, endpoint, id, instant, line, prose } from '#platform/http/contract'

/** A merge field: what stands in `{{ }}` in a template, and what people call it. */
const mergeField = z.object({
  key: z.string(),
  label: z.string(),
  of: z.enum(['contact', 'company', 'deal', 'me']),
})
export type MergeField = z.infer<typeof mergeField>

const templateShape = z.object({
  id,
  name: z.string(),
  subject: z.string(),
  text: z.string(),
  maker: z.string(),
  mayChange: z.boolean(),
  changedAt: instant,
})
export type Template = z.infer<typeof templateShape>

const values = {
  name: line(200).min(1),
  /** Empty: whoever writes says what it is about. */
  subject: line(300),
  text: prose(100_000).refine((text) => text.trim() !== '', 'Write something'),
}
const touches = { touches: ['templates'] }

export const templatesContract = {
  /** By name; everybody who writes to people sees all of them. */
  list: endpoint('conversations.write')
    .route({ method: 'GET', path: '/mail-templates' })
    .input(z.object({}))
    .output(z.object({ rows: z.array(templateShape) })),
  /** What can stand in a template, own fields among it, as far as the caller sees such records. */
  fields: endpoint('conversations.write')
    .route({ method: 'GET', path: '/mail-templates/fields' })
    .input(z.object({}))
    .output(z.object({ rows: z.array(mergeField) })),
  /**
   * Subject and text may name merge fields, as `{{ contact.firstName | default: "there" }}`. Refused is what can't be read
   * (`unreadable`) and what names no field (`unknown_field`).
   */
  create: endpoint('conversations.write', { ...touches, label: 'Mail template made' })
    .route({ method: 'POST', path: '/mail-templates' })
    .input(z.object({ ...values, subject: values.subject.default('') }))
    .output(done.extend({ id })),
  /** By who made it, or who sets up how the firm sells. */
  update: endpoint('conversations.write', { ...touches, label: 'Mail template changed' })
    .route({ method: 'PATCH', path: '/mail-templates/{id}' })
    .input(
      z
        .object({ id, ...values })
        .partial()
        .required({ id: true }),
    )
    .output(done),
  remove: endpoint('conversations.write', { ...touches, label: 'Mail template deleted' })
    .route({ method: 'DELETE', path: '/mail-templates/{id}' })
    .input(z.object({ id }))
    .output(done),
  /** Its words for one person, as the caller sees them; `unknown`: fields with nothing in them and nothing instead; `of`
   * is null of a field that is put away. */
  fill: endpoint('conversations.write')
    .route({ method: 'GET', path: '/mail-templates/{id}/words' })
    .input(z.object({ id, contactId: id, dealId: id.optional() }))
    .output(
      z.object({
        subject: z.string(),
        text: z.string(),
        unknown: z.array(mergeField.extend({ of: mergeField.shape.of.nullable() })),
      }),
    ),
}
