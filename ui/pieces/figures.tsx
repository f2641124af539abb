import type { ReactNode } from 'react'
import css from './figures.module.css'

/** A table of numbers: what they are of stands first, and it scrolls by itself where it is wider than the page. */
export function Figures({
  children,
  label,
  className,
}: {
  children: ReactNode
  label?: string
  className?: string | undefined
}) {
  return (
    <div className={css.scroll}>
      <table className={className ? `${css.table} ${className}` : css.table} aria-label={label}>
        {children}
      </table>
    </div>
  )
}
