import type { Expression, RawBuilder } from 'kysely'
import type { Clock } from '#platform/clock'
import type { Database, Db } from '#platform/db'
import type { Actor, PublicRoute } from '#platform/http'
import type { BinKind } from './bin.ts'
import type { BulkAct } from './bulk.ts'
import type { CarryRule } from './carried.ts'
import type { Importer } from './importing.ts'
import type { ListCondition, ListKind } from './lists.ts'
import type { LetterEnd, MailedHook, ReceivedHook } from './mail.ts'
import type { TimelineSource } from './timeline.ts'
import type { ChangeWords, ToldRecord } from './told.ts'

/** A kind of journal event: how it reads on the timeline and whether a person's own act. */
export type JournalKind = {
  kind: string
  /** One sentence for the timeline, from the event's data: "Sent the form “Demo request”". */
  sentence: (data: Record<string, unknown>) => string
  icon: string
  /** An act of the person that may open a crossing; machine traffic never is. */
  humanAct: boolean
  /** It stands on the timeline by a source of its own. */
  elsewhere?: boolean
  /** One of many that say little by themselves, as each page that somebody looks at: runs of them fold on the timeline. */
  small?: boolean
  /** What score rules may ask of it, path → label. */
  fields?: Record<string, string>
}

/** The contacts of one pump batch, locked, with what is newly known of each. */
export type PumpBatch = {
  workspaceId: number
  t: Date
  contacts: { id: string; eventIds: string[]; causes: string[] }[]
  /** How events read, for what is written down in words. */
  kinds: readonly JournalKind[]
}
/** A step of the pump; steps run in order of rank inside the batch's one transaction. */
export type PumpStep = { name: string; rank: number; run: (db: Db, batch: PumpBatch) => Promise<void> }

/** Recurring background work: looks for rows that are due, with a lease so that one process at a time does it. */
export type Job = { name: string; everyMs: number; run: (context: JobContext) => Promise<void> }
export type JobContext = {
  database: Database
  clock: Clock
  adminUrl: string
  publicUrl: string
  /** Where files of this installation lie. */
  dataFolder: string
  /** Absent: mail is kept, not sent. */
  smtpUrl?: string
  mailFrom: string
  /** The installation's secret: for keyed hashes and what is sealed. */
  secret: string
  /** Hosts that may be private, because whoever runs this installation named them. */
  trustedHosts: readonly string[]
  registry: Registry
  /** Aborted when the process is being stopped: long work ends at its next safe place. */
  signal: AbortSignal
  log: { info(fields: object, text: string): void; error(fields: object, text: string): void }
}

/** A kind of record: the search box finds it, it opens at a path, and notes and tasks hang on it. */
export type RecordKind = {
  record: string
  label: string
  /** The permission to read it; whoever has it not does not find it either. */
  may: string
  path: (id: string) => string
  /** Whether a living one is within the caller's reach. */
  isThere: (db: Db, id: string) => Promise<boolean>
}

/** What hangs on records and is found with them, as a note; it opens its record, there: `/people/{id}?note={id}`. */
export type HangingKind = { record: string; label: string; may: string }

/** What a member should know in the morning, in lines of text: one source a slice, in order of rank. */
export type DigestSource = {
  title: string
  rank: number
  lines: (db: Db, of: { memberId: string; since: Date; now: Date }) => Promise<string[]>
}

/** Runs after a merge or unmerge in the same transaction, for what can't be expressed by column comments. */
export type MergeHook = (db: Db, merged: { winnerId: string; loserId: string; now: Date }) => Promise<void>

/** Somebody is erased: what runs with them ends, in the transaction that hides them. What is kept of them goes by the catalog. */
export type ErasingHook = (
  db: Db,
  it: { contactIds: readonly string[]; actor: string; now: Date },
) => Promise<void>

/**
 * Who is kept though nothing was heard of them since then: a condition on the row of `contact`, from whoever has something with
 * them that the rule for how long people are kept does not know.
 */
export type HoldHook = (since: Date) => RawBuilder<boolean>

/** What is kept of a person beyond their own records, in lines that they can read: one source a section, in order of rank. */
export type KeptSource = {
  title: string
  /** What stands there where there is nothing. */
  none: string
  rank: number
  lines: (
    db: Db,
    of: { contactId: string; now: Date; kinds: readonly JournalKind[] },
  ) => Promise<{ text: string; detail: string | null; at: Date | null }[]>
}

/** Somebody leaves the firm and somebody goes on with what they had: one hook a slice, all in one operation. */
export type Leaving = {
  fromId: string
  fromName: string
  toId: string
  /** Whose act it is. */
  actor: string
  now: Date
  kinds: readonly JournalKind[]
}
export type Leaver = {
  /** In words, as “open deals”. */
  what: string
  /** What whoever goes on with it must be allowed to; absent: anybody may. */
  needs?: string
  /** Ids of what they leave behind, as a query, so that the database counts them. */
  held: (
    db: Db,
    memberId: string,
    now: Date,
  ) => Expression<{ id: string }> & { execute: () => Promise<{ id: string }[]> }
  /** Gives those of them to who goes on that are still theirs: others move and close things meanwhile. */
  move: (db: Db, ids: readonly string[], it: Leaving) => Promise<void>
}

