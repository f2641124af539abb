import { z } from 'zod'
import {
  batchDone,
  batchInput,
  changes,
  changesInput,
  done,
  endpoint,
  id,
  instant,
  line,
  page,
  pageInput,
  sinceInput,
} from '#platform/http/contract'
import { bulkDone, whomOf } from '#workspace/bulk/contract'
import { customValues } from '#workspace/fields/contract'
import {
  countInput,
  countShape,
  editsDone,
  editsInput,
  exportInput,
  groupsInput,
  groupsShape,
  listFilter,
  sortInput,
  wasInput,
} from '#workspace/lists/contract'

const named = z.object({ id, name: z.string() }).nullable()

export const contactShape = z.object({
  id,
  externalId: z.string().nullable(),
  name: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  jobTitle: z.string().nullable(),
  company: named,
  /** The domain by which they joined it; null where somebody named it. */
  companyByDomain: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
  owner: named,
  /** target: a cold name without any act. */
  status: z.enum(['target', 'person', 'customer']),
  createdVia: z.string(),
  /** Channels that wait for a decision, as `email:email_allowed_but_unsubscribed`. */
  bars: z.array(z.string()),
  tags: z.array(z.string()),
  /** Where they are in the race. */
  stage: z.enum([
    'target',
    'person',
    'lead',
    'ready',
    'waiting',
    'offered',
    'working',
    'qualified',
    'customer',
  ]),
  fit: z.number().int(),
  interest: z.number().int(),
  ready: z.boolean(),
  isCustomer: z.boolean(),
  /** Whoever has them; null for who sees only a part of the deals. */
  openDeals: z.number().int().nullable(),
  lastActAt: instant.nullable(),
  createdAt: instant,
  changedAt: instant,
  custom: customValues,
})
export type Contact = z.infer<typeof contactShape>
/** By what else somebody is known and found: `from` is who had it before the two were merged; null of a further number. */
const also = z.object({
  kind: z.enum(['email', 'phone', 'externalId']),
  value: z.string(),
  from: z.string().nullable(),
})
export type Also = z.infer<typeof also>
const contactAlone = contactShape.extend({ also: z.array(also) })
export type ContactAlone = z.infer<typeof contactAlone>

const filter = {
  ...listFilter,
  ...sinceInput,
  companyId: id.optional(),
  /** People of a company and of all that belong to it, at any depth. */
  within: id.optional(),
  tag: line(100).optional(),
}

const text = (max: number) => line(max).nullable()
const values = {
  name: line(300).nullable(),
  firstName: text(150),
  lastName: text(150),
  email: z.union([z.email().max(254), z.null()]),
  phone: text(60),
  jobTitle: text(200),
  companyId: id.nullable(),
  city: text(200),
  country: text(100),
  ownerId: id.nullable(),
  externalId: text(200),
}
const tags = z.array(line(100).min(1)).max(50)
const touches = { touches: ['contacts'] }
/** One of many: changed if its `id` or, without one, its external id is known; else made. A status is for new ones. */
export const contactRecord = z
  .object({
    id,
    ...values,
    companyName: line(300).nullable(),
    status: z.enum(['target', 'person']),
    tags,
    custom: customValues,
  })
  .partial()
export type ContactRecord = z.infer<typeof contactRecord>
export const contactEdit = z
  .object({ id, ...values, companyName: line(300).nullable(), tags, custom: customValues, ...wasInput })
  .partial()
  .required({ id: true })
export type ContactEdit = z.infer<typeof contactEdit>
/** Which people an act on many is about. */
export const whom = whomOf(filter)

