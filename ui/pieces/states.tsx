import { Button } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Accent } from '#ui/theme'
import css from './pieces.module.css'

type EmptyStateProps = {
  icon?: ReactNode
  title: string
  children?: ReactNode
  action?: { label: string; run: () => void } | undefined
  /** A second way on, usually a link. */
  more?: ReactNode
}

/** Nothing here yet, why, and what to do next. */
export function EmptyState({ icon, title, children, action, more }: EmptyStateProps) {
  return (
    <div className={css.state}>
      {icon && <span className={css.stateIcon}>{icon}</span>}
      <strong>{title}</strong>
      {children && <p>{children}</p>}
      {(action || more) && (
        <div className={css.stateActions}>
          {action && <Button onClick={action.run}>{action.label}</Button>}
          {more}
        </div>
      )}
    </div>
  )
}

type ErrorStateProps = {
  /** What happened. */
  what: string
  /** What was kept: "Your text is still here." */
  kept?: string | undefined
  /** What to do. */
  todo?: string | undefined
  onRetry?: (() => void) | undefined
  /** For support: the request id. */
  code?: string | undefined
}

/** What happened, what was kept, what to do. Never only "Something went wrong". */
export function ErrorState({ what, kept, todo, onRetry, code }: ErrorStateProps) {
  return (
    <div className={css.state} role="alert">
      <span className={css.stateIcon} data-accent="red">
        <IconAlertTriangle size={22} stroke={1.6} />
      </span>
      <strong>{what}</strong>
      {(kept || todo) && (
        <p>
          {kept} {todo}
        </p>
      )}
      {onRetry && (
        <div className={css.stateActions}>
          <Button variant="default" leftSection={<IconRefresh size={15} />} onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
      {code && <code>{code}</code>}
    </div>
  )
}

type NoticeProps = {
  accent?: Accent | undefined
  title?: string | undefined
  children?: ReactNode
  action?: ReactNode
  icon?: ReactNode
}

/** A quiet message in the flow of a page. */
export function Notice({ accent = 'gray', title, children, action, icon }: NoticeProps) {
  return (
    <div className={css.notice} data-accent={accent} role={accent === 'red' ? 'alert' : 'note'}>
      {icon ??
        (accent === 'red' || accent === 'amber' ? (
          <IconAlertTriangle size={16} />
        ) : (
          <IconInfoCircle size={16} />
        ))}
      <div>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {action}
    </div>
  )
}

/** Grey lines in the place of what is coming: same height, so nothing jumps. */
export function Loading({ lines = 4 }: { lines?: number | undefined }) {
  return (
    <div className={css.loading} role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, at) => (
        <i key={at} style={{ width: `${88 - ((at * 23) % 46)}%` }} />
      ))}
    </div>
  )
}
