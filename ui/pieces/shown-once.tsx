import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import css from './pieces.module.css'
import { Notice } from './states.tsx'

/** A secret that is shown this once, with a word of what to do with it. */
export function ShownOnce({
  secret,
  copy,
  children,
  onClose,
}: {
  secret: string
  copy: string
  children: ReactNode
  onClose: () => void
}) {
  return (
    <>
      <Notice accent="amber" title="This is the only time it is shown">
        {children}
      </Notice>
      <p className={css.secret}>
        <code>{secret}</code>
        <CopyButton value={secret} label={copy} />
      </p>
      <Group justify="flex-end">
        <Button onClick={onClose}>I have copied it</Button>
      </Group>
    </>
  )
}
