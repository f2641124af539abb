import { Popover } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { DateTime, formatNumber } from '#ui/format'
import { Link } from '#ui/shell'
import type { Accent } from '#ui/theme'
import css from './chart.module.css'
import { Spark } from './spark.tsx'

type StatProps = {
  label: string
  value: ReactNode
  /** What it is exactly, in words: "kept / (offered − withdrawn)". */
  formula?: string | undefined
  /** How many it is made of. */
  n?: number | undefined
  asOf?: Date | undefined
  /** Which ones are counted: "this quarter, all sources". */
  filter?: string | undefined
  /** The rows behind it. */
  to?: string | undefined
  change?: { text: string; good?: boolean | undefined } | undefined
  /** What has to be seen with it, and where it is listed. */
  beside?: { text: string; to: string } | undefined
  accent?: Accent | undefined
  spark?: number[] | undefined
  /** Too young to be compared: hatched. */
  unripe?: boolean | undefined
}

function Behind({ label, formula, n, asOf, filter, to }: StatProps) {
  return (
    <Popover width={280} position="bottom-end">
      <Popover.Target>
        <button type="button" className={css.info} aria-label={`What is behind ${label}`}>
          <IconInfoCircle size={14} />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <dl className={css.behind}>
          {formula && (
            <>
              <dt>Exactly</dt>
              <dd>{formula}</dd>
            </>
          )}
          {filter && (
            <>
              <dt>Counted</dt>
              <dd>{filter}</dd>
            </>
          )}
          {n !== undefined && (
            <>
              <dt>Made of</dt>
              <dd className="b-number">{formatNumber(n)}</dd>
            </>
          )}
          {asOf && (
            <>
              <dt>As of</dt>
              <dd>
                <DateTime value={asOf} time />
              </dd>
            </>
          )}
        </dl>
        {to && (
          <Link to={to} className={css.rows}>
            Show the rows
          </Link>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

/** One number that says what it is, what it is made of and since when, and opens its rows. */
export function Stat(props: StatProps) {
  const { label, value, to, change, beside, accent = 'gray', spark, unripe } = props
  return (
    <div className={css.stat} data-unripe={unripe || undefined}>
      <div className={css.statLabel}>
        <span>{label}</span>
        <Behind {...props} />
      </div>
      <div className={css.statValue}>
        {to ? (
          <Link to={to} aria-label={`${label}: show the rows`}>
            {value}
          </Link>
        ) : (
          <span>{value}</span>
        )}
        {spark && <Spark values={spark} label={`${label} over time`} accent={accent} />}
      </div>
      <div className={css.statFoot} data-good={change?.good}>
        {unripe ? 'still young, not to be compared' : change?.text}
        {beside && <Link to={beside.to}>{beside.text}</Link>}
      </div>
    </div>
  )
}
