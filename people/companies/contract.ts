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
  minor,
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

export const companyShape = z.object({
  id,
  externalId: z.string().nullable(),
  name: z.string(),
  /** The main domain: the web site. */
  domain: z.string().nullable(),
  /** Domains whose addresses belong to it, the main one first; none of a web site that another company has. */
  domains: z.array(z.string()),
  sector: z.string().nullable(),
  employees: z.number().int().nullable(),
  /** In minor units of the firm's own currency. */
  revenueMinor: minor.nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
  parent: named,
  owner: named,
  people: z.number().int(),
  tags: z.array(z.string()),
  createdAt: instant,
  changedAt: instant,
  custom: customValues,
})
export type Company = z.infer<typeof companyShape>

const filter = {
  ...listFilter,
  ...sinceInput,
  sector: line(200).optional(),
  country: line(100).optional(),
  ownerId: id.optional(),
  parentId: id.optional(),
  /** A company with all that belong to it, at any depth. */
  within: id.optional(),
  tag: line(100).optional(),
}

const text = (max: number) => line(max).nullable()
const values = {
  name: line(300).min(1),
  externalId: text(200),
  domain: text(300),
  domains: z.array(line(300).min(1)).max(50),
  sector: text(200),
  employees: z.number().int().min(0).max(100_000_000).nullable(),
  revenueMinor: minor.nullable(),
  city: text(200),
  country: text(100),
  parentId: id.nullable(),
  ownerId: id.nullable(),
  custom: customValues,
}
const whom = whomOf(filter)
const tags = z.array(line(100).min(1)).max(50)
const touches = { touches: ['companies', 'contacts'] }
/** One of many: changed if its `id` or, without one, its external id is known; else made, and then it needs a name. */
export const companyRecord = z.object({ id, ...values, tags }).partial()
export type CompanyRecord = z.infer<typeof companyRecord>
export const companyEdit = z
  .object({ id, ...values, tags, ...wasInput })
  .partial()
  .required({ id: true })
export type CompanyEdit = z.infer<typeof companyEdit>

export const companiesContract = {
  list: endpoint('companies.read')
    .route({ method: 'GET', path: '/companies' })
    .input(
      z.object({
        ...filter,
        ...sortInput('name', 'asc'),
        ...pageInput,
      }),
    )
    .output(page(companyShape)),
  /** Companies that were changed, in the order in which it became visible, and those that are gone. */
  changes: endpoint('companies.read')
    .route({ method: 'GET', path: '/companies/changes' })
    .input(z.object(changesInput))
    .output(changes(companyShape)),
  /** How many a filter finds: exact up to 10,000, else estimated. */
  count: endpoint('companies.read')
    .route({ method: 'GET', path: '/companies/count' })
    .input(z.object({ ...filter, ...countInput }))
    .output(countShape),
  /** How the companies a filter finds divide by owner, tag, sector, country, a field of your own, the month of a date. */
  groups: endpoint('companies.read')
    .route({ method: 'GET', path: '/companies/groups' })
    .input(z.object({ ...filter, ...groupsInput }))
    .output(groupsShape),
  get: endpoint('companies.read')
    .route({ method: 'GET', path: '/companies/{id}' })
    .input(z.object({ id }))
    .output(companyShape),
  /** Where a company stands among others: those above it, the uppermost first, and up to 200 below it, each after its parent. */
  tree: endpoint('companies.read')
    .route({ method: 'GET', path: '/companies/{id}/tree' })
    .input(z.object({ id }))
    .output(
      z.object({
        path: z.array(z.object({ id, name: z.string() })),
        nodes: z.array(
          z.object({
            id,
            name: z.string(),
            parentId: id,
            depth: z.number().int(),
            people: z.number().int(),
          }),
        ),
        more: z.boolean(),
      }),
    ),
  /** Whether new people without a company join the one that has their address’s domain, and which domains are everybody’s. */
  joining: endpoint('companies.read')
    .route({ method: 'GET', path: '/companies/joining' })
    .output(
      z.object({
        on: z.boolean(),
        /** Free-mail domains of the firm’s own, beyond those that Baton knows. */
        freeMail: z.array(z.string()),
        known: z.number().int(),
      }),
    ),
  saveJoining: endpoint('workspace.manage', { touches: ['settings'], label: 'Joining by domain changed' })
    .route({ method: 'PUT', path: '/companies/joining' })
    .input(z.object({ on: z.boolean(), freeMail: z.array(line(300).min(1)).max(1000) }))
    .output(done),
  create: endpoint('companies.write', { ...touches, label: 'Company added' })
    .route({ method: 'POST', path: '/companies' })
    .input(
      z
        .object({ ...values, tags })
        .partial()
        .required({ name: true }),
    )
    .output(done.extend({ id })),
  update: endpoint('companies.write', { ...touches, label: 'Company edited' })
    .route({ method: 'PATCH', path: '/companies/{id}' })
    .input(companyEdit)
    .output(done),
  /** Edits values of many companies, each as `update` would, answered for itself; undone as one. */
  edits: endpoint('companies.write', {
    ...touches,
    label: 'Companies edited by pasting',
    records: companyEdit,
  })
    .route({ method: 'POST', path: '/companies/edits' })
    .input(editsInput)
    .output(editsDone),
  /** The companies a filter finds as a file, in the list's order and with its columns; formulas made harmless. */
  export: endpoint('exports.run', { also: 'companies.read' })
    .route({ method: 'GET', path: '/companies/export' })
    .input(z.object({ ...filter, ...sortInput('name', 'asc'), ...exportInput }))
    .output(z.file()),
  /** Makes and changes up to 1,000 companies, each answered for itself; undone as one. */
  batch: endpoint('companies.write', {
    ...touches,
    label: 'Companies brought by a program',
    records: companyRecord,
  })
    .route({ method: 'POST', path: '/companies/batch' })
    .input(batchInput)
    .output(batchDone),
  /** One change for many companies. */
  bulk: endpoint('companies.write', { ...touches, label: 'Companies edited' })
    .route({ method: 'PATCH', path: '/companies' })
    .input(
      z.object({
        ...whom,
        set: z
          .object({
            ownerId: values.ownerId,
            sector: values.sector,
            city: values.city,
            country: values.country,
            addTags: tags,
            removeTags: tags,
            custom: customValues,
          })
          .partial(),
      }),
    )
    .output(bulkDone),
  /** Puts companies into the bin; their people stay. */
  removeMany: endpoint('contacts.delete', { ...touches, label: 'Companies deleted' })
    .route({ method: 'POST', path: '/companies/deletions' })
    .input(z.object(whom))
    .output(bulkDone),
  /** Puts a company into the bin; its people stay and undo brings it back. */
  remove: endpoint('contacts.delete', { ...touches, label: 'Company deleted' })
    .route({ method: 'DELETE', path: '/companies/{id}' })
    .input(z.object({ id }))
    .output(done),
}
