import { Stat } from '#ui/chart'
import type { Rate } from '../contract.ts'
import { pausesSaid } from '../pauses-said.ts'
import { pausesPath } from './asked.ts'
import { inTime } from './words.ts'

/** A rate with its formula, its cases and between which values it lies. */
export function RateStat({
  rate: { label, formula, share, ripe, pauses },
  search,
  ...more
}: {
  rate: Rate
  search: string
  to: string
  asOf: Date
  filter: string
}) {
  const { low, high } = share
  const paused = pauses && pausesSaid(pauses)
  return (
    <Stat
      label={label}
      value={share.cases === 0 ? '–' : share.text}
      formula={formula}
      n={share.cases}
      unripe={!ripe}
      change={
        low === null || high === null ? undefined : { text: `between ${inTime(low)} and ${inTime(high)}` }
      }
      beside={paused ? { text: paused, to: pausesPath(pauses.duty, search) } : undefined}
      {...more}
    />
  )
}
