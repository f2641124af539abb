import { type ReactNode, useEffect } from 'react'
import type { Accent } from '#ui/theme'
import css from './page.module.css'
import { Link, usePlace } from './way.tsx'

type PageProps = {
  title: string
  /** The way up, outermost first. */
  crumbs?: { label: string; to: string }[] | undefined
  actions?: ReactNode
  tabs?: Tab[] | undefined
  accent?: Accent | undefined
  /** A column at the end, below the content on a phone. */
  panel?: ReactNode
  /** Children get the whole height and their own scrolling: tables, boards. */
  fill?: boolean | undefined
  /** No header and the whole height: for `RecordPage`, which has its own. */
  bare?: boolean | undefined
  /** Text width, for settings and forms. */
  narrow?: boolean | undefined
  children: ReactNode
}

type Tab = { label: string; to: string; count?: number | undefined }

/** Of the tabs that this address fits, the most particular one. */
function currentTab(tabs: Tab[], { path, search }: { path: string; search: string }): Tab | undefined {
  const here = new URLSearchParams(search)
  const weight = ({ to }: Tab): number => {
    const [toPath, toSearch = ''] = to.split('?')
    const wanted = [...new URLSearchParams(toSearch)]
    return toPath === path && wanted.every(([name, value]) => here.get(name) === value) ? wanted.length : -1
  }
  return tabs.filter((tab) => weight(tab) >= 0).sort((one, other) => weight(other) - weight(one))[0]
}

/** The root of every screen: title, acts, tabs, and content that scrolls below them. */
export function Page({
  title,
  crumbs,
  actions,
  tabs,
  accent,
  panel,
  fill,
  bare,
  narrow,
  children,
}: PageProps) {
  const place = usePlace()
  const current = tabs && currentTab(tabs, place)
  useEffect(() => {
    document.title = `${title} · Baton`
  }, [title])
  return (
    // Kept by its place: how far another page was read is nothing to this one.
    <div
      className={css.page}
      data-fill={fill || bare || undefined}
      data-scroll-restoration-id={`page ${place.path}`}
    >
      {crumbs && (
        <nav className={css.crumbs} aria-label="The way up">
          {crumbs.map((crumb, at) => (
            <span key={crumb.to}>
              <Link to={crumb.to}>{crumb.label}</Link>
              {at < crumbs.length - 1 && <i aria-hidden>/</i>}
            </span>
          ))}
        </nav>
      )}
      {!bare && (
        <header className={css.pageHead}>
          <h1 data-accent={accent}>{title}</h1>
          {actions && <div className={css.pageActions}>{actions}</div>}
        </header>
      )}
      {tabs && (
        <nav className={css.tabs} aria-label={title}>
          {tabs.map((tab) => (
            <Link key={tab.to} to={tab.to} aria-current={tab === current ? 'page' : undefined}>
              {tab.label}
              {tab.count !== undefined && <span className="b-number">{tab.count}</span>}
            </Link>
          ))}
        </nav>
      )}
      <div className={css.pageBody} data-panel={panel ? true : undefined}>
        <div className={css.pageContent} data-narrow={narrow || undefined}>
          {children}
        </div>
        {panel && <aside className={css.pagePanel}>{panel}</aside>}
      </div>
    </div>
  )
}
