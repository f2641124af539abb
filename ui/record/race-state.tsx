import { BatonMark } from '#ui/pieces'
import type { Accent } from '#ui/theme'
import css from './race-state.module.css'

type Step = {
  label: string
  accent?: Accent | undefined /** The baton changes hands on entering this step. */
  crossing?: boolean | undefined
}
type RaceStateProps = {
  steps: Step[]
  current: number
  ended?: { label: string; accent: Accent } | undefined
}

/** Where in the race somebody is: the steps passed, the present one, and where the baton changes hands. */
export function RaceState({ steps, current, ended }: RaceStateProps) {
  return (
    <ol className={css.race} aria-label="Where in the race">
      {steps.map((step, at) => (
        <li
          key={step.label}
          data-accent={step.accent ?? 'gray'}
          data-passed={at < current || undefined}
          data-current={(at === current && !ended) || undefined}
          aria-current={at === current && !ended ? 'step' : undefined}
        >
          {step.crossing && <BatonMark size={16} />}
          <span>{step.label}</span>
        </li>
      ))}
      {ended && (
        <li data-accent={ended.accent} data-current aria-current="step">
          <span>{ended.label}</span>
        </li>
      )}
    </ol>
  )
}
