import { TextInput } from '@mantine/core'
import { IconMail, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { orpc } from '#ui/client'
import { EmptyState, Tag } from '#ui/pieces'
import { Page, useGo, useUrl } from '#ui/shell'
import { type Column, DataTable, pagesOf } from '#ui/table'
import type { ConversationRow } from '../contract.ts'
import css from './conversations.module.css'

const boxes = ['mine', 'unanswered', 'unread', 'all'] as const
type Box = (typeof boxes)[number]
const here = '/sales/conversations'

const columns: Column<ConversationRow>[] = [
  {
    id: 'who',
    title: 'With',
    value: (row) => row.contact.name,
    cell: (row) => (
      <span className={row.unread ? css.unread : undefined} dir="auto">
        {row.contact.name}
      </span>
    ),
    width: 190,
    phone: 'title',
  },
  {
    id: 'subject',
    title: 'Mail',
    value: (row) => row.subject,
    cell: (row) => (
      <span className="b-cut">
        <bdi className={row.unread ? css.unread : undefined}>{row.subject}</bdi>{' '}
        <bdi className={css.dim}>{row.words}</bdi>
      </span>
    ),
    grow: 2,
    width: 320,
  },
  {
    id: 'state',
    title: 'State',
    value: (row) => (row.unread ? 'Unread' : row.unanswered ? 'Unanswered' : ''),
    cell: (row) =>
      row.unread ? (
        <Tag accent="teal">Unread</Tag>
      ) : row.unanswered ? (
        <Tag accent="amber">Unanswered</Tag>
      ) : null,
    width: 120,
    phone: 'corner',
  },
  { id: 'deal', title: 'Deal', value: (row) => row.deal?.name ?? null, width: 160, phone: 'hidden' },
  { id: 'member', title: 'Colleague', value: (row) => row.member, width: 140, phone: 'hidden' },
  { id: 'at', title: 'Last', value: (row) => row.lastAt, format: 'datetime', width: 160 },
]

/** What people and the firm write to each other: what waits for an answer first. */
export default function Conversations() {
  const go = useGo()
  const [named] = useUrl('box', 'mine')
  const [q, setQ] = useUrl('q')
  const wanted = useDeferredValue(q.trim())
  const box: Box = boxes.find((it) => it === named) ?? 'mine'
  const { data: counts } = useQuery(
    orpc.conversations.counts.queryOptions({ meta: { topics: ['conversations'] } }),
  )
  const { data: unknown } = useQuery(
    orpc.conversations.unmatched.queryOptions({ meta: { topics: ['conversations'] } }),
  )
  const query = useInfiniteQuery(
    orpc.conversations.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...{ box, limit: 50 },
        ...(cursor && { cursor }),
        ...(wanted && { q: wanted }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      meta: { topics: ['conversations'] },
    }),
  )
  const open = (row: ConversationRow) => go(`${here}/${row.id}`)
  return (
    <Page
      title="Conversations"
      fill
      tabs={[
        { label: 'Mine', to: here },
        { label: 'Unanswered', to: `${here}?box=unanswered`, count: counts?.unanswered },
        { label: 'Unread', to: `${here}?box=unread`, count: counts?.unread },
        { label: 'All', to: `${here}?box=all` },
        { label: 'Unknown senders', to: `${here}/unknown`, count: unknown?.rows.length },
      ]}
      actions={
        <TextInput
          aria-label="Find by person, address or subject"
          placeholder="Person, address, subject"
          type="search"
          leftSection={<IconSearch size={14} />}
          maxLength={200}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
      }
    >
      <DataTable<ConversationRow>
        label="Conversations"
        {...pagesOf(query)}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={open}
        empty={
          <EmptyState
            icon={<IconMail size={22} />}
            title={
              wanted ? 'Nothing fits' : box === 'unanswered' ? 'Nobody waits for an answer' : 'No mail here'
            }
          >
            Write from a person, a deal or a handover. Answers come here once a mailbox is set up under
            Settings, Mail.
          </EmptyState>
        }
      />
    </Page>
  )
}
