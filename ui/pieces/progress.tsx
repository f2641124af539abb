import { Progress as Bar, Button } from '@mantine/core'
import { formatNumber, formatSpan, useNow } from '#ui/format'
import type { Accent } from '#ui/theme'
import css from './pieces.module.css'

type ProgressProps = {
  label: string
  done: number
  /** Null until it is counted. */
  total: number | null
  counts?: { label: string; count: number; accent?: Accent | undefined }[] | undefined
  state: 'running' | 'paused' | 'finished' | 'failed' | 'cancelled'
  startedAt?: Date | undefined
  onPause?: (() => void) | undefined
  onResume?: (() => void) | undefined
  onCancel?: (() => void) | undefined
  /** In one line above a screen. */
  slim?: boolean | undefined
}

const words = {
  running: 'Running',
  paused: 'Paused',
  finished: 'Finished',
  failed: 'Stopped by a fault',
  cancelled: 'Cancelled',
}
const colors = { running: 'teal', paused: 'amber', finished: 'green', failed: 'red', cancelled: 'gray' }

/** Long work: how far, how much of what, how long still; can be paused and cancelled. */
export function Progress({
  label,
  done,
  total,
  counts,
  state,
  startedAt,
  onPause,
  onResume,
  onCancel,
  slim,
}: ProgressProps) {
  const now = useNow(1000)
  const share = total ? Math.min(1, done / total) : 0
  const passedMs = startedAt ? now.getTime() - startedAt.getTime() : 0
  const leftMs =
    state === 'running' && startedAt && share > 0.01 ? (passedMs / share) * (1 - share) : undefined
  return (
    <section className={css.progress} aria-label={label} data-slim={slim}>
      <header>
        <strong>{label}</strong>
        <span>
          {words[state]}
          {leftMs !== undefined && `, about ${formatSpan(leftMs)} left`}
        </span>
      </header>
      <Bar.Root size="md" radius="xl">
        <Bar.Section
          value={share * 100}
          color={colors[state]}
          aria-label={label}
          aria-valuetext={total === null ? `${done}` : `${done} of ${total}`}
        />
      </Bar.Root>
      <footer>
        <span className="b-number">
          {formatNumber(done)} {total === null ? 'so far' : `of ${formatNumber(total)}`}
        </span>
        {counts?.map((count) => (
          <span key={count.label} data-accent={count.accent} className="b-number">
            {formatNumber(count.count)} {count.label}
          </span>
        ))}
        <span className={css.progressActs}>
          {state === 'running' && onPause && (
            <Button variant="subtle" color="gray" size="compact-sm" onClick={onPause}>
              Pause
            </Button>
          )}
          {state === 'paused' && onResume && (
            <Button variant="default" size="compact-sm" onClick={onResume}>
              Go on
            </Button>
          )}
          {(state === 'running' || state === 'paused') && onCancel && (
            <Button variant="subtle" color="red" size="compact-sm" onClick={onCancel}>
              Cancel
            </Button>
          )}
        </span>
      </footer>
    </section>
  )
}
