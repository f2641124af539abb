import { type ReactNode, useEffect, useRef } from 'react'
import { Section } from '#ui/record'
import css from './handovers.module.css'

/** A form that an act opened in its place: it comes into view as a whole, and the keyboard goes on in it. */
export function Opened({ title, children }: { title: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const it = place.current
    if (!it) return
    if (!it.contains(document.activeElement)) it.focus({ preventScroll: true })
    // With what it is about, where it stands beside that.
    const whole = it.closest('[data-about]') ?? it
    whole.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div ref={place} tabIndex={-1} className={css.opened}>
      <Section title={title}>{children}</Section>
    </div>
  )
}
