import { sql } from 'kysely'
import { isUuidv7 } from '#platform/clock'
import type { Db } from '#platform/db'
import { type ImportRow, sameTool } from '#platform/registry'
import { holdersOf, ledBy, othersAmong, saidOnce, withoutLed } from '#workspace/fields'
import { companyColumns } from './store.ts'

type Known = Awaited<ReturnType<typeof rowsOf>>[number]

const nameOf = ({ fields }: ImportRow) => String(fields.name ?? '').trim()
/** By what rows of one company may be alike, though they say different numbers. */
export const likeness = (row: ImportRow): string | null =>
  nameOf(row).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase() || null
const numberOf = ({ fields }: ImportRow) =>
  fields.externalId === undefined ? null : String(fields.externalId)

/**
 * Who of the companies in a file is there already, by their external id or ours, else by what own fields of theirs take only once,
 * else by their name; those that the file itself makes are added on the way.
 */
export async function knownCompanies(db: Db, rows: readonly ImportRow[]) {
  const { rows: folded } = await sql<{ name: string; key: string }>`
    select n as name, fold(n) as key from unnest(${[...new Set(rows.map(nameOf))]}::text[]) n`.execute(db)
  const keys = new Map(folded.map(({ name, key }) => [name, key]))
  const numbers = rows.flatMap((row) => numberOf(row) ?? [])
  const byNumber = new Map<string, Known>()
  const byName = new Map<string, Known[]>()
  const put = (one: Known, number: string | null) => {
    if (number !== null && !byNumber.has(number)) byNumber.set(number, one)
    const key = one.name_key ?? ''
    byName.set(key, [...(byName.get(key) ?? []), one])
  }
  const said = new Map((await saidOnce(db, 'company', rows)).map((its, n) => [rows[n]!.line, its] as const))
  const saidOf = ({ line }: ImportRow) => said.get(line) ?? []
  const all = [...said.values()].flat()
  const holders = await holdersOf(db, 'company', all)
  const led = [...holders.values()].flatMap(({ who }) => who.map(({ id }) => id))
  const byId = new Map<string, Known>()
  for (const one of await rowsOf(db, [...numbers, ...led], [...keys.values()])) {
    put(one, one.external_id)
    byId.set(one.id, one)
    if (!byNumber.has(one.id)) byNumber.set(one.id, one)
  }
  const isOther = await othersAmong(db, [...byId.keys()], all)
  return {
    rows: rows.map((row) => ({ ...row, custom: withoutLed(row, saidOf(row), holders) })),
    /** Whom a row is about, or why that can't be told. */
    find: (row: ImportRow): { known: Known | undefined; problem: string | null } => {
      const number = numberOf(row)
      const one = number === null ? undefined : byNumber.get(number)
      const its = saidOf(row)
      const { id, problem } = ledBy(its, holders, [{ words: `“${number}”`, who: one ? [one] : [] }])
      // Two numbers of one tool are two companies, however they are called.
      const known =
        one ??
        byId.get(id ?? '') ??
        byName
          .get(keys.get(nameOf(row)) ?? '')
          ?.find(
            ({ id: alike, external_id: ext }) =>
              !isOther(alike, its) && (!ext || !number || ext === number || !sameTool(ext, number)),
          )
      return { known, problem }
    },
    add: (row: ImportRow, values: { id: string } & Record<string, string | number | null>): void => {
      const name = nameOf(row)
      const made: Known = { ...nothing, name, name_key: keys.get(name) ?? '', ...values }
      put(made, made.external_id)
    },
  }
}

const nothing = Object.fromEntries(companyColumns.map((column) => [column, null])) as unknown as Known

const rowsOf = (db: Db, numbers: readonly string[], keys: readonly string[]) =>
  db
    .selectFrom('company')
    .select([...companyColumns, 'name_key'])
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .where(
      sql<boolean>`(external_id = any(${numbers}::text[]) or id = any(${numbers.filter(isUuidv7)}::uuid[]) or name_key = any(${keys}::text[]))`,
    )
    .orderBy('created_at')
    .orderBy('id')
    .execute()
