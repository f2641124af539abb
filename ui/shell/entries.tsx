import { useId } from 'react'
import css from './entries.module.css'
import type { NavGroup } from './screen.ts'
import { Link, usePath } from './way.tsx'

export type NavEntry = { label: string; to: string; group?: NavGroup | undefined }

const intoView = (entry: HTMLLIElement | null) => entry?.scrollIntoView({ block: 'nearest' })

function Group({
  title,
  entries,
  follow,
}: {
  title?: string | undefined
  entries: NavEntry[]
  follow: boolean
}) {
  const id = useId()
  const path = usePath()
  return (
    <>
      {title && (
        <p id={id} className={css.group}>
          {title}
        </p>
      )}
      <ul aria-labelledby={title && id}>
        {entries.map(({ label, to }) => (
          <li key={to} ref={follow && path === to ? intoView : undefined}>
            <Link to={to} aria-current={path === to ? 'page' : undefined}>
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The entries of one area, under their headings where it has any; `follow` keeps the current one in view. */
export function Entries({ of: entries, follow = false }: { of: NavEntry[]; follow?: boolean }) {
  return [...Map.groupBy(entries, (entry) => entry.group)].map(([title, inside]) => (
    <Group key={title ?? ''} title={title} entries={inside} follow={follow} />
  ))
}
