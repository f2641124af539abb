import type { Stage } from '#sales/pipeline'

export type DealState = 'open' | 'won' | 'lost'
export type Amounts = { oneOffMinor: number; recurringMinor: number; termMonths: number }

const longestCountedTermMonths = 12

/** A deal's value: one-off plus recurring per month over its term, a year at most (numbers.md). */
export const valueMinor = ({ oneOffMinor, recurringMinor, termMonths }: Amounts): number =>
  oneOffMinor + recurringMinor * Math.min(termMonths, longestCountedTermMonths)

/** What a stage requires and the deal lacks, in words for the person who moves it. */
export function missingFor(
  stage: Pick<Stage, 'required'>,
  deal: Amounts & { expectedClose: string | null; contactId: string | null; companyId: string | null },
  fields: ReadonlyMap<string, unknown> = new Map(),
): string[] {
  const known: Record<string, [boolean, string]> = {
    amount: [valueMinor(deal) > 0, 'an amount'],
    expectedClose: [deal.expectedClose !== null, 'an expected close date'],
    contact: [deal.contactId !== null, 'a contact'],
    company: [deal.companyId !== null, 'a company'],
  }
  return stage.required.flatMap((key) => {
    const [there, words] = known[key] ?? [fields.has(key), `“${key}”`]
    return there ? [] : [words]
  })
}

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
