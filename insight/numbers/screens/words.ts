import { formatPercent } from '#ui/format'
import type { Accent } from '#ui/theme'

/** The other world's words for the steps, and whose they are. */
export const steps: Record<string, { legend?: string; accent: Accent }> = {
  'funnel.lead': { accent: 'coral' },
  'funnel.ready': { legend: 'MQL', accent: 'coral' },
  'funnel.offered': { accent: 'teal' },
  'funnel.accepted': { legend: 'SAL', accent: 'teal' },
  'funnel.qualified': { legend: 'SQL', accent: 'teal' },
  'funnel.won': { accent: 'green' },
}

const fewest = 30

/** A share of few is told in numbers, never in percent. */
export const shareOf = (hits: number, cases: number): string | undefined =>
  cases === 0 ? undefined : cases < fewest ? `${hits} of ${cases}` : formatPercent(hits / cases)

export const inTime = (fraction: number) => formatPercent(fraction)
