import { Button, TextInput } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { orpc } from '#ui/client'
import { EmptyState } from '#ui/pieces'
import { Page, useGo, useUrl } from '#ui/shell'
import { type Column, DataTable, pagesOf } from '#ui/table'
import type { LetterState } from '../contract.ts'
import { useRelease } from './release.ts'
import { letterStates } from './states.ts'

type Row = { id: string; to: string; subject: string; state: LetterState; createdAt: Date }

const columns: Column<Row>[] = [
  { id: 'subject', title: 'Subject', value: (row) => row.subject, grow: 2, width: 220, phone: 'title' },
  { id: 'to', title: 'To', value: (row) => row.to, grow: 1, width: 200 },
  { id: 'state', title: 'State', value: (row) => letterStates[row.state].label, width: 200 },
  { id: 'at', title: 'Written', value: (row) => row.createdAt, format: 'datetime', width: 170 },
]

/** The firm's own mail: sent, waiting, or kept because it could not go out. */
export default function SentMail() {
  const go = useGo()
  const release = useRelease()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [q, setQ] = useUrl('q')
  const wanted = useDeferredValue(q.trim())
  const query = useInfiniteQuery(
    orpc.letters.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...(cursor && { cursor }),
        ...(wanted && { q: wanted }),
        limit: 100,
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      meta: { topics: ['letters'] },
    }),
  )
  const open = (row: Row) => go(`/settings/sent-mail/${row.id}`)
  return (
    <Page
      title="Sent mail"
      fill
      actions={
        <TextInput
          aria-label="Find by address or subject"
          placeholder="Address or subject"
          type="search"
          maxLength={200}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
      }
    >
      <DataTable<Row>
        label="Sent mail"
        {...pagesOf(query)}
        columns={columns}
        rowId={(row) => row.id}
        selected={selected}
        onSelected={setSelected}
        bulk={(ids, clear) => (
          <Button
            size="compact-sm"
            loading={release.isPending}
            disabled={ids.length > 500}
            onClick={() => release.mutate({ ids }, { onSuccess: clear })}
          >
            {ids.length > 500 ? 'Choose 500 at most' : 'Send what is kept'}
          </Button>
        )}
        onPeek={open}
        onOpen={open}
        empty={
          <EmptyState icon={<IconMail size={22} />} title={wanted ? 'No mail fits' : 'No mail yet'}>
            Invitations, sign-in links and notices appear here. Invite somebody to see the first one.
          </EmptyState>
        }
      />
    </Page>
  )
}
