import { containing } from '#platform/db'

/** What a person was called and reached by, as it may stand in a text about something else. */
export type Needles = { names: string[]; emails: string[]; phones: string[]; ids: string[] }

/** What stands in their place. */
export const inPlace = 'erased person'

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const between = String.raw`[^\p{L}\p{N}]{1,3}`
const part = String.raw`[\p{L}\p{N}]`

/** A name of two words or more; one word alone is too much of a word to be taken out of texts. */
export const isFullName = (text: string) =>
  text.trim().split(/\s+/).length > 1 && text.trim().length > 4 && !text.includes('@')

/** `Ada Lovelace` is found as `Lovelace, Ada` as well. */
const orders = (text: string): string[] => {
  const words = text.trim().split(/\s+/)
  return [words, [words.at(-1)!, ...words.slice(0, -1)]].map((order) => order.map(escaped).join(between))
}

/** A number's digits, with the country's code or without. */
function nationals(phone: string): string[] {
  const digits = phone.replaceAll(/\D/g, '').replace(/^0+/, '')
  if (digits.length < 6) return []
  const national = phone.startsWith('+') ? [1, 2, 3].map((code) => digits.slice(code)) : []
  return [digits, ...national.filter((it) => it.length > 6)]
}

/** The same with whatever stands between them. */
const numbers = (phone: string): string[] =>
  nationals(phone).map((digits) => [...digits].join(String.raw`[\s()/.\-]{0,3}`))

/** Finds all of it, each word as a whole: `anna@x.de` is not in `joanna@x.de`. Null where there is nothing to look for. */
export function matcherOf({ names, emails, phones, ids }: Needles): RegExp | null {
  const whole = [...emails, ...ids].map(
    (it) => String.raw`(?<![\p{L}\p{N}._+\-])${escaped(it)}(?![\p{L}\p{N}_\-]|\.[\p{L}\p{N}])`,
  )
  const words = names.flatMap(orders).map((it) => `(?<!${part})${it}(?!${part})`)
  // With the country's code first, so that no digits of it stay.
  const digits = phones
    .flatMap(numbers)
    .map((it) => String.raw`(?<!\d)(?:\+|00)?(?:\(?0\)?[\s/.\-]{0,2})?${it}(?!\d)`)
  const all = [...whole, ...words, ...digits]
  return all.length > 0 ? new RegExp(all.join('|'), 'giu') : null
}

/** The same texts as the database looks for them: too many rather than too few, `matcherOf` decides. */
export const roughly = ({ names, emails, phones, ids }: Needles): string =>
  [
    ...[...emails, ...ids].map(escaped),
    ...names.flatMap((it) => orders(it).map((order) => order.replaceAll(between, '.{1,3}'))),
    ...phones.flatMap(numbers).map((it) => it.replaceAll(String.raw`[\s()/.\-]{0,3}`, '[^0-9a-zA-Z]{0,3}')),
  ].join('|')

/**
 * What a text must hold to name them, as patterns of LIKE: of one list all, of any of the lists. Looking for these takes a tenth
 * of the time that `roughly` takes; whatever it finds holds them too. Letters are folded as `lower(upper(…))` does, digits of a
 * number may stand apart. An empty list says nothing of the text.
 */
export function patternsOf({ names, emails, phones, ids }: Needles): { words: string[][]; digits: string[] } {
  const lists = [...emails, ...ids, ...names].map(piecesOf)
  // `ada.king@…` is found by `ada` and `king` already.
  const needed = lists.filter(
    (one, n) =>
      !lists.some((other, m) => m !== n && holdsAll(one, other) && !(holdsAll(other, one) && m > n)),
  )
  return {
    words: needed.map((pieces) => pieces.map(containing)),
    digits: phones
      .flatMap((phone) => nationals(phone).toSorted((a, b) => a.length - b.length)[0] ?? [])
      .map((it) => `%${[...it].join('%')}%`),
  }
}

/** The longest first. Whatever JSON writes otherwise, as a quotation mark, parts two pieces. */
const piecesOf = (text: string): string[] =>
  (text.match(/[\p{L}\p{N}\p{M}@._+-]+/gu) ?? []).toSorted((a, b) => b.length - a.length)

/** Whether a text that holds all of the one holds all of the other. Letters that only sound alike, as ß and ss, differ here too. */
const holdsAll = (one: readonly string[], other: readonly string[]): boolean =>
  other.every((piece) => one.some((it) => it.toLowerCase().includes(piece.toLowerCase())))

/** A value of any depth without them; the very same value where they are not in it. */
export function without<T>(value: T, matcher: RegExp): T {
  if (typeof value === 'string') return value.replace(matcher, inPlace) as T
  if (typeof value === 'number')
    return (String(value).replace(matcher, '') === String(value) ? value : null) as T
  if (Array.isArray(value)) return value.map((it) => without(it, matcher)) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, it]) => [without(key, matcher), without(it, matcher)]),
  ) as T
}
