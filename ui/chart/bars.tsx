import type { ReactNode } from 'react'
import { formatNumber } from '#ui/format'
import { BatonMark } from '#ui/pieces'
import { Link } from '#ui/shell'
import type { Accent } from '#ui/theme'
import css from './chart.module.css'

export type SmallBar = {
  label: string
  value: number
  accent?: Accent | undefined
  show?: string | undefined
  to?: string | undefined
}

const named = (label: ReactNode, to: string | undefined) => (to ? <Link to={to}>{label}</Link> : label)

/** A ranking: label, bar, number. */
export function SmallBars({ bars, label }: { bars: SmallBar[]; label: string }) {
  const widest = Math.max(1, ...bars.map((bar) => bar.value))
  return (
    <ul className={css.bars} aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.label}>
          <span className="b-cut" title={bar.label} dir="auto">
            {named(bar.label, bar.to)}
          </span>
          <span className={css.track} aria-hidden>
            <i
              data-accent={bar.accent ?? 'gray'}
              data-some={bar.value > 0 || undefined}
              style={{ width: `${(bar.value / widest) * 100}%` }}
            />
          </span>
          <span className="b-number">{bar.show ?? formatNumber(bar.value)}</span>
        </li>
      ))}
    </ul>
  )
}

export type FunnelStep = {
  id: string
  label: string
  /** The other world's word for it: "MQL". */
  legend?: string | undefined
  count: number
  /** Of the step before, in words: "38 %" or "3 of 7". */
  share?: string | undefined
  accent?: Accent | undefined
  to?: string | undefined
  note?: string | undefined
}

type FunnelProps = {
  steps: FunnelStep[]
  label: string
  /** The baton changes hands after this step. */
  crossingAfter?: string | undefined
}

/** How many got how far, each step against the one before; the mark stands where the baton changes hands. */
export function Funnel({ steps, label, crossingAfter }: FunnelProps) {
  const widest = Math.max(1, ...steps.map((step) => step.count))
  return (
    <ol className={css.funnel} aria-label={label}>
      {steps.map((step) => (
        <li key={step.id} data-crossing={step.id === crossingAfter || undefined}>
          <span className={css.funnelLabel}>
            {named(step.label, step.to)}
            {step.legend && <small>{step.legend}</small>}
          </span>
          <span className={css.track} aria-hidden>
            <i
              data-accent={step.accent ?? 'gray'}
              data-some={step.count > 0 || undefined}
              style={{ width: `${(step.count / widest) * 100}%` }}
            />
          </span>
          <b className="b-number">{formatNumber(step.count)}</b>
          <span className={css.share}>{step.share}</span>
          {step.note && <small className={css.funnelNote}>{step.note}</small>}
          {step.id === crossingAfter && (
            <span className={css.crossing}>
              <BatonMark size={16} title="Handover" />
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}
