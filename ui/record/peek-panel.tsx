import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowsDiagonal, IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useKeys } from '#ui/keys'
import css from './peek-panel.module.css'

type PeekPanelProps = {
  open: boolean
  onClose: () => void
  title: ReactNode
  /** Opens the full page. */
  onFull?: (() => void) | undefined
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
  children: ReactNode
  /** Stays at the bottom: the acts. */
  footer?: ReactNode
}

/** A look at one record beside its list. The list stays usable; Escape closes and gives the focus back. */
export function PeekPanel({
  open,
  onClose,
  title,
  onFull,
  onPrevious,
  onNext,
  children,
  footer,
}: PeekPanelProps) {
  const before = useRef<Element | null>(null)
  useKeys({ Escape: { says: 'Close the panel', run: onClose } }, { group: 'Panel', when: open })
  useEffect(() => {
    if (!open) return
    before.current = document.activeElement
    return () => {
      if (before.current instanceof HTMLElement && before.current.isConnected)
        before.current.focus({ preventScroll: true })
    }
  }, [open])
  if (!open) return null
  const act = (label: string, icon: ReactNode, run: () => void) => (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={run}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
  return (
    <aside className={css.peek} aria-label="Preview">
      <header>
        <div className="b-cut" dir="auto">
          {title}
        </div>
        {onPrevious && act('Previous', <IconChevronUp size={16} />, onPrevious)}
        {onNext && act('Next', <IconChevronDown size={16} />, onNext)}
        {onFull && act('Open the full page', <IconArrowsDiagonal size={16} />, onFull)}
        {act('Close', <IconX size={16} />, onClose)}
      </header>
      <div className={css.peekBody}>{children}</div>
      {footer && <footer>{footer}</footer>}
    </aside>
  )
}
