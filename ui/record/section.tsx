import type { ReactNode } from 'react'
import css from './record.module.css'

type SectionProps = { title: string; count?: number | undefined; actions?: ReactNode; children: ReactNode }

/** A quiet titled block for the side columns of a record. */
export function Section({ title, count, actions, children }: SectionProps) {
  return (
    <section className={css.section} aria-label={title}>
      <header>
        <h2>
          {title}
          {count !== undefined && <span className="b-number">{count}</span>}
        </h2>
        {actions}
      </header>
      {children}
    </section>
  )
}
