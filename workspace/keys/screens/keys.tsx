import { Button } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { formatDate, formatDateTime } from '#ui/format'
import { confirm, EmptyState, ErrorState, failToast, Lines, Loading, Tag, toast } from '#ui/pieces'
import { Page } from '#ui/shell'
import { MakeKey } from './make-key.tsx'

/** Keys by which programs work in the firm's name. */
export default function ApiKeys() {
  const queries = useQueryClient()
  const [making, setMaking] = useState(false)
  const { data, error, refetch } = useQuery(
    orpc.keys.list.queryOptions({ input: undefined, meta: { topics: ['settings'] } }),
  )
  const revoke = useMutation(
    orpc.keys.revoke.mutationOptions({
      onSuccess: () => {
        toast('The key is revoked.')
        return queries.invalidateQueries({ queryKey: orpc.keys.key() })
      },
      onError: (failure) => failToast(problemText(failure), 'The key still works.'),
    }),
  )
  const ask = async (id: string, name: string) => {
    const yes = await confirm({
      title: `Revoke “${name}”?`,
      body: 'Programs that use this key are refused from now on.',
      action: 'Revoke the key',
      danger: true,
    })
    if (yes) revoke.mutate({ id })
  }
  return (
    <Page title="API keys" narrow actions={<Button onClick={() => setMaking(true)}>Make a key</Button>}>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={4} />}
      {data?.rows.length === 0 && (
        <EmptyState
          icon={<IconKey size={22} />}
          title="No keys yet"
          action={{ label: 'Make a key', run: () => setMaking(true) }}
        >
          A key lets a program read and write here within the permissions you choose.
        </EmptyState>
      )}
      <Lines>
        {data?.rows.map((key) => (
          <li key={key.id}>
            <div>
              <strong dir="auto">{key.name}</strong> <code>{key.prefix}…</code>
              <p>{key.scopes.join(', ')}</p>
              <p>
                Made by {key.memberName} on {formatDate(key.createdAt)} ·{' '}
                {key.lastUsedAt ? `last used ${formatDateTime(key.lastUsedAt)}` : 'never used'}
                {key.expiresAt && ` · until ${formatDate(key.expiresAt)}`}
              </p>
            </div>
            {key.revokedAt ? (
              <Tag>Revoked {formatDate(key.revokedAt)}</Tag>
            ) : (
              <Button variant="default" size="compact-sm" onClick={() => void ask(key.id, key.name)}>
                Revoke
              </Button>
            )}
          </li>
        ))}
      </Lines>
      {making && <MakeKey onClose={() => setMaking(false)} />}
    </Page>
  )
}
