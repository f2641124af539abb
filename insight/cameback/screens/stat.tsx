import type { ReactNode } from 'react'
import { formatNumber } from '#ui/format'
import { Link, usePlace } from '#ui/shell'
import css from './cameback.module.css'

/** The address of the rows behind a number, asked the same way. */
export function useRowsPath() {
  const { search } = usePlace()
  return (
    set: string,
    title: string,
    only: { by?: string; key?: string | null; reason?: string } = {},
  ): string => {
    const params = new URLSearchParams(search)
    params.set('set', set)
    params.set('title', title)
    params.delete('by')
    for (const [name, value] of Object.entries(only)) if (value) params.set(name, value)
    return `/insight/came-back/rows?${params}`
  }
}

/** A number that opens into its rows. */
export function Stat({
  set,
  title,
  n,
  children,
}: {
  set: string
  title: string
  n: number
  children: ReactNode
}) {
  const path = useRowsPath()
  return (
    <Link to={path(set, title)} className={css.stat}>
      <span>{title}</span>
      <b>{formatNumber(n)}</b>
      <small>{children}</small>
    </Link>
  )
}
