import { ActionIcon, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'

/** Copies a value and says so. */
export function CopyButton({ value, label = 'Copy' }: { value: string; label?: string | undefined }) {
  const { copied, copy } = useClipboard({ timeout: 1500 })
  return (
    <Tooltip label={copied ? 'Copied' : label}>
      <ActionIcon size={26} aria-label={copied ? 'Copied' : label} onClick={() => copy(value)}>
        {copied ? <IconCheck size={14} color="var(--b-green)" /> : <IconCopy size={14} />}
      </ActionIcon>
    </Tooltip>
  )
}
