/**
 * Patterns that people write for their fields, as a subset of regular expressions that is matched without going back: every
 * character is read once, so that none can hang (as in RE2). Single characters, classes, groups, choices and repetitions; no
 * look-around and no references.
 */
export type Pattern = { matches: (text: string) => boolean }

type Node =
  | { is: 'char'; test: (char: string) => boolean }
  | { is: 'all'; parts: Node[] }
  | { is: 'any'; parts: Node[] }
  | { is: 'again'; of: Node; least: number; most: number }
/** Without a test it goes on at once. */
type State = { test: ((char: string) => boolean) | null; to: number[] }

const mostStates = 500
/** A longer text fits no pattern. */
export const longestMatched = 500
const allowed =
  'Use letters, digits, [A-Z], \\d, groups in ( ), choices with |, and how often by ?, *, + or {2,4}.'

class Unreadable extends Error {}
const refuse = (why: string): never => {
  throw new Unreadable(why)
}

const known = new Map<string, Pattern>()
const mostKnown = 500

/** What a pattern asks of a whole text, or what is wrong with it. */
export function patternOf(source: string): Pattern | { problem: string } {
  const there = known.get(source)
  if (there) return there
  try {
    const pattern = compiled(parsed(source))
    if (known.size >= mostKnown) known.clear()
    known.set(source, pattern)
    return pattern
  } catch (error) {
    if (error instanceof Unreadable) return { problem: `${error.message} ${allowed}` }
    throw error
  }
}

function parsed(written: string): Node {
  const isWritten = (() => {
    try {
      return new RegExp(written, 'u') !== null
    } catch {
      return false // the platform throws for what it can't read: that is the answer
    }
  })()
  if (!isWritten) refuse('The pattern can’t be read.')
  // It is held against the whole text anyway.
  const source = written.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')
  let at = 0
  const ways = (): Node => {
    const found = [sequence()]
    while (source[at] === '|') {
      at++
      found.push(sequence())
    }
    return found.length === 1 ? found[0]! : { is: 'any', parts: found }
  }
  const sequence = (): Node => {
    const parts: Node[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(repeated(atom()))
    return { is: 'all', parts }
  }
  const atom = (): Node => {
    const rest = source.slice(at)
    if (rest[0] === '(') {
      if (rest[1] === '?' && rest[2] !== ':') refuse('The pattern looks around or names a group.')
      at += rest[1] === '?' ? 3 : 1
      const inside = ways()
      at++
      return inside
    }
    const one = /^(\[(?:[^\]\\]|\\.)*\]|\\p\{\w+\}|\\[dDwWsS]|\\[^\p{L}\p{N}]|[^\\^$*+?{}[\]()|])/u.exec(
      rest,
    )?.[0]
    if (!one) return refuse('The pattern has something that is not understood here.')
    at += one.length
    const alone = new RegExp(`^${one}$`, 'u')
    return { is: 'char', test: (char) => alone.test(char) }
  }
  const repeated = (of: Node): Node => {
    const how = /^([?*+]|\{(\d+)(,(\d*))?\})/.exec(source.slice(at))
    if (!how) return of
    at += how[0].length
    if (/^[?*+{]/.test(source.slice(at))) refuse('The pattern repeats a repetition.')
    if (how[2] === undefined)
      return {
        is: 'again',
        of,
        least: how[0] === '+' ? 1 : 0,
        most: how[0] === '?' ? 1 : Number.POSITIVE_INFINITY,
      }
    const least = Number(how[2])
    const most = how[3] === undefined ? least : how[4] === '' ? Number.POSITIVE_INFINITY : Number(how[4])
    return { is: 'again', of, least, most }
  }
  return ways()
}

function compiled(node: Node): Pattern {
  const states: State[] = [{ test: null, to: [] }]
  const add = (state: State) => {
    if (states.length >= mostStates) refuse('The pattern is too long.')
    return states.push(state) - 1
  }
  /** Where to begin so as to read the node and then go on there. */
  const before = (it: Node, next: number): number => {
    if (it.is === 'char') return add({ test: it.test, to: [next] })
    if (it.is === 'all') return it.parts.reduceRight((then, part) => before(part, then), next)
    if (it.is === 'any') return add({ test: null, to: it.parts.map((part) => before(part, next)) })
    let then = next
    if (it.most === Number.POSITIVE_INFINITY) {
      then = add({ test: null, to: [next] })
      states[then]!.to.push(before(it.of, then))
    } else
      for (let n = it.least; n < it.most; n++) then = add({ test: null, to: [before(it.of, then), next] })
    for (let n = 0; n < it.least; n++) then = before(it.of, then)
    return then
  }
  const begin = before(node, 0)
  return {
    matches: (text) => {
      if (text.length > longestMatched) return false
      let here = reached(states, [begin])
      for (const char of text) {
        here = reached(
          states,
          [...here].flatMap((at) => (states[at]!.test?.(char) ? states[at]!.to : [])),
        )
        if (here.size === 0) return false
      }
      return here.has(0)
    },
  }
}

/** All states that are reached from these without reading. */
function reached(states: readonly State[], from: readonly number[]): Set<number> {
  const found = new Set<number>()
  const open = [...from]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (found.has(at)) continue
    found.add(at)
    if (states[at]!.test === null) open.push(...states[at]!.to)
  }
  return found
}
