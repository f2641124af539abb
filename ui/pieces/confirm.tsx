import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { type ReactNode, useState, useSyncExternalStore } from 'react'

type Question = {
  title: string
  body?: ReactNode
  /** The verb on the button: "Delete 12 contacts". */
  action: string
  danger?: boolean | undefined
  /** A word that has to be typed first, for what can't be undone. */
  type?: string | undefined
}
type Asked = Question & { answer: (yes: boolean) => void }

let asked: Asked | undefined
const listeners = new Set<() => void>()
const put = (next: Asked | undefined) => {
  asked = next
  for (const listener of listeners) listener()
}

/** Asks before something that can't be undone; for all else offer Undo instead. */
export function confirm(question: Question): Promise<boolean> {
  asked?.answer(false)
  return new Promise((answer) => put({ ...question, answer }))
}

/** Draws the question that is being asked; the frame mounts it once. */
export function ConfirmHost() {
  const question = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asked,
  )
  const [typed, setTyped] = useState('')
  const close = (yes: boolean) => {
    question?.answer(yes)
    setTyped('')
    put(undefined)
  }
  return (
    <Modal opened={question !== undefined} onClose={() => close(false)} title={question?.title}>
      {question && (
        <>
          <Text component="div" c="dimmed">
            {question.body}
          </Text>
          {question.type && (
            <TextInput
              mt="md"
              label={`Type "${question.type}" to go on`}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end" mt="lg" gap="xs">
            <Button variant="default" onClick={() => close(false)}>
              Cancel
            </Button>
            <Button
              color={question.danger ? 'red' : 'ink'}
              disabled={question.type !== undefined && typed !== question.type}
              onClick={() => close(true)}
              data-autofocus={question.type ? undefined : true}
            >
              {question.action}
            </Button>
          </Group>
        </>
      )}
    </Modal>
  )
}
