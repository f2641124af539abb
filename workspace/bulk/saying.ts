import type { Db } from '#platform/db'
import type { Inside } from '#platform/http'
import type { Columns } from '#workspace/audit'
import { type FieldInput, type Firm, fieldsOf, firmHere, inWords, readCell } from '#workspace/fields'
import type { Field } from '#workspace/fields/contract'

const longestValue = 60
/** What is written freely, or names somebody, may be about one person, who may be erased: it is told of without its value. */
const untold = new Set<Field['type']>(['text', 'prose', 'url', 'email', 'phone', 'relation'])

type Given = {
  /** By the columns' names. */
  columns: Readonly<Record<string, string | null | undefined>>
  custom?: Readonly<Record<string, FieldInput>> | undefined
  addTags?: readonly string[] | undefined
  removeTags?: readonly string[] | undefined
}

/** What one change for many does, in the words of the change log: “Town set to Trier”. */
export async function saying(
  { db, now }: Pick<Inside, 'db' | 'now'>,
  record: Field['record'],
  columns: Columns,
  { columns: values, custom = {}, addTags = [], removeTags = [] }: Given,
): Promise<string[]> {
  const firm = await db.selectFrom('workspace').select(['locale', 'currency']).executeTakeFirstOrThrow()
  const said: string[] = []
  for (const [name, { label, kind, called, isFree }] of Object.entries(columns)) {
    const value = values[name]
    if (value === undefined) continue
    if (!value) said.push(setTo(label, null))
    else if (isFree) said.push(setTo(label, undefined))
    else if (called) said.push(setTo(label, (await called(db, [value])).get(value)))
    else said.push(setTo(label, kind === 'day' ? inWords({ type: 'date', options: [] }, value, firm) : value))
  }
  if (Object.keys(custom).length > 0) said.push(...(await ownFields(db, record, custom, { firm, now })))
  if (addTags.length > 0) said.push(`${tagged(addTags)} added`)
  if (removeTags.length > 0) said.push(`${tagged(removeTags)} removed`)
  return said
}

async function ownFields(
  db: Db,
  record: Field['record'],
  custom: Readonly<Record<string, FieldInput>>,
  { firm, now }: { firm: Firm; now: Date },
): Promise<string[]> {
  const [fields, here] = [await fieldsOf(db, record), await firmHere(db, now)]
  return fields.flatMap((field) => {
    const input = custom[field.key]
    if (input === undefined) return []
    if (input === null || input === '') return setTo(field.label, null)
    if (untold.has(field.type)) return setTo(field.label, undefined)
    const read = readCell(field, input, here)
    if (!read.ok) return [] // the act refuses it
    return setTo(field.label, read.value === null ? null : inWords(field, read.value, firm))
  })
}

export const short = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text
/** Null: to nothing; undefined: to what is not told. */
function setTo(label: string, value: string | null | undefined): string {
  if (value === null) return `${label} emptied`
  return value === undefined ? `${label} changed` : `${label} set to ${short(value, longestValue)}`
}
const tagged = (tags: readonly string[]) =>
  `${tags.length === 1 ? 'Tag' : 'Tags'} ${short(tags.join(', '), longestValue)}`
