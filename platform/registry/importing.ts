import type { Db } from '#platform/db'

/** A row of a file as its columns were read: the record's own fields by name, custom fields by their key. */
export type ImportRow = {
  line: number
  fields: Record<string, string | number | boolean>
  custom: Record<string, string | number | boolean | string[] | null>
  /** Custom fields that name another record, by their key: its id, or the words of the file where nobody is known by them yet. */
  related?: Readonly<Record<string, string>>
  /** What the row says against itself, as `email:email_allowed_but_unsubscribed`: barred until somebody decides. */
  bars: string[]
}
/** What became of a row. `matched`: somebody known was changed. */
export type ImportFinding = {
  line: number
  is: 'created' | 'matched' | 'unchanged' | 'refused'
  /** Of a refusal: what is wrong and how to mend it. */
  reason?: string
  /** They were erased: what stands in the row is not kept either. */
  erased?: true
  /** Beside that: it came in as a task; or its deal stands elsewhere here than in the file, and stayed there. */
  also?: 'task' | 'elsewhere'
}
/** overwrite: the file wins; fill: only what is empty; keep: known records stay as they are. */
export type ImportPolicy = 'overwrite' | 'fill' | 'keep'
export type ImportHow = {
  now: Date
  /** The installation's, for keyed hashes. */
  secret: string
  policy: (field: string) => ImportPolicy
  /** The file, for what is kept as proof. */
  source: string
  /** Something that is named and not known: told once however many rows name it; `near` is what is probably meant. */
  ask: (unknown: { field: string; value: string; near: string | null }) => void
  /** What everybody in the file permitted, and how; null: the file brings no permission. */
  permission: StatedPermission | null
  /** Much comes in: what may follow once it is in is left to follow. */
  behind: boolean
  /** What was packed with the rows; null: they came without files. */
  files?: ImportFiles | null
  /** Nothing of it stays: what is large need not be written. */
  rehearsed?: boolean
  /** The member who brings the file in; null: none does, as from the command line. */
  by?: string | null
}
/** A file that came with the rows: where it lies among them, what it is called there, and how large it is. */
export type PackedFile = { entry: string; name: string; sizeBytes: number }
export type ImportFiles = {
  /** The file that a row names: by the way to it, else by its number, else by its name where only one is called so. */
  find: (named: { path: string | null; number: string | null; name: string | null }) => PackedFile | null
  /** All its bytes, at most as many as it was said to have; else what is wrong with it, as a sentence. */
  read: (file: PackedFile) => Promise<{ ok: true; bytes: Buffer } | { ok: false; reason: string }>
}
export type StatedPermission = {
  channel: 'email' | 'phone'
  topic: string
  basis: 'consent' | 'request' | 'contract' | 'legitimate_interest'
  proof: string
}
export type ImportRecord =
  | 'contacts'
  | 'companies'
  | 'products'
  | 'members'
  | 'deals'
  | 'activities'
  | 'files'

const ofTool = /^[a-z]+(-[a-z]+)?:./
/** Whether an external id says which tool gave it, as `zoho-lead:1832`: two of one tool are two records. */
export const isNumberOfTool = (externalId: string): boolean => ofTool.test(externalId)
export const sameTool = (a: string, b: string): boolean =>
  isNumberOfTool(a) && a.slice(0, a.indexOf(':')) === b.slice(0, b.indexOf(':'))

/** Brings rows of one kind of record in, as history: no lead, no clock, no mail. The same rows twice change nothing. */
export type Importer = {
  record: ImportRecord
  /** The kind of record whose custom fields the file may fill; absent: it has none. */
  customOf?: 'contact' | 'company' | 'deal'
  /** What may be meant by a name that nobody knows: the names there are, by field. */
  choices?: (db: Db) => Promise<Record<string, string[]>>
  bring: (db: Db, rows: readonly ImportRow[], it: ImportHow) => Promise<ImportFinding[]>
  /** How many rows of a long file it takes at once: 1,000 unless told. */
  atOnce?: number
  /** How many records are in of which what was left `behind` still follows: search entries, first facts, scores. */
  following?: (db: Db) => Promise<number>
}
