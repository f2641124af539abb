import { z } from 'zod'
import { leadSort } from '#people/leads/contract'
import { done, endpoint, id, instant, line, page, pageInput } from '#platform/http/contract'
import { formDefinition } from './form.ts'

const intent = z.enum(['asks', 'newsletter', 'download'])

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
  /** The same without any script, for sites that take none. */
  frame: z.string(),
  submissions: z.number().int(),
  createdAt: instant,
  archivedAt: instant.nullable(),
})
export type Form = z.infer<typeof formShape>

const forms = { touches: ['forms'] }
const which = {
  formId: id.optional(),
  spam: z.stringbool().or(z.boolean()).default(false),
  /** In the answers, the person's name or the form's. */
  q: line(200).optional(),
}

export const formsContract = {
  list: endpoint('forms.read')
    .route({ method: 'GET', path: '/forms' })
    .input(z.object({ archived: z.stringbool().or(z.boolean()).default(false) }))
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
  /** A new draft with the same questions and texts. */
  duplicate: endpoint('forms.write', { ...forms, label: 'Form copied' })
    .route({ method: 'POST', path: '/forms/{id}/copies' })
    .input(z.object({ id }))
    .output(done.extend({ id })),
  /** Puts a form away: people don't see it any more, what was sent stays. */
  archive: endpoint('forms.write', { ...forms, label: 'Form put away' })
    .route({ method: 'DELETE', path: '/forms/{id}' })
    .input(z.object({ id }))
    .output(done),
  restore: endpoint('forms.write', { ...forms, label: 'Form brought back' })
    .route({ method: 'POST', path: '/forms/{id}/restoration' })
    .input(z.object({ id }))
    .output(done),
  /** What people sent, the newest first; `spam`: what was held back. */
  submissions: endpoint('submissions.read')
    .route({ method: 'GET', path: '/submissions' })
    .input(z.object({ ...which, ...pageInput }))
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
          sort: leadSort.nullable(),
          answers: z.array(z.object({ label: z.string(), value: z.string() })),
          channel: z.string(),
          /** Their answer to “How did you hear of us?”. */
          heard: z.string().nullable(),
          referrer: z.string().nullable(),
          firstPage: z.string().nullable(),
          utm: z.record(z.string(), z.string()),
          clickIds: z.record(z.string(), z.string()),
          /** The words beside the tick, if they ticked it. */
          consent: z.string().nullable(),
          claimed: z.boolean(),
          spam: z.string().nullable(),
          /** The colleague who sent it under their own address: a test, of which nothing follows. */
          testedBy: z.string().nullable(),
          optedInAt: instant.nullable(),
        }),
      ),
    ),
  /** The same as a CSV file, with a column for each question. */
  exportSubmissions: endpoint('exports.run', { also: 'submissions.read' })
    .route({ method: 'GET', path: '/submissions/export' })
    .input(z.object(which))
    .output(z.file()),
  /** Takes a submission out of the spam box, or a test for a real one: the person, the lead and the handover begin as if it had just come in. */
  release: endpoint('leads.write', {
    touches: ['forms', 'contacts', 'leads', 'handovers'],
    label: 'Submission released',
  })
    .route({ method: 'POST', path: '/submissions/{id}/release' })
    .input(z.object({ id }))
    .output(done.extend({ contactId: id, leadId: id.nullable() })),
}
