/** The key under which one address is one person: case and blanks around it don't count. */
export const emailKey = (address: string): string => address.trim().toLowerCase()

/** The key of a phone: E.164 where it could be read, else its digits. */
export const phoneKey = ({ raw, e164 }: { raw: string; e164: string | null }): string =>
  e164 ?? raw.replace(/\D/g, '')

const letters: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ł: 'l', ø: 'o', đ: 'd', ı: 'i' }

/** A name without accents and case, blanks joined; letters as the database's `fold` does. */
export function nameKey(name: string): string {
  const bare = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  return bare
    .replace(/[ßæœłøđı]/g, (letter) => letters[letter]!)
    .replace(/\s+/g, ' ')
    .trim()
}

const legalForm =
  /\b(gmbh( & co\.? kg)?|ag|kg|ohg|ug|e\.?k|se|inc|incorporated|llc|ltd|limited|corp|corporation|co|company|plc|bv|nv|sa|sas|sarl|srl|spa|oy|ab|as|aps|pty|pte)\.?$/

const compact = (key: string) => key.replace(/[^\p{L}\p{N}]/gu, '')
const withoutLegalForm = (key: string) => {
  const stripped = key.replace(/[,.]/g, ' ').trim().replace(legalForm, '').trim()
  return stripped === '' ? key : stripped
}

export type NearKey = { known: string; similarity: number }

export type NearQuestion = {
  unknown: string
  /** Best first, at most three. */
  candidates: NearKey[]
  question: string
}

const nearEnough = 0.8

/**
 * Known names that an unknown one may mean ("GTXPro" ~ "GTX Pro"), as one question for all rows that use it; null
 * when it is known or nothing comes near. Similarity is 0–1: the same letters and digits 1, the same but for the
 * legal form 0.95, else the share of characters that need no change.
 */
export function nearKeys(unknown: string, known: readonly string[]): NearQuestion | null {
  const key = nameKey(unknown)
  const candidates: NearKey[] = []
  for (const name of known) {
    const other = nameKey(name)
    if (other === key) return null
    const similarity = similarityOf(key, other)
    if (similarity >= nearEnough) candidates.push({ known: name, similarity })
  }
  candidates.sort((a, b) => b.similarity - a.similarity || (a.known < b.known ? -1 : 1))
  const best = candidates[0]
  if (!best) return null
  return {
    unknown,
    candidates: candidates.slice(0, 3),
    question: `“${unknown}” is not known. Is it “${best.known}”?`,
  }
}

/** Numbers in names tell products apart ("GTK 500", "GTK 700"), so other digits are never near. */
function similarityOf(a: string, b: string): number {
  const [x, y] = [compact(a), compact(b)]
  if (x === y && x !== '') return 1
  const [p, q] = [compact(withoutLegalForm(a)), compact(withoutLegalForm(b))]
  if (p === q && p !== '') return 0.95
  const longest = Math.max(p.length, q.length)
  if (longest < 4 || longest > 200 || p.replace(/\D/g, '') !== q.replace(/\D/g, '')) return 0
  if (Math.min(p.length, q.length) / longest < nearEnough) return 0
  return Math.min(0.94, 1 - distance(p, q) / longest)
}

/** Edits between two words: insert, delete, replace, swap two neighbours (optimal string alignment). */
function distance(a: string, b: string): number {
  let twoAgo: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, twoAgo[j - 2]! + 1)
      row.push(best)
    }
    twoAgo = last
    last = row
  }
  return last[b.length]!
}
