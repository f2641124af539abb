import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db'
import type { ListLast, ListOffer } from '#platform/registry'
import type { FieldRecord } from '#workspace/fields/contract'
import type { Place } from '#workspace/search'
import type { Condition, FieldKind, Operator } from './contract.ts'

export type Choice = { value: string; label: string }
/** How the text of a sort key in a cursor is read back, and what such a text looks like. */
export type KeyType = 'text' | 'int' | 'bigint' | 'float8' | 'timestamptz'

export type ListField = {
  label: string
  kind: FieldKind
  /** The SQL of its value; texts as they are compared, folded. */
  by: RawBuilder<unknown>
  /** Absent: the list can't be sorted by it. */
  key?: KeyType
  /** Never empty, so that sorting needs no second step. */
  known?: boolean
  /** A calendar day rather than an instant. */
  day?: boolean
  /** What `by` reads beyond the list's own tables, when sorting. */
  join?: RawBuilder<unknown>
  sortBy?: RawBuilder<unknown>
  /** Of what is a value of somebody else, as of a company: their id, by which records with the same value follow each other. */
  through?: RawBuilder<unknown>
  /** Of what is ordered by the names of members: who it is, and that the member `named` is it of any. */
  member?: { of: RawBuilder<unknown>; has: RawBuilder<unknown> }
  choices?: readonly Choice[]
  /** The same, where they are known only when somebody asks what there is. */
  choicesNow?: (db: Db, kinds: ListOffer['journal']) => Promise<Choice[]>
  currency?: string | null
  relatesTo?: FieldRecord | null
  /** By a formula: nobody writes it. */
  computed?: boolean
  /** How records are divided by it, where not by its own value: what to read it by, and how people write it. */
  grouped?: { by: RawBuilder<unknown>; join?: RawBuilder<unknown>; label?: RawBuilder<unknown> }
  /** Of choices that are ids: the column itself, of which the planner knows how common each is. */
  ids?: RawBuilder<unknown>
  /** Of what lies in rows of another table: the value there, and the records with a row of which a condition holds, or with none. */
  rows?: {
    by: RawBuilder<unknown>
    some: (holds: RawBuilder<unknown>) => RawBuilder<unknown>
    none: (holds: RawBuilder<unknown>) => RawBuilder<unknown>
    /** That the value is one of these, by a column that has an index. */
    isOneOf?: (values: string[]) => RawBuilder<unknown>
  }
  /** Where a part of its text is looked up, and by which column of the list's tables the records found there are told. */
  parts?: Parts
  /** Of texts that many share: the column that has an index in their order, so that the different ones are soon read. */
  shared?: { from: RawBuilder<unknown>; key: RawBuilder<unknown>; of?: RawBuilder<unknown> }
  /** Of what is named by its words: the ids of these, so that the planner knows how common each is. */
  idsOf?: (db: Db, values: readonly string[]) => Promise<string[]>
  /** Fields of their own for when each of its choices was last true. */
  last?: ListLast
  /** Its own way of holding, for what lies in rows of another table. */
  holds?: (it: Condition, values: string[], now: Date, inAny: boolean) => RawBuilder<unknown>
}

export type Parts = {
  record: string
  place: Place
  id: RawBuilder<unknown>
  /** What it is asked by beyond “contains”, where no index has its beginnings or itself. */
  operators?: readonly Operator[]
  /** Records that are not found there and may hold it all the same; null: too many. */
  also?: (db: Db) => Promise<string[] | null>
}

/** A list of records: where they lie, which of them are alive, and all that is known of each by name. */
export type List = {
  record: 'contact' | 'company' | 'deal'
  /** The table as SQL names it. */
  table: string
  from: RawBuilder<unknown>
  living: RawBuilder<unknown>
  /** Those whose entry in the search is still to be written; null: too many. */
  following?: NonNullable<Parts['also']>
  fields: Readonly<Record<string, ListField>>
}

export const ref = (name: string): RawBuilder<unknown> => sql.ref(name)
export const text = (label: string, by: RawBuilder<unknown>, more: Partial<ListField> = {}): ListField => ({
  label,
  kind: 'text',
  by,
  key: 'text',
  ...more,
})
/** Words that many share: grouped by how they are compared, named as somebody wrote them. */
export const asWritten = (table: string, column: string): Partial<ListField> => ({
  grouped: { by: ref(`${table}.${column}_key`), label: ref(`${table}.${column}`) },
})
export const number = (label: string, by: RawBuilder<unknown>, more: Partial<ListField> = {}): ListField => ({
  label,
  kind: 'number',
  by,
  key: 'int',
  ...more,
})
export const date = (label: string, by: RawBuilder<unknown>, more: Partial<ListField> = {}): ListField => ({
  label,
  kind: 'date',
  by,
  key: 'timestamptz',
  ...more,
})
export const choice = (label: string, by: RawBuilder<unknown>, more: Partial<ListField> = {}): ListField => ({
  label,
  kind: 'choice',
  by,
  key: 'text',
  ...more,
})
/** Whose a record is; `owned`: the records once more, by this name. */
export const owner = (column: RawBuilder<unknown>, owned: RawBuilder<unknown>): ListField =>
  choice('Owner', sql`${column}::text`, {
    ids: column,
    sortBy: ref('member.name_key'),
    through: ref('member.id'),
    member: {
      of: column,
      has: sql`exists (select from ${owned} where owned.workspace_id = named.workspace_id and owned.owner_id = named.id)`,
    },
  })
export const yesno = (label: string, by: RawBuilder<unknown>): ListField => ({ label, kind: 'yesno', by })

/** What its records are divided by; undefined where that would be as many groups as records. */
export function groupedBy(field: ListField): ListField['grouped'] {
  if (field.grouped) return field.grouped
  const divides = field.kind === 'yesno' || (field.key && (field.kind === 'choice' || field.kind === 'date'))
  return divides && !field.holds ? { by: field.by } : undefined
}