/** Somebody would be away. */
export type CoverWish = {
  memberId: string
  fromAt: Date
  toAt: Date
  deputyId: string | null
}
/** What is left uncovered while somebody is away, and by whom the rest is: asked before an absence is entered. */
export type CoverHook = (
  db: Db,
  wish: CoverWish,
  now: Date,
) => Promise<{
  lines: { productLine: { id: string; name: string }; days: { day: string; members: string[] }[] }[]
  /** Working days in a row, first and last. */
  gaps: { what: string; from: string; to: string }[]
}>

/** What was promised with a sale, as whoever won it says. */
export type Promised = {
  words: string | null
  promises: { text: string; dueOn?: string | null | undefined }[]
  /** Who looks after the customer from now on; absent: who does already, else whose deal it is. */
  ownerId?: string | undefined
}
/** Runs when a deal is won, in the same transaction. `promised` is null where the winner skipped it. */
export type WonHook = (
  db: Db,
  won: { dealId: string; dealOwnerId: string | null; byId: string; promised: Promised | null; now: Date },
) => Promise<void>

/** How many rows an undo brought back, and those that stay because they were changed since or their place is taken. */
export type UndoResult = { restored: number; conflicts: { table: string; rowId: string }[] }

/** Takes back a kind of operation that is more than its rows in the change log, or says why it stays. */
export type Undoer = {
  /** The endpoint whose operations these are, as `merging.merge`. */
  kind: string
} & (
  | { refuses: { reason: string; message: string } }
  | {
      undo: (db: Db, it: Undoing) => Promise<UndoResult>
      /** Its being taken back is taken back by it too; absent: not at all, it is done again instead. */
      again?: true
    }
)
export type Undoing = {
  operationId: string
  /** The act of this kind, also where what is taken back is its being taken back. */
  firstId: string
  undoId: string
  restored: readonly RestoredHook[]
  actor: Actor
  now: Date
}

/** A kind of operation that is no endpoint's, and the permissions that taking it back asks for. */
export type OtherAct = { kind: string; asks: readonly string[] }

/**
 * Runs after an undo put rows of a table back, in the same transaction: what is derived from them is computed anew. Rows that
 * stay because their place was taken meanwhile are among them: what belongs to them may have come back.
 */
export type RestoredHook = {
  table: string
  /** Takes out again what can't stand beside what was made since, and names it: it counts as having stayed. */
  superseded?: (db: Db, rowIds: readonly string[]) => Promise<string[]>
  run?: (db: Db, rowIds: string[], now: Date) => Promise<void>
  /** Refuses with `Taken` rows of which one of these columns came back, where something else has their place by now: they stay. */
  taken?: { columns: readonly string[]; refuse: (db: Db, rowIds: readonly string[]) => Promise<void> }
  /** Those of rows that stayed which are computed anew anyway: nobody has lost anything by it. */
  computed?: (db: Db, rowIds: readonly string[]) => Promise<string[]>
}

/** What a slice puts into a new firm, so that the first screen has what every firm has. */
export type Founder = (db: Db, now: Date) => Promise<void>

/** Names of what is published and asks people whether they agree to a topic, by its key. */
export type TopicUse = (db: Db, key: string) => Promise<string[]>

/** A kind of notice that members may silence, in the words of whoever gets it: "A lead is offered to me". */
export type NoticeKind = { kind: string; label: string }

/** Visitors of the firm's site were found out as programs, with what gave them away and when. */
export type ProgramHook = (
  db: Db,
  visitors: readonly { key: string; evidence: string; at: Date }[],
  now: Date,
) => Promise<void>

/** What formulas of a kind of record may name beyond its own fields: a column of its table, or an amount with its currency. */
export type FormulaInput = {
  name: string
  label: string
  type: 'number' | 'money' | 'date' | 'text'
  /** A day as text, as it is in the firm's zone. */
  by: (zone: string) => RawBuilder<unknown>
  currency?: RawBuilder<unknown>
}
export type FormulaKind = { record: 'contact' | 'company' | 'deal'; inputs: readonly FormulaInput[] }

export type Wiring = {
  letterEnds?: LetterEnd[]
  mailed?: MailedHook[]
  received?: ReceivedHook[]
  notices?: NoticeKind[]
  founders?: Founder[]
  journal?: JournalKind[]
  timeline?: TimelineSource[]
  pump?: PumpStep[]
  jobs?: Job[]
  programs?: ProgramHook[]
  records?: RecordKind[]
  hanging?: HangingKind[]
  public?: PublicRoute[]
  merged?: MergeHook[]
  erasing?: ErasingHook[]
  kept?: KeptSource[]
  holds?: HoldHook[]
  leavers?: Leaver[]
  won?: WonHook[]
  covers?: CoverHook[]
  restored?: RestoredHook[]
  bins?: BinKind[]
  changes?: ChangeWords[]
  undoers?: Undoer[]
  acts?: OtherAct[]
  importers?: Importer[]
  lists?: ListKind[]
  conditions?: ListCondition[]
  digests?: DigestSource[]
  formulas?: FormulaKind[]
  told?: ToldRecord[]
  bulk?: BulkAct[]
  carried?: CarryRule[]
  topicUses?: TopicUse[]
}

/** All wiring of the house, collected by `apps` and handed to whoever needs it. */
export type Registry = { [K in keyof Wiring]-?: NonNullable<Wiring[K]> } & {
  /** The permissions that each kind of operation asks of whoever does it or takes it back; who is not here is not taken back. */
  permissions: ReadonlyMap<string, readonly string[]>
}
