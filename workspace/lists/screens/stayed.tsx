import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatNumber } from '#ui/format'
import { Link } from '#ui/shell'
import css from './lists.module.css'

/** Records that an act on many left as they were, how many they are and the first of them with what is in the way. */
export type Left = { stayed: number; first: { id: string; name: string; reason: string }[] }
type StayedProps = {
  left: Left | null
  /** “deal”, “deals” */
  nouns: [string, string]
  path: (id: string) => string
  onClose: () => void
  /** What came of the others. */
  children: ReactNode
}

/** Names what an act on many could not be done with. */
export function Stayed({ left, nouns, path, onClose, children }: StayedProps) {
  const one = left?.stayed === 1
  return (
    <Modal
      opened={left !== null}
      onClose={onClose}
      title={
        left && `${formatNumber(left.stayed)} ${nouns[one ? 0 : 1]} stayed as ${one ? 'it was' : 'they were'}`
      }
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {left && (
        <>
          <p className={css.came}>{children}</p>
          <ul className={css.stayed}>
            {left.first.map(({ id, name, reason }) => (
              <li key={id}>
                <Link to={path(id)}>
                  <bdi>{name}</bdi>
                </Link>
                <span dir="auto">{reason}</span>
              </li>
            ))}
            {left.stayed > left.first.length && (
              <li>and {formatNumber(left.stayed - left.first.length)} more</li>
            )}
          </ul>
        </>
      )}
    </Modal>
  )
}
