import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Accent } from '#ui/theme'

const undoMs = 10_000
const readMs = 5_000

const plain = { withBorder: true, radius: 'md', closeButtonProps: { 'aria-label': 'Close' } } as const

/** A short word at the corner of the screen; never the only place where something important is said. */
export function toast(message: string, accent: Accent = 'gray'): void {
  notifications.show({ message, color: accent, autoClose: readMs, ...plain })
}

/** Says that something failed and what was kept; stays until closed. */
export function failToast(what: string, kept?: string): void {
  notifications.show({ title: what, message: kept ?? '', color: 'red', autoClose: false, ...plain })
}

/** Says what was done and offers to take it back; without `onUndo` it only says it. `z` does the same. */
export function undoToast(message: string, onUndo?: () => Promise<unknown> | unknown): void {
  if (!onUndo) {
    toast(message)
    return
  }
  const undo = async () => {
    latestUndo = undefined
    notifications.update({ id, message: 'Taking it back …', loading: true, autoClose: false })
    try {
      await onUndo()
      notifications.update({ id, message: 'Taken back.', loading: false, autoClose: readMs })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      notifications.update({
        id,
        title: 'It could not be taken back',
        message: why,
        color: 'red',
        loading: false,
        autoClose: false,
      })
    }
  }
  latestUndo = undo
  const id = notifications.show({
    color: 'teal',
    autoClose: undoMs,
    onClose: () => {
      if (latestUndo === undo) latestUndo = undefined
    },
    ...plain,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>{message}</span>
        <Button variant="default" size="compact-sm" flex="none" onClick={undo}>
          Undo
        </Button>
      </Group>
    ),
  })
}

let latestUndo: (() => Promise<void>) | undefined
/** Takes back what the newest toast offers; false if there is nothing. */
export function undoLatest(): boolean {
  if (!latestUndo) return false
  void latestUndo()
  return true
}
