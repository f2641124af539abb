import type { ReactNode } from 'react'
import css from './lines.module.css'

/** Things one below the other: each `li` has its words in a `div` and at the end what can be done with it. */
export const Lines = ({ children }: { children: ReactNode }) => <ul className={css.lines}>{children}</ul>
