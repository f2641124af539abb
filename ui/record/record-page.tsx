import type { ReactNode } from 'react'
import css from './record.module.css'

type RecordPageProps = {
  title: string
  subtitle?: ReactNode
  avatar?: ReactNode
  /** Where in the race, or the record's state. */
  state?: ReactNode
  actions?: ReactNode
  facts: ReactNode
  timeline: ReactNode
  /** What to do next; first on a phone. */
  next: ReactNode
}

/** The one layout of every record: who, where in the race; facts, what happened, what to do next. Goes into a `Page fill`. */
export function RecordPage({
  title,
  subtitle,
  avatar,
  state,
  actions,
  facts,
  timeline,
  next,
}: RecordPageProps) {
  return (
    <article className={css.record}>
      <header className={css.head}>
        {avatar}
        <div className={css.who}>
          <h1 dir="auto">{title}</h1>
          {subtitle && <p>{subtitle}</p>}
        </div>
        {actions && <div className={css.headActions}>{actions}</div>}
        {state && <div className={css.state}>{state}</div>}
      </header>
      <div className={css.columns}>
        <div className={css.left}>{facts}</div>
        <div className={css.middle}>{timeline}</div>
        <aside className={css.right} aria-label="What to do next">
          {next}
        </aside>
      </div>
    </article>
  )
}
