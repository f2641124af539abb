import { Button, Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconMail } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc } from '#ui/client'
import { Compose, type Of, type Words } from './compose.tsx'

/** Opens a mail to a person beside what one is looking at; on a phone it takes the whole screen. */
export function WriteButton({
  of,
  label = 'Write',
  act = false,
  main = false,
  suggested,
}: {
  of: Of
  label?: string
  /** It stands among the acts of a page. */
  act?: boolean
  /** It is what comes next here. */
  main?: boolean
  /** What to begin with where nothing was written yet. */
  suggested?: Words
}) {
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState<Words>()
  const narrow = useMediaQuery('(max-width: 48em)')
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  if (!firm?.permissions.includes('conversations.write')) return null
  const close = () => {
    setOpen(false)
    setWords(undefined)
  }
  return (
    <>
      <Button
        {...(!act && { size: 'compact-sm' })}
        variant={main ? 'filled' : 'default'}
        leftSection={<IconMail size={15} />}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Modal opened={open} onClose={close} title="Write a mail" size="lg" fullScreen={narrow ?? false}>
        <Compose
          key={words?.text ?? 'new'}
          of={of}
          initial={words}
          suggested={suggested}
          onSent={close}
          onCancel={close}
          onTakenBack={(back) => {
            setWords(back)
            setOpen(true)
          }}
        />
      </Modal>
    </>
  )
}
