import { Drawer } from '@mantine/core'
import { IconMenu2 } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { NavItem } from './app-shell.tsx'
import entries from './entries.module.css'
import { Entries } from './entries.tsx'
import css from './shell.module.css'
import { Link, usePath } from './way.tsx'

/** "More" on a phone: every area and its entries, within the thumb's reach. */
export function MoreSheet({ items }: { items: NavItem[] }) {
  const [open, setOpen] = useState(false)
  const path = usePath()
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving somewhere closes the sheet
  useEffect(() => setOpen(false), [path])
  return (
    <>
      <button type="button" className={css.thumb} onClick={() => setOpen(true)} aria-expanded={open}>
        <span className={css.itemIcon}>
          <IconMenu2 size={20} stroke={1.75} />
        </span>
        More
      </button>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="bottom"
        size="70dvh"
        radius="lg"
        title="Go to"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ul className={css.sheet}>
          {items.map((item) => (
            <li key={item.id}>
              <Link to={item.to} className={css.item}>
                <span className={css.itemIcon}>{item.icon}</span>
                <span className={css.itemLabel}>{item.label}</span>
              </Link>
              {item.children && item.children.length > 1 && (
                <div className={entries.sheetChildren}>
                  <Entries of={item.children} />
                </div>
              )}
            </li>
          ))}
        </ul>
      </Drawer>
    </>
  )
}
