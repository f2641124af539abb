import { z } from 'zod'
import { done, endpoint, id, instant, line, page, pageInput, prose } from '#platform/http/contract'
import { readShape } from '#workspace/audit/contract'
import { fieldType } from '#workspace/fields/contract'

/** A part of a file on its way in; the browser sends one after the other and goes on where it was broken off. */
export const partBytes = 4 * 1024 * 1024
export const largestFileBytes = 6 * 1024 ** 3

export const importRecord = z.enum([
  'contacts',
  'companies',
  'products',
  'members',
  'deals',
  'activities',
  'files',
])
export const importState = z.enum([
  'uploading',
  'reading',
  'read',
  'checking',
  'checked',
  'applying',
  'paused',
  'done',
  'cancelled',
  'undoing',
  'undone',
  'failed',
])

const policy = z.enum(['overwrite', 'fill', 'keep'])
const custom = z.object({
  label: z.string().trim().min(1).max(200),
  type: fieldType,
  choices: z.array(z.string()).max(200).default([]),
  role: z.enum(['plain', 'late', 'outcome']).default('plain'),
  roleReason: z.string().max(1000).nullable().default(null),
})
const column = z.object({
  /** A field of the record itself, as `email`. */
  to: z.string().max(60).nullable().default(null),
  /** A custom field, found by its label or made. */
  field: custom.nullable().default(null),
  policy: policy.optional(),
  dateOrder: z.enum(['DMY', 'MDY', 'YMD']).optional(),
  decimalMark: z.enum(['.', ',']).optional(),
  currency: z.string().length(3).optional(),
  /** Texts that stand for nothing in this column. */
  empty: z.array(z.string()).default([]),
  /** Stands before what is written, so that the numbers of one tool are told from another's: `zoho-lead:`. */
  prefix: z.string().trim().max(40).optional(),
  /** Whatever stands there means yes, as the time of an unsubscribing does. */
  ifFilled: z.boolean().optional(),
  /** What a text means: {"GTXPro":"GTX Pro"}. */
  same: z.record(z.string(), z.string()).optional(),
})
/** A permission that everybody in the file gave; without a basis and words on how they gave it there is none. */
const permission = z.object({
  channel: z.enum(['email', 'phone']),
  topic: line(100).min(1),
  basis: z.enum(['consent', 'request', 'contract', 'legitimate_interest']),
  proof: prose(2000).min(3),
})
/** Where each column of a file goes, by the name in its header; a column that is not named stays out. */
export const mappingShape = z.object({
  policy: policy.default('fill'),
  columns: z.record(z.string(), column),
  permission: permission.nullable().optional(),
})
export type Mapping = z.infer<typeof mappingShape>
export type MappedColumn = z.infer<typeof column>
export type CustomField = z.infer<typeof custom>
export type StatedPermission = z.infer<typeof permission>

/** What was seen in the file before anybody decides: for the screen, and the reasons for what is proposed. */
export const recognisedShape = z.object({
  record: importRecord,
  recordSure: z.boolean(),
  /** Whose export it looks like, and why; null: nobody's in particular. Absent of files read by an older Baton. */
  tool: z.object({ name: z.string(), because: z.string() }).nullable().optional(),
  /** As "CSV, UTF-8, columns separated by ;". */
  writtenAs: z.string(),
  note: z.string().nullable(),
  /** Data rows; null when there are so many that only the first were looked at. */
  rows: z.number().int().nullable(),
  columns: z.array(
    z.object({
      name: z.string(),
      filled: z.number().int(),
      distinct: z.number().int(),
      type: z.string(),
      /** The most frequent values. */
      samples: z.array(z.string()),
      because: z.string(),
    }),
  ),
  empty: z.array(z.object({ value: z.string(), columns: z.array(z.string()), because: z.string() })),
  /** The column that says who became a customer, and why it is taken for that. */
  outcome: z.string().nullable(),
})
export type RecognisedSummary = z.infer<typeof recognisedShape>

export const countsShape = z.object({
  rows: z.number().int(),
  created: z.number().int(),
  matched: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  /** People of whom the file contradicts itself about mail or calls: barred until somebody decides. */
  barred: z.number().int(),
  /** Of the new: what is still to be done, as tasks. */
  tasks: z.number().int(),
  /** Deals that stand elsewhere in the file than here, and stayed where they are. */
  elsewhere: z.number().int(),
})
export type RowCounts = z.infer<typeof countsShape>
const unknownShape = z.object({
  field: z.string(),
  value: z.string(),
  near: z.string().nullable(),
  rows: z.number().int(),
})
export type Unknown = z.infer<typeof unknownShape>

