import { RE2JS, RE2JSException } from 're2js'

/** A longer text fits no pattern. */
export const longestMatched = 500
const mostKnown = 500
const mostStates = 10_000
type Pattern = { matches: (text: string) => boolean }
const known = new Map<string, Pattern>()

/**
 * What a pattern that somebody wrote asks of a whole text, or what is wrong with it. It is read by RE2, which takes no longer than
 * a text is long, whatever the pattern; and by other programs too, which are told of it, so that it must be one of JavaScript's.
 */
export function patternOf(source: string): Pattern | { problem: string } {
  const there = known.get(source)
  if (there) return there
  const pattern = compiled(source)
  if (!pattern)
    return {
      problem:
        'The pattern can’t be read. Use letters, digits, [A-Z], \\d, groups in ( ), choices with |, and how often by ?, *, + or {2,4}.',
    }
  if (pattern.programSize() > mostStates) return { problem: 'The pattern is too long. Repeat less in it.' }
  const read: Pattern = { matches: (text) => text.length <= longestMatched && pattern.testExact(text) }
  if (known.size >= mostKnown) known.clear()
  known.set(source, read)
  return read
}

function compiled(source: string): RE2JS | null {
  try {
    new RegExp(source, 'u')
    return RE2JS.compile(source)
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RE2JSException) return null
    throw error
  }
}
