import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'

type Props = {
  called: string
  /** Its place among `count`, from nought. */
  at: number
  count: number
  locked?: boolean | undefined
  onStep: (to: number) => void
}

/** What moves an entry of a list one place up or down. */
export function Steps({ called, at, count, locked = false, onStep }: Props) {
  return (
    <>
      <ActionIcon
        aria-label={`Move ${called} up`}
        disabled={locked || at <= 0}
        onClick={() => onStep(at - 1)}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        aria-label={`Move ${called} down`}
        disabled={locked || at === count - 1}
        onClick={() => onStep(at + 1)}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
    </>
  )
}
