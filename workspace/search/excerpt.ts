const before = 40
const most = 140

/** One letter as `fold` in the database has it. */
const folded = (letter: string) =>
  letter
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[ßæœłøđı]/g, (it) => plain[it]!)
const plain: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ł: 'l', ø: 'o', đ: 'd', ı: 'i' }

/** The part of a text where the longest of the typed words stands, cut between words. */
export function excerpt(text: string, typed: string): string {
  if (text.length <= most) return text
  const longest = typed.split(/\s+/).toSorted((one, other) => other.length - one.length)[0]!
  let all = ''
  const places: number[] = []
  let place = 0
  for (const letter of text) {
    const plainly = folded(letter)
    for (let n = 0; n < plainly.length; n++) places.push(place)
    all += plainly
    place += letter.length
  }
  const at = places[Math.max(0, all.indexOf([...longest].map(folded).join('')))] ?? 0
  const from = at <= before ? 0 : text.lastIndexOf(' ', at - before) + 1 || at
  const end = from + most >= text.length ? text.length : text.lastIndexOf(' ', from + most)
  const to = end > at ? end : from + most
  return `${from > 0 ? '… ' : ''}${text.slice(from, to)}${to < text.length ? ' …' : ''}`
}