export const importShape = z.object({
  id,
  fileName: z.string(),
  record: importRecord.nullable(),
  state: importState,
  sizeBytes: z.number().int(),
  receivedBytes: z.number().int(),
  counts: countsShape,
  problem: z.string().nullable(),
  createdByName: z.string().nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
})
/** A row that was changed since and stayed when its import was taken back, as the change log tells of it. */
const stayedShape = z.object({
  table: z.string(),
  rowId: id,
  /** The record that it is, or that it belongs to: a tag is of a person. */
  record: z.string(),
  name: z.string().nullable(),
  /** Where the record opens; null: it is gone, or has no page. */
  path: z.string().nullable(),
  /** Who changed it last, and when; null: nobody did, but taken back it would be there twice. */
  by: z.string().nullable(),
  at: instant.nullable(),
  /** It was deleted. */
  isGone: z.boolean(),
  /** From what the import had left to what stands there now. */
  values: z.array(readShape),
})
const touches = ['imports']
const one = z.object({ id })
const act = (path: string, label: string) =>
  endpoint('imports.run', { touches, label })
    .route({ method: 'POST', path: `/imports/{id}/${path}` })
    .input(one)
    .output(done)

export const transferContract = {
  /** Files brought in or on their way, the newest first. */
  list: endpoint('imports.run')
    .route({ method: 'GET', path: '/imports' })
    .input(z.object(pageInput))
    .output(page(importShape)),
  /** One of them with what was seen in it, its mapping, and what a dry run or the import itself found. */
  get: endpoint('imports.run')
    .route({ method: 'GET', path: '/imports/{id}' })
    .input(one)
    .output(
      importShape.extend({
        recognised: recognisedShape.nullable(),
        mapping: mappingShape.nullable(),
        /**
         * The columns by which a row finds the person, company or deal that it is about, the surest first; own fields that take each
         * value only once are among them. Null for what is no such record.
         */
        foundBy: z.array(z.string()).nullable(),
        /** Names in the file that nobody knows here, the first 500, each once, with what is probably meant. */
        unknown: z.array(unknownShape),
        /** What a name that nobody knows may mean, by field: the names there are. */
        choices: z.record(z.string(), z.array(z.string())),
        /**
         * People of the firm who are in and listed, and of whom the search entry, what was first known by time and the score still
         * follow: of a large file they do so once it is in.
         */
        following: z.number().int(),
        /** Of an undo: how many rows were changed since and stay, and the first 500 of them. */
        stayed: z.number().int(),
        conflicts: z.array(z.object({ table: z.string(), rowId: id })),
      }),
    ),
  /** Announces a file; its bytes follow in parts. Without `record` it is found out what the file holds. */
  create: endpoint('imports.run', { touches, label: 'Import begun' })
    .route({ method: 'POST', path: '/imports' })
    .input(
      z.object({
        fileName: line(300).min(1),
        sizeBytes: z.number().int().min(0),
        record: importRecord.optional(),
      }),
    )
    .output(done.extend({ id })),
  /** A part of at most 4 MB at its place in the file. One that is sent twice is written once; a gap is refused. */
  part: endpoint('imports.run')
    .route({ method: 'PUT', path: '/imports/{id}/parts/{offset}' })
    .input(z.object({ id, offset: z.coerce.number().int().min(0), part: z.file().max(partBytes) }))
    .output(z.object({ receivedBytes: z.number().int() })),
  /** Says what the file holds, or where its columns go. */
  change: endpoint('imports.run', { touches, label: 'Import changed' })
    .route({ method: 'PATCH', path: '/imports/{id}' })
    .input(z.object({ id, record: importRecord.optional(), mapping: mappingShape.optional() }))
    .output(done),
  /** Says what would happen and changes nothing. */
  check: act('check', 'Import tried out'),
  /** Begins, or goes on after a pause or a fault. */
  start: act('start', 'Import started'),
  /** Stops after the rows under way; what is in stays in. */
  pause: act('pause', 'Import paused'),
  /** Stops for good; what is in stays in and can be taken back. */
  cancel: act('cancel', 'Import cancelled'),
  /** Takes back all that came in. Rows that were changed since stay as they are and are listed. */
  undo: act('undo', 'Import taken back'),
  /** Rows that can't be taken, each with its line and the reason. */
  refusals: endpoint('imports.run')
    .route({ method: 'GET', path: '/imports/{id}/refusals' })
    .input(one.extend(pageInput))
    .output(page(z.object({ line: z.number().int(), reason: z.string() }))),
  /** The refused rows as they stood in the file, as CSV: mend them and bring them in again. */
  refusedFile: endpoint('imports.run')
    .route({ method: 'GET', path: '/imports/{id}/refused-file' })
    .input(one)
    .output(z.file()),
  /** Rows that stayed when it was taken back, the first 10,000: of whom, who changed what of them and when. */
  stayed: endpoint('imports.run')
    .route({ method: 'GET', path: '/imports/{id}/stayed' })
    .input(one.extend(pageInput))
    .output(page(stayedShape)),
  /** The same as CSV, a line for each value. */
  stayedFile: endpoint('imports.run')
    .route({ method: 'GET', path: '/imports/{id}/stayed-file' })
    .input(one)
    .output(z.file()),
}
