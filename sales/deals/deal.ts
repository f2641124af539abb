import { DateTime } from 'luxon'
import type { Stage } from '#sales/pipeline'
import { isKnownFact, type KnownFact } from '#sales/pipeline/contract'

export const origins = ['marketing', 'sales', 'partner', 'referral', 'unknown'] as const
export type Origin = (typeof origins)[number]
export type DealState = 'open' | 'won' | 'lost'
export type Amounts = { oneOffMinor: number; recurringMinor: number; termMonths: number }

export const longestCountedTermMonths = 12
const dayMs = 24 * 3600_000

/** An open deal whose people nobody has talked with for this long is at risk. */
export const quietAfterMs = 14 * dayMs
/** A new deal may be without a next step for this long. */
export const stepWithinMs = dayMs

/** A deal's value: one-off plus recurring per month over its term, a year at most (numbers.md). */
export const valueMinor = ({ oneOffMinor, recurringMinor, termMonths }: Amounts): number =>
  oneOffMinor + recurringMinor * Math.min(termMonths, longestCountedTermMonths)

const factWords: Record<KnownFact, string> = {
  amount: 'an amount',
  expectedClose: 'an expected close date',
  contact: 'a contact',
  company: 'a company',
  owner: 'an owner',
}

/** When what was sold with a term ends; null for what is not won, or recurs without one. */
export const termEnd = (deal: Amounts & { state: DealState; closedAt: Date | null }): Date | null =>
  deal.state === 'won' && deal.closedAt && deal.recurringMinor > 0 && deal.termMonths > 0
    ? DateTime.fromJSDate(deal.closedAt, { zone: 'utc' }).plus({ months: deal.termMonths }).toJSDate()
    : null

export type Missing = { key: string; words: string }

/** What a stage requires and the deal lacks, each with words for the person who moves it. */
export function missingFor(
  stage: Pick<Stage, 'required'>,
  deal: Amounts & {
    expectedClose: string | null
    contactId: string | null
    companyId: string | null
    ownerId: string | null
  },
  custom: { labels: ReadonlyMap<string, string>; values: Readonly<Record<string, unknown>> },
): Missing[] {
  const there: Record<KnownFact, boolean> = {
    amount: valueMinor(deal) > 0,
    expectedClose: deal.expectedClose !== null,
    contact: deal.contactId !== null,
    company: deal.companyId !== null,
    owner: deal.ownerId !== null,
  }
  return stage.required.flatMap((key) => {
    if (isKnownFact(key)) return there[key] ? [] : [{ key, words: factWords[key] }]
    const label = custom.labels.get(key)
    // A field put away since can't be filled in any more, so nothing may wait for it.
    if (label === undefined || (custom.values[key] ?? null) !== null) return []
    return [{ key, words: `“${label}”` }]
  })
}

/** "an amount, a contact and “Budget”". */
export const inWords = (words: string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** A later expected close is a push; the first date and an earlier one are not. */
export const isPush = (before: string | null, after: string | null): boolean =>
  before !== null && after !== null && after > before

/** A place between two neighbours on the board. */
export function placeBetween(above: number | undefined, below: number | undefined): number {
  if (above === undefined && below === undefined) return 0
  if (above === undefined) return below! - 1
  if (below === undefined) return above + 1
  return (above + below) / 2
}

/** Digits after the point that a currency has (ISO 4217: JPY 0, EUR 2, KWD 3). */
const exponentOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/**
 * What a deal's minor units are multiplied by to become the firm's: the rate between the whole units, moved by the
 * digits in which the two currencies differ.
 */
export const minorRate = (rate: number, of: string, into: string): number =>
  rate * 10 ** (exponentOf(into) - exponentOf(of))

export type Risk =
  | { kind: 'overdue'; since: string }
  | { kind: 'quiet'; since: Date }
  | { kind: 'no_next_step' }

/** Why an open deal is at risk: its expected close is past, no two-way talk for two weeks, or nothing planned. */
export function risksOf(
  deal: { expectedClose: string | null; createdAt: Date; talkedAt: Date | null; hasNextStep: boolean },
  { now, today }: { now: Date; today: string },
): Risk[] {
  const risks: Risk[] = []
  if (deal.expectedClose !== null && deal.expectedClose < today)
    risks.push({ kind: 'overdue', since: deal.expectedClose })
  const heardAt = deal.talkedAt && deal.talkedAt > deal.createdAt ? deal.talkedAt : deal.createdAt
  if (now.getTime() - heardAt.getTime() >= quietAfterMs) risks.push({ kind: 'quiet', since: heardAt })
  if (!deal.hasNextStep && now.getTime() - deal.createdAt.getTime() >= stepWithinMs)
    risks.push({ kind: 'no_next_step' })
  return risks
}

/** Minor units as a plain decimal number of the currency's whole units, for files: 123456 in EUR is "1234.56". */
export function wholeUnits(minor: number, currency: string): string {
  const digits = exponentOf(currency)
  return (minor / 10 ** digits).toFixed(digits)
}

/** The other way round: an amount written with a point, in minor units. */
export const minorUnits = (written: string, currency: string): number =>
  Math.round(Number(written) * 10 ** exponentOf(currency))

/** A deal is late when at most half of the open stages are still before it. */
export function isLate(stageId: string, stages: readonly { id: string; kind: string }[]): boolean {
  const open = stages.filter((it) => it.kind === 'open')
  const at = open.findIndex((it) => it.id === stageId)
  return open.length > 1 && at >= Math.ceil(open.length / 2)
}
