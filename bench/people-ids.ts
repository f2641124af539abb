import { createHash } from 'node:crypto'

/** BATON_BENCH_PEOPLE asks for fewer, for a first look. */
export const people = Number(process.env.BATON_BENCH_PEOPLE ?? 1_000_000)
export const epoch = Date.UTC(2024, 0, 1)
export const dayMs = 86_400_000
export const rarely = 10_000

export type Value = string | number | boolean | readonly string[] | null

const ids = new Map<string, string>()
/** The id of a row, by a word for its kind and its number. */
export const idOf = (kind: string, n: number): string => {
  const key = kind + n
  const there = ids.get(key)
  if (there) return there
  const hex = createHash('sha256').update(key).digest('hex').slice(0, 32)
  const id = hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-7$3-8$4-$5')
  if (kind !== 'c') ids.set(key, id)
  return id
}

/** The same in SQL, of a number that it tells as text. */
export const idInSql = (kind: string, n: string) =>
  `overlay(overlay(encode(sha256(('${kind}' || ${n})::bytea), 'hex')::char(32) placing '7' from 13) placing '8' from 17)::uuid`
export const dayInSql = (n: string) => `to_timestamp(${epoch / 1000}) + ${n} * interval '1 day'`
