import type { ReactNode } from 'react'
import type { Accent } from '#ui/theme'
import css from './tag.module.css'

type TagProps = {
  accent?: Accent | undefined
  icon?: ReactNode
  dot?: boolean | undefined
  children: ReactNode
}

/** A small label; `dot` shows the accent as a point and keeps the text quiet. */
export function Tag({ accent = 'gray', icon, dot, children }: TagProps) {
  return (
    <span className={css.tag} data-accent={accent} data-dot={dot || undefined}>
      {dot && <i aria-hidden />}
      {icon}
      <span className="b-cut">{children}</span>
    </span>
  )
}
