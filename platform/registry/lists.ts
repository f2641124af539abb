import type { RawBuilder } from 'kysely'
import type { Db } from '#platform/db'

type Choice = { value: string; label: string }
/** What people can be said to have done: kinds of the journal. */
type ActKinds = readonly { kind: string; humanAct: boolean }[]
/** What slices together offer to lists. */
export type ListOffer = { conditions: readonly ListCondition[]; journal: ActKinds }

/** What the list of a kind of record can be narrowed by beyond its own columns, offered by a slice above it. */
export type ListCondition = {
  record: 'contact' | 'company' | 'deal'
  field: string
  label: string
  /** A function where they change: asked when a list says what it can be narrowed by. With none the field is not offered. */
  choices: readonly Choice[] | ((db: Db, kinds: ActKinds) => Promise<Choice[]>)
  /** More than one of them can be true of a record. */
  several?: boolean
  /** An address of a page is typed, whole or how it begins; the choices are suggestions. */
  typed?: boolean
  /** What somebody must be allowed to see to ask this; absent: whoever sees the list. */
  may?: string
  /** A condition on the record's table: any of the values holds; null asks whether anything is known at all. */
  holds: (values: readonly string[] | null, now: Date, how?: 'is' | 'starts') => RawBuilder<unknown>
  /** Those among whom all are of whom it holds, looked up along an index; who are many. */
  among?: (values: readonly string[] | null, now: Date, how?: 'is' | 'starts') => RawBuilder<unknown>
  /** Nobody else is among them, so that those need no second look. */
  exactly?: boolean
  /** Who is without all of these values, by what is read beforehand; null where that says it no sooner. */
  without?: (db: Db) => Promise<((values: readonly string[] | null) => RawBuilder<unknown>) | null>
  /** When each of its choices was last true of a record: a field of its own for each, named `field.value`. */
  last?: ListLast
  /** A column “yes” of the file that the list is written to, named as an import knows it, and of whom it is true. */
  inFile?: { id: string; title: string; holds: RawBuilder<unknown> }
}
/** `at`: the moment in a row of another table; `some`: whether the record has one for a choice, of which a condition holds. */
export type ListLast = {
  label: (choice: string) => string
  at: RawBuilder<unknown>
  some: (value: string, holds: RawBuilder<unknown>) => RawBuilder<unknown>
}
/** A list of records, for who asks what can be asked of it. */
export type ListKind = {
  record: 'contact' | 'company' | 'deal'
  fields: (db: Db, offer: ListOffer, permissions: ReadonlySet<string>) => Promise<ListFieldInfo[]>
}
export type ListFieldInfo = {
  id: string
  label: string
  kind:
    | 'text'
    | 'prose'
    | 'url'
    | 'email'
    | 'phone'
    | 'number'
    | 'money'
    | 'date'
    | 'choice'
    | 'choices'
    | 'yesno'
    | 'relation'
    | 'page'
  options: { value: string; label: string }[] | null
  currency: string | null
  relatesTo: 'contact' | 'company' | 'deal' | null
  computed: boolean
  sorts: boolean
  groups: boolean
}
