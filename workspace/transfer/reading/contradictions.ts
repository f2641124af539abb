import { parseDate } from './dates.ts'
import type { FileProfile } from './profile.ts'
import { type Writing, yesNo } from './values.ts'

/** Columns that can contradict each other, by index. */
export type ContradictionColumns = {
  doNotEmail: number | null
  doNotCall: number | null
  /** Columns whose values tell of unsubscribing, bounces, complaints or calls that are not wanted. */
  evidence: number[]
  createdAt: number | null
  closedAt: number | null
}

export type Contradiction = {
  code:
    | 'email_allowed_but_unsubscribed'
    | 'email_allowed_but_bounced'
    | 'email_allowed_but_complained'
    | 'call_allowed_but_refused'
    | 'closed_before_created'
  message: string
  /** The channel to bar until a person decides. */
  bars: 'email' | 'phone' | null
}

const signs: { code: Contradiction['code']; about: 'email' | 'phone'; pattern: RegExp; tells: string }[] = [
  {
    code: 'email_allowed_but_unsubscribed',
    about: 'email',
    pattern: /\b(unsubscribed?|opted[ -]out|opt[ -]?out|abgemeldet|abbestellt)\b/i,
    tells: 'tells of unsubscribing',
  },
  {
    code: 'email_allowed_but_bounced',
    about: 'email',
    pattern: /\b(bounced?|undeliverable|unzustellbar)\b/i,
    tells: 'tells of a bounce',
  },
  {
    code: 'email_allowed_but_complained',
    about: 'email',
    pattern: /\b(marked( as)? spam|spam complaint|complained)\b/i,
    tells: 'tells of a complaint about spam',
  },
  {
    code: 'call_allowed_but_refused',
    about: 'phone',
    pattern: /\b(do not call|don['’]t call|no calls|nicht anrufen|keine anrufe)\b/i,
    tells: 'asks not to call',
  },
]

/** The columns of a file where contradictions can show, given what the mapping says about the others. */
export function contradictionColumns(
  { columns }: FileProfile,
  mapped: Omit<ContradictionColumns, 'evidence'>,
): ContradictionColumns {
  if (mapped.doNotEmail === null && mapped.doNotCall === null) return { ...mapped, evidence: [] }
  const own = new Set([mapped.doNotEmail, mapped.doNotCall])
  const evidence = columns
    .filter(({ index }) => !own.has(index))
    .filter(({ top }) => top.some(({ value }) => signs.some(({ pattern }) => pattern.test(value))))
    .map(({ index }) => index)
  return { ...mapped, evidence }
}

/**
 * What a row says against itself: "Do Not Email" = No beside a last activity of unsubscribed, bounced or
 * complained, the same for calls, and a close before the beginning. One finding per code.
 */
export function findContradictions(
  columns: ContradictionColumns,
  cells: readonly string[],
  names: readonly string[],
  writing: Pick<Writing, 'dateOrder' | 'zone'>,
): Contradiction[] {
  const found: Contradiction[] = []
  for (const { code, about, pattern, tells } of signs) {
    const flag = about === 'email' ? columns.doNotEmail : columns.doNotCall
    if (flag === null || yesNo(cells[flag] ?? '') !== false) continue
    const sign = columns.evidence.find((index) => pattern.test(cells[index] ?? ''))
    if (sign === undefined) continue
    const message = `“${names[flag]}” is ${cells[flag]}, but “${names[sign]}” ${tells}: ${cells[sign]}.`
    found.push({ code, message, bars: about })
  }
  const created = dayOf(columns.createdAt, cells, writing)
  const closed = dayOf(columns.closedAt, cells, writing)
  if (created && closed && closed < created) {
    const message = `It was closed on ${closed}, before it began on ${created}.`
    found.push({ code: 'closed_before_created', message, bars: null })
  }
  return found
}

function dayOf(
  index: number | null,
  cells: readonly string[],
  { dateOrder, zone }: Pick<Writing, 'dateOrder' | 'zone'>,
): string | null {
  const cell = index === null ? '' : (cells[index] ?? '')
  return cell === '' ? null : (parseDate(cell, dateOrder, zone)?.day ?? null)
}
