import { Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { formatDateTime, formatNumber } from '#ui/format'
import { EmptyState, ErrorState, Loading, ShowMore, Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import { useUrl } from '#ui/shell'
import { MessageDetails } from './message.tsx'
import { ReplayFailed } from './replay-failed.tsx'
import { type Endpoint, type Message, messageStates } from './states.ts'
import css from './webhooks.module.css'

const all = 'all'
const filters = [
  { value: all, label: 'All' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'delivered', label: 'Delivered' },
  { value: 'failed', label: 'Failed' },
]

/** What was sent, newest first. */
export function Log({ of }: { of: Endpoint }) {
  const [shown, setShown] = useUrl('state')
  const state = filters.find(({ value }) => value === shown && value !== all)?.value as
    | Message['state']
    | undefined
  const [opened, setOpened] = useState<string | null>(null)
  const [replaying, setReplaying] = useState(false)
  const query = useInfiniteQuery(
    orpc.webhooks.messages.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id: of.id,
        ...(cursor && { cursor }),
        ...(state && { state }),
        limit: 50,
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      meta: { topics: ['webhooks'] },
    }),
  )
  const rows = query.data?.pages.flatMap((page) => page.rows)
  return (
    <Section
      title="Log of 30 days"
      actions={
        of.failed > 0 &&
        of.isOn && (
          <Button variant="default" size="compact-sm" onClick={() => setReplaying(true)}>
            Send failed again …
          </Button>
        )
      }
    >
      <SegmentedControl
        aria-label="Which messages"
        className={css.filter}
        data={filters}
        value={state ?? all}
        onChange={(value) => setShown(value === all ? '' : value)}
      />
      {query.error && <ErrorState what={problemText(query.error)} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading lines={5} />}
      {rows?.length === 0 && (
        <EmptyState title={state ? 'None of these' : 'Nothing sent yet'}>
          {!state && 'What happens from now on is sent within seconds. Send a test to try it.'}
        </EmptyState>
      )}
      <ul className={css.log}>
        {rows?.map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => setOpened(row.id)}>
              <span className={css.type}>{row.type}</span>
              <Tag accent={messageStates[row.state].accent} dot>
                {messageStates[row.state].label}
              </Tag>
              <small>{howItWent(row)}</small>
            </button>
          </li>
        ))}
      </ul>
      <ShowMore of={query} />
      {opened && <MessageDetails of={of} messageId={opened} onClose={() => setOpened(null)} />}
      {replaying && <ReplayFailed of={of} onClose={() => setReplaying(false)} />}
    </Section>
  )
}

function howItWent(row: Message): string {
  const parts = [formatDateTime(row.createdAt)]
  if (row.failure) parts.push(row.failure.replace(/\.$/, ''))
  else if (row.status !== null) parts.push(`Answered ${row.status}`)
  if (row.tookMs !== null) parts.push(`${formatNumber(row.tookMs)} ms`)
  if (row.attempts > 1) parts.push(`${row.attempts} attempts`)
  if (row.state === 'waiting' && row.attempts > 0 && row.nextAt)
    parts.push(`again ${formatDateTime(row.nextAt)}`)
  return parts.join(' · ')
}
