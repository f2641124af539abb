/**
 * How a word sounds, so roughly that most ways of writing one name give the same: Meier, Mayer; Schmidt, Schmitt; Häberle,
 * Haeberle. A word in another script stays as it is. Takes a word as the database folds it: small, without accents.
 */
export function soundOf(word: string): string {
  if (!/^[a-z]+$/.test(word)) return word
  const plain = alike.reduce((text, [letters, sound]) => text.replaceAll(letters, sound), word)
  const first = /^[aeiou]/.test(plain) ? 'a' : plain[0]!
  return (first + plain.slice(1).replaceAll(/[aeiouh]/g, '')).replaceAll(/(.)\1+/g, '$1')
}

const alike: (readonly [RegExp, string])[] = [
  [/sch/g, 's'],
  [/ch|ck|qu/g, 'k'],
  [/ph/g, 'f'],
  [/tz|ts|z/g, 's'],
  [/x/g, 'ks'],
  [/c(?=[eiy])/g, 's'],
  [/[cgq]/g, 'k'],
  [/d/g, 't'],
  [/b/g, 'p'],
  [/[vw]/g, 'f'],
  [/[yj]/g, 'i'],
]

const wordsIn = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? []
/** A sound of one letter is of too many names: such a word is told by its letters. */
const sounds = (words: readonly string[]) =>
  words.map((word) => {
    const sound = soundOf(word)
    return sound.length > 1 ? sound : word
  })

const mostWords = 6

/**
 * By what companies are compared: those that share one of these may be one. `bare` is the name without its legal form. A word,
 * the beginning of two, all as one word, and how the name begins as it is written: whichever of them is rare enough.
 */
export function companyKeys({ name, bare }: { name: string; bare: string }): string[] {
  const words = wordsIn(bare)
  const each = sounds(words.filter((word) => word.length > 2)).slice(0, mostWords)
  const whole = soundOf(words.join(''))
  return [
    ...new Set([
      ...each.map((sound) => `w ${sound}`),
      ...each.slice(1).map((sound, n) => `p ${each[n]} ${sound.slice(0, 2)}`),
      ...(whole.length > 2 ? [`n ${whole}`] : []),
      ...[5, 10].filter((size) => name.length >= size).map((size) => `b ${name.slice(0, size)}`),
    ]),
  ]
}

/**
 * By what people are compared, in whatever order their names stand: the same sound within one company, or in one town. Initials
 * and a single name say too little.
 */
export function contactKeys(it: { name: string; companyId: string | null; town: string | null }): string[] {
  const all = sounds(wordsIn(it.name).filter((word) => word.length > 1)).toSorted()
  if (all.length < 2) return []
  const name = all.join(' ')
  return [
    ...(it.companyId ? [`c ${it.companyId} ${name}`] : []),
    ...(it.town ? [`t ${it.town} ${name}`] : []),
  ]
}
