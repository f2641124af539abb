import { type ReactNode, useEffect } from 'react'
import { Wordmark } from '#ui/pieces'
import css from './door.module.css'

type DoorProps = { title: string; says?: ReactNode; children?: ReactNode; wide?: boolean }

/** A page before the frame: the mark, one thing to do. */
export function Door({ title, says, children, wide = false }: DoorProps) {
  useEffect(() => {
    document.title = `${title} · Baton`
  }, [title])
  return (
    <main className={css.door}>
      <div className={css.card} data-wide={wide || undefined}>
        <Wordmark size={26} />
        <header>
          <h1>{title}</h1>
          {says && <p>{says}</p>}
        </header>
        {children}
      </div>
    </main>
  )
}
