import { ActionIcon, Tooltip } from '@mantine/core'
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { IconLayoutSidebar, IconPlus, IconSearch } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Keys, useKeys } from '#ui/keys'
import { Wordmark } from '#ui/pieces'
import type { Accent } from '#ui/theme'
import bar from './bar.module.css'
import entries from './entries.module.css'
import { Entries, type NavEntry } from './entries.tsx'
import css from './shell.module.css'
import type { Badge } from './store.ts'
import { Link } from './way.tsx'

export type NavItem = {
  id: string
  label: string
  to: string
  icon: ReactNode
  accent?: Accent | undefined
  badge?: Badge | undefined
  /** Entries under it, shown while inside the area. */
  children?: NavEntry[] | undefined
  /** Key after `g`. */
  key?: string | undefined
  /** At the bottom of the rail. */
  last?: boolean | undefined
  /** In the bar at the bottom of a phone; the rest is behind "More". */
  thumb?: boolean | undefined
}

type AppShellProps = {
  items: NavItem[]
  active: string | undefined
  /** Workspace name and the like, at the top of the rail. */
  top?: ReactNode
  userMenu: ReactNode
  onSearch: () => void
  /** Quick capture: the big + on a phone. */
  onCapture?: (() => void) | undefined
  more: ReactNode
  /** What every screen has above it for as long as it is so. */
  banners?: ReactNode
  children: ReactNode
}

/** The number beside an area. */
function Count({ badge }: { badge: Badge }) {
  return (
    <span className={css.count} data-accent={badge.accent}>
      {badge.count > 99 ? '99+' : badge.count}
    </span>
  )
}

function Item({ item, active, folded }: { item: NavItem; active: boolean; folded: boolean }) {
  const link = (
    <Link
      to={item.to}
      className={css.item}
      data-accent={item.accent}
      data-active={active || undefined}
      aria-current={active ? 'true' : undefined}
    >
      <span className={css.itemIcon}>{item.icon}</span>
      <span className={css.itemLabel}>{item.label}</span>
      {item.badge && <Count badge={item.badge} />}
    </Link>
  )
  return (
    <li>
      {folded ? (
        <Tooltip label={item.label} position="right">
          <span>{link}</span>
        </Tooltip>
      ) : (
        link
      )}
      {active && !folded && item.children && item.children.length > 1 && (
        <div className={entries.children}>
          <Entries of={item.children} follow />
        </div>
      )}
    </li>
  )
}

/** The frame: rail at the side, bar below on a phone, search and viewer above. */
export function AppShell({
  items,
  active,
  top,
  userMenu,
  onSearch,
  onCapture,
  more,
  banners,
  children,
}: AppShellProps) {
  const [folded, setFolded] = useLocalStorage({
    key: 'baton-rail-folded',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const isPhone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false })
  useKeys(
    { '[': { says: 'Fold or unfold the rail', run: () => setFolded(!folded) } },
    { group: 'Everywhere' },
  )
  const thumbs = items.filter((item) => item.thumb).slice(0, 3)
  const rail = (last: boolean) => (
    <ul>
      {items
        .filter((item) => Boolean(item.last) === last)
        .map((item) => (
          <Item key={item.id} item={item} active={item.id === active} folded={folded} />
        ))}
    </ul>
  )
  const thumb = (item: NavItem) => (
    <Link
      key={item.id}
      to={item.to}
      className={css.thumb}
      data-active={item.id === active || undefined}
      aria-current={item.id === active ? 'true' : undefined}
    >
      <span className={css.itemIcon}>
        {item.icon}
        {item.badge && <Count badge={item.badge} />}
      </span>
      {item.label}
    </Link>
  )
  return (
    <div className={css.shell} data-folded={folded || undefined}>
      <a href="#content" className={css.skip}>
        Skip to the content
      </a>
      {!isPhone && (
        <nav className={css.rail} aria-label="Main">
          <div className={css.railTop}>
            <Link to="/" aria-label="Baton, home" className={css.brand}>
              <Wordmark />
            </Link>
            <Tooltip label={folded ? 'Unfold' : 'Fold'}>
              <ActionIcon
                aria-label={folded ? 'Unfold the rail' : 'Fold the rail'}
                aria-expanded={!folded}
                onClick={() => setFolded(!folded)}
              >
                <IconLayoutSidebar size={17} stroke={1.75} />
              </ActionIcon>
            </Tooltip>
          </div>
          {top && !folded && <div className={css.workspace}>{top}</div>}
          {rail(false)}
          <div className={css.gap} />
          {rail(true)}
        </nav>
      )}
      <section className={bar.bar} aria-label="Search and account">
        {isPhone && <Wordmark size={20} />}
        <button type="button" className={bar.search} onClick={onSearch} aria-label="Search or do something">
          <IconSearch size={15} />
          <span>Search or do something</span>
          <Keys of="mod+k" />
        </button>
        <div className={bar.barEnd}>
          {onCapture && !isPhone && (
            <Tooltip label="Quick capture">
              <ActionIcon aria-label="Quick capture" variant="default" onClick={onCapture}>
                <IconPlus size={16} />
              </ActionIcon>
            </Tooltip>
          )}
          {userMenu}
        </div>
      </section>
      <main id="content" className={css.main} tabIndex={-1}>
        <div className={css.banners}>{banners}</div>
        <div className={css.screen}>{children}</div>
      </main>
      {isPhone && (
        <nav className={css.thumbs} aria-label="Main">
          {thumbs.slice(0, 2).map(thumb)}
          {onCapture && (
            <button type="button" className={css.capture} onClick={onCapture} aria-label="Quick capture">
              <IconPlus size={24} stroke={2} />
            </button>
          )}
          {thumbs.slice(2).map(thumb)}
          {more}
        </nav>
      )}
    </div>
  )
}
