import { Button, Group, Modal, Select, Text } from '@mantine/core'
import { useState } from 'react'
import { client } from '#ui/client'
import { formatNumber } from '#ui/format'
import type { Endpoint } from './states.ts'
import { useAct } from './use-webhooks.ts'

const hourMs = 3_600_000
const spans = [
  { value: String(hourMs), label: 'The last hour' },
  { value: String(24 * hourMs), label: 'The last 24 hours' },
  { value: String(7 * 24 * hourMs), label: 'The last 7 days' },
  { value: String(31 * 24 * hourMs), label: 'All that is kept' },
]

/** Sends again what failed, as after the other program was repaired. */
export function ReplayFailed({ of, onClose }: { of: Endpoint; onClose: () => void }) {
  const act = useAct()
  const [span, setSpan] = useState(spans.at(-1)!.value)
  const [isBusy, setBusy] = useState(false)
  const send = async () => {
    setBusy(true)
    const since = new Date(Date.now() - Number(span))
    const sent = await act(
      () => client.webhooks.replayFailed({ id: of.id, since }),
      ({ count }) =>
        count === 1
          ? 'One message is on its way again.'
          : `${formatNumber(count)} messages are on their way again.`,
    )
    setBusy(false)
    if (sent) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title="Send failed messages again"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Select
        label="What happened in"
        data={spans}
        value={span}
        onChange={(value) => value && setSpan(value)}
        allowDeselect={false}
      />
      <Text mt="md" size="sm" c="dimmed">
        Each goes out under the id that it had: a program that took it after all drops it.
      </Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={isBusy} onClick={() => void send()}>
          Send again
        </Button>
      </Group>
    </Modal>
  )
}
