import type { Rule } from '#handover/scoring'
import type { JournalKind } from '#platform/registry'

/** An act as a reason shows it. */
export interface ShownAct {
  kind: string
  data: Readonly<Record<string, unknown>>
  at: Date
}

const operators: Record<string, string> = {
  eq: 'is',
  ne: 'is not',
  contains: 'contains',
  gte: 'is at least',
  lte: 'is at most',
  in: 'is one of',
  set: 'is known',
}

const plain = (name: string) => name.replace(/^(company\.)?custom\./, '$1').replace(/[._]+/g, ' ')
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** What happened, in a sentence: that of its kind, or its name in words. */
export function actWords(kinds: readonly JournalKind[], { kind, data }: ShownAct): string {
  return kinds.find((known) => known.kind === kind)?.sentence({ ...data }) ?? capital(plain(kind))
}

/** What a rule of the score says, in words: “Sector is Software”, “Trial started (3×)”. */
export function ruleWords(rule: Rule, kinds: readonly JournalKind[], acts: readonly ShownAct[]): string {
  if (rule.axis === 'fit') {
    const { field, op, value } = rule.matcher
    const shown = [value]
      .flat()
      .map((one) => (one instanceof Date ? one.toISOString().slice(0, 10) : String(one)))
    return op === 'set'
      ? `${capital(plain(field))} ${value === false ? 'is not known' : operators.set}`
      : `${capital(plain(field))} ${operators[op]} ${shown.join(', ')}`
  }
  const newest = acts.at(-1)
  const what = newest ? actWords(kinds, newest) : capital(plain(rule.matcher.kind))
  return acts.length > 1 ? `${what} (${acts.length}×)` : what
}

/** The person's own words in an act, if it holds any. */
export function ownWords({ data }: Pick<ShownAct, 'data'>): string | null {
  for (const key of ['words', 'message', 'comment', 'note', 'question']) {
    const value = data[key]
    if (typeof value === 'string' && value.trim()) return value.trim()
  }
  return null
}

const mostQuoted = 160
const short = (text: string) =>
  text.length > mostQuoted ? `${text.slice(0, mostQuoted - 1).trimEnd()}…` : text

/** What they said ends the sentence, by its own mark if it has one. */
const quoted = (words: string | null) =>
  words ? `: “${short(words)}${/[.!?…]$/.test(short(words)) ? '' : '.'}”` : '.'

/** The day of an act as one says it to the person. */
function when(at: Date, now: Date, zone: string): string {
  const day = (date: Date) => date.toLocaleDateString('en-CA', { timeZone: zone })
  const days = Math.round((Date.parse(day(now)) - Date.parse(day(at))) / 86_400_000)
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  if (days < 7) return `on ${at.toLocaleDateString('en', { weekday: 'long', timeZone: zone })}`
  return `on ${at.toLocaleDateString('en', { day: 'numeric', month: 'long', timeZone: zone })}`
}

const openings: Record<string, string> = {
  'call.captured': 'you called us',
  'walk_in.captured': 'you came to see us',
  'card.captured': 'you gave us your card',
  'form.submitted': 'you wrote to us',
}

/** The first sentence to say to the person: about what they did, in their own words where there are any. */
export function firstSentence(
  name: string | null,
  act: ShownAct | null,
  {
    lane,
    now,
    zone,
    kinds,
  }: { lane: 'asked' | 'earned'; now: Date; zone: string; kinds: readonly JournalKind[] },
): string {
  const hello = name ? `Hello ${name}, ` : 'Hello, '
  if (!act) return `${hello}a colleague asked me to call you: what are you looking for?`
  const said = quoted(ownWords(act))
  const opening = openings[act.kind]
  if (lane === 'asked' && opening)
    return `${hello}${opening} ${when(act.at, now, zone)}${said} How can I help?`
  if (lane === 'asked')
    return `${hello}you asked to hear from us ${when(act.at, now, zone)}${said} How can I help?`
  const what = actWords(kinds, act)
  return `${hello}you have been looking at what we do (${what.charAt(0).toLowerCase()}${what.slice(1)} ${when(act.at, now, zone)}). What are you working on?`
}