export const contactsContract = {
  /** People, newest first or by another key; `filter` is a tree of conditions on standard and custom fields. */
  list: endpoint('contacts.read')
    .route({ method: 'GET', path: '/contacts' })
    .input(
      z.object({
        ...filter,
        ...sortInput('created', 'desc'),
        ...pageInput,
      }),
    )
    .output(page(contactShape)),
  /** People that were changed, in the order in which it became visible, and those that are gone: to keep a copy up to date. */
  changes: endpoint('contacts.read')
    .route({ method: 'GET', path: '/contacts/changes' })
    .input(z.object(changesInput))
    .output(changes(contactShape)),
  /** How many a filter finds: exact up to 10,000, else estimated. */
  count: endpoint('contacts.read')
    .route({ method: 'GET', path: '/contacts/count' })
    .input(z.object({ ...filter, ...countInput }))
    .output(countShape),
  /** How the people a filter finds divide by stage, owner, tag, country, a field of your own, the month of a date. */
  groups: endpoint('contacts.read')
    .route({ method: 'GET', path: '/contacts/groups' })
    .input(z.object({ ...filter, ...groupsInput }))
    .output(groupsShape),
  /** The people a filter finds as a file, in the list's order and with its columns; formulas made harmless. */
  export: endpoint('exports.run', { also: 'contacts.read' })
    .route({ method: 'GET', path: '/contacts/export' })
    .input(z.object({ ...filter, ...sortInput('created', 'desc'), ...exportInput }))
    .output(z.file()),
  /** Who might be meant already: the same address, number or external id, else a name alike. */
  matches: endpoint('contacts.read')
    .route({ method: 'GET', path: '/contacts/matches' })
    .input(z.object({ name: line(300).optional(), email: line(254).optional(), phone: line(60).optional() }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            id,
            name: z.string(),
            company: z.string().nullable(),
            email: z.string().nullable(),
            phone: z.string().nullable(),
            by: z.enum(['email', 'phone', 'name']),
          }),
        ),
      }),
    ),
  /** People without a company whose address is of one of this company’s domains: how many, and the first five. */
  joiners: endpoint('contacts.read')
    .route({ method: 'GET', path: '/contacts/joiners' })
    .input(z.object({ companyId: id }))
    .output(
      z.object({
        count: z.number().int(),
        rows: z.array(z.object({ id, name: z.string(), email: z.string() })),
      }),
    ),
  /** Lets them join, 10,000 at once; `left` says how many wait for the next time. */
  join: endpoint('contacts.write', { touches: ['contacts', 'companies'], label: 'Joined by domain' })
    .route({ method: 'POST', path: '/contacts/joinings' })
    .input(z.object({ companyId: id }))
    .output(done.extend({ count: z.number().int(), left: z.number().int() })),
  /** All tags with how many people have them. */
  tags: endpoint('contacts.read')
    .route({ method: 'GET', path: '/tags' })
    .input(z.object({}))
    .output(z.object({ rows: z.array(z.object({ id, name: z.string(), count: z.number().int() })) })),
  get: endpoint('contacts.read')
    .route({ method: 'GET', path: '/contacts/{id}' })
    .input(z.object({ id }))
    .output(contactAlone),
  create: endpoint('contacts.write', { ...touches, label: 'Contact added' })
    .route({ method: 'POST', path: '/contacts' })
    .input(
      z
        .object({
          ...values,
          companyName: line(300),
          status: z.enum(['target', 'person']),
          tags,
          custom: customValues,
        })
        .partial(),
    )
    .output(done.extend({ id })),
  update: endpoint('contacts.write', { ...touches, label: 'Contact edited' })
    .route({ method: 'PATCH', path: '/contacts/{id}' })
    .input(contactEdit)
    .output(done),
  /** Edits values of many people, each as `update` would, answered for itself; undone as one. */
  edits: endpoint('contacts.write', { ...touches, label: 'Contacts edited by pasting', records: contactEdit })
    .route({ method: 'POST', path: '/contacts/edits' })
    .input(editsInput)
    .output(editsDone),
  /** Makes and changes up to 1,000 people, each answered for itself; undone as one. */
  batch: endpoint('contacts.write', {
    ...touches,
    label: 'Contacts brought by a program',
    records: contactRecord,
  })
    .route({ method: 'POST', path: '/contacts/batch' })
    .input(batchInput)
    .output(batchDone),
  /** One change for many people, undone as one. */
  bulk: endpoint('contacts.write', { ...touches, label: 'Contacts edited' })
    .route({ method: 'PATCH', path: '/contacts' })
    .input(
      z.object({
        ...whom,
        set: z
          .object({
            ownerId: values.ownerId,
            companyId: values.companyId,
            city: values.city,
            country: values.country,
            jobTitle: values.jobTitle,
            addTags: tags,
            removeTags: tags,
            custom: customValues,
          })
          .partial(),
      }),
    )
    .output(bulkDone),
  /** Puts people into the bin; undo brings them back. */
  remove: endpoint('contacts.delete', {
    touches: ['contacts', 'handovers'],
    label: 'Contacts deleted',
  })
    .route({ method: 'POST', path: '/contacts/deletions' })
    .input(z.object(whom))
    .output(bulkDone),
}
