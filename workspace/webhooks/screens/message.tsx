import { Button, Group, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { formatDateTime, formatNumber } from '#ui/format'
import { ErrorState, Loading, Tag } from '#ui/pieces'
import { Facts } from '#ui/record'
import { type Endpoint, messageStates } from './states.ts'
import { useAct } from './use-webhooks.ts'
import css from './webhooks.module.css'

type MessageDetailsProps = { of: Endpoint; messageId: string; onClose: () => void }

/** What was sent and answered, as it is: shown as text, nothing in it runs or loads. */
export function MessageDetails({ of, messageId, onClose }: MessageDetailsProps) {
  const act = useAct()
  const { data, error, refetch } = useQuery(
    orpc.webhooks.message.queryOptions({
      input: { id: of.id, messageId },
      meta: { topics: ['webhooks'] },
    }),
  )
  const state = data && messageStates[data.state]
  const again = () =>
    act(() => client.webhooks.replay({ id: of.id, messageId }), 'It is on its way again, under the same id.')
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={data?.type ?? 'Message'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={8} />}
      {data && (
        <>
          <Facts
            title="How it went"
            facts={[
              {
                id: 'state',
                label: 'State',
                value: data.state,
                show: <Tag accent={state?.accent}>{state?.label}</Tag>,
              },
              { id: 'id', label: 'webhook-id', value: data.webhookId, copy: true },
              { id: 'at', label: 'Happened', value: formatDateTime(data.createdAt) },
              { id: 'attempts', label: 'Attempts', value: formatNumber(data.attempts) },
              { id: 'tried', label: 'Last attempt', value: data.triedAt && formatDateTime(data.triedAt) },
              { id: 'failure', label: 'Why not', value: data.failure },
              {
                id: 'took',
                label: 'Took',
                value: data.tookMs === null ? null : `${formatNumber(data.tookMs)} ms`,
              },
              { id: 'next', label: 'Next attempt', value: data.nextAt && formatDateTime(data.nextAt) },
            ]}
          />
          <h3 className={css.heading}>Sent</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre className={css.body} tabIndex={0} dir="ltr">
            {JSON.stringify(JSON.parse(data.body), null, 2)}
          </pre>
          {data.answer && (
            <>
              <h3 className={css.heading}>Answered {data.status}</h3>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
              <pre className={css.body} tabIndex={0} dir="auto">
                {data.answer}
              </pre>
            </>
          )}
          <Group justify="flex-end" mt="md">
            <Button
              disabled={data.state === 'waiting' || !of.isOn}
              title={of.isOn ? undefined : 'Switch the webhook on first'}
              onClick={() => void again()}
            >
              {data.state === 'waiting' ? 'On its way' : 'Send again'}
            </Button>
          </Group>
        </>
      )}
    </Modal>
  )
}
