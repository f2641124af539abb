import { z } from 'zod'
import { done, endpoint, id, instant, line, page, pageInput } from '#platform/http/contract'
import { formDefinition } from './form.ts'

const intent = z.enum(['asks', 'newsletter', 'download'])
const sort = z.enum(['lead', 'support', 'job', 'supplier', 'press', 'spam'])

export const formShape = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  intent,
  productLineId: id,
  ownerId: id.nullable(),
  state: z.enum(['draft', 'live', 'closed']),
  liveVersion: z.number().int().nullable(),
  /** Where the form can be seen, and the one line that puts it on another page. */
  url: z.string(),
  embed: z.string(),
  submissions: z.number().int(),
  createdAt: instant,
})
export type Form = z.infer<typeof formShape>

const forms = { touches: ['forms'] }

export const formsContract = {
  list: endpoint('forms.read')
    .route({ method: 'GET', path: '/forms' })
    .output(z.object({ rows: z.array(formShape) })),
  get: endpoint('forms.read')
    .route({ method: 'GET', path: '/forms/{id}' })
    .input(z.object({ id }))
    .output(
      formShape.extend({
        definition: formDefinition,
        draftVersion: z.number().int(),
        problems: z.array(z.string()),
      }),
    ),
  create: endpoint('forms.write', { ...forms, label: 'Form made' })
    .route({ method: 'POST', path: '/forms' })
    .input(z.object({ name: line(200).min(1), intent, productLineId: id.optional() }))
    .output(done.extend({ id })),
  /** Saves a new version of the form; people see it after publishing. */
  save: endpoint('forms.write', { ...forms, label: 'Form edited' })
    .route({ method: 'PUT', path: '/forms/{id}' })
    .input(z.object({ id, name: line(200).min(1), intent, productLineId: id, definition: formDefinition }))
    .output(done.extend({ version: z.number().int(), problems: z.array(z.string()) })),
  /** Makes the newest version the one that people see. */
  publish: endpoint('forms.write', { ...forms, label: 'Form published' })
    .route({ method: 'POST', path: '/forms/{id}/publication' })
    .input(z.object({ id }))
    .output(done),
  close: endpoint('forms.write', { ...forms, label: 'Form closed' })
    .route({ method: 'DELETE', path: '/forms/{id}/publication' })
    .input(z.object({ id }))
    .output(done),
  submissions: endpoint('submissions.read')
    .route({ method: 'GET', path: '/submissions' })
    .input(
      z.object({ formId: id.optional(), spam: z.stringbool().or(z.boolean()).default(false), ...pageInput }),
    )
    .output(
      page(
        z.object({
          id,
          formId: id,
          formName: z.string(),
          receivedAt: instant,
          contactId: id.nullable(),
          contactName: z.string().nullable(),
          leadId: id.nullable(),
          sort: sort.nullable(),
          answers: z.array(z.object({ label: z.string(), value: z.string() })),
          channel: z.string(),
          claimed: z.boolean(),
          spam: z.string().nullable(),
          optedInAt: instant.nullable(),
        }),
      ),
    ),
}
