import { Button } from '@mantine/core'
import { IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { formatDateTime, formatNumber } from '#ui/format'
import { EmptyState, ErrorState, Lines, Loading, Tag } from '#ui/pieces'
import { Link, Page } from '#ui/shell'
import { EditWebhook } from './edit-webhook.tsx'
import { type Endpoint, stateOf } from './states.ts'
import css from './webhooks.module.css'

/** Programs that hear of what happens here. */
export default function Webhooks() {
  const [adding, setAdding] = useState(false)
  const { data, error, refetch } = useQuery(
    orpc.webhooks.list.queryOptions({ meta: { topics: ['webhooks', 'settings'] } }),
  )
  return (
    <Page title="Webhooks" narrow actions={<Button onClick={() => setAdding(true)}>Add a webhook</Button>}>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={4} />}
      {data?.rows.length === 0 && (
        <EmptyState
          icon={<IconWebhook size={22} />}
          title="No webhooks yet"
          action={{ label: 'Add a webhook', run: () => setAdding(true) }}
        >
          A webhook tells another program at once: a deal was won, a lead was sent back, a form came in.
        </EmptyState>
      )}
      <Lines>
        {data?.rows.map((it) => (
          <Item key={it.id} it={it} />
        ))}
      </Lines>
      {adding && <EditWebhook onClose={() => setAdding(false)} />}
    </Page>
  )
}

function Item({ it }: { it: Endpoint }) {
  const state = stateOf(it)
  return (
    <li>
      <div>
        <Link to={`/settings/webhooks/${it.id}`} className={css.name}>
          <strong dir="auto">{it.name}</strong>
        </Link>
        <p>
          <code>{it.url}</code>
        </p>
        <p>
          {it.events.length === 1 ? it.events[0] : `${formatNumber(it.events.length)} events`}
          {it.deliveredAt && ` · last delivered ${formatDateTime(it.deliveredAt)}`}
          {it.isOn && it.failingSince && ` · nothing since ${formatDateTime(it.failingSince)}`}
          {it.waiting > 0 && ` · ${formatNumber(it.waiting)} waiting`}
          {it.failed > 0 && ` · ${formatNumber(it.failed)} failed`}
        </p>
      </div>
      <Tag accent={state.accent} dot>
        {state.label}
      </Tag>
    </li>
  )
}
