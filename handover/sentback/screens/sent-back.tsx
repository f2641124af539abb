import { IconArrowBackUp } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { useKeys } from '#ui/keys'
import { EmptyState, ErrorState, Loading, ShowMore } from '#ui/pieces'
import { Page, useUrl } from '#ui/shell'
import type { SendBackRow } from '../contract.ts'
import { type Act, Item } from './item.tsx'
import { useAgree } from './use-answering.ts'

const boxes = ['to_answer', 'contested', 'answered'] as const
type Box = (typeof boxes)[number]
const empty: Record<Box, { title: string; says: string }> = {
  to_answer: {
    title: 'Nothing waits for an answer',
    says: 'What sales sends back appears here with its reason. Marketing agrees, contests or nurtures within three working days.',
  },
  contested: { title: 'Nothing is contested', says: 'What marketing contests waits here for a manager.' },
  answered: { title: 'Nothing was answered yet', says: 'Answered and decided send-backs stay here.' },
}
const topics = { topics: ['handovers'] }

/** What sales sent back, as marketing answers it and managers decide on it. */
export default function SentBack() {
  const [wanted] = useUrl('box', 'to_answer')
  const [opened] = useUrl('open')
  const box = boxes.find((it) => it === wanted) ?? 'to_answer'
  const { data: counts } = useQuery(orpc.sendBacks.counts.queryOptions({ input: {}, meta: topics }))
  const list = useInfiniteQuery(
    orpc.sendBacks.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ box, ...(cursor && { cursor }) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      meta: topics,
    }),
  )
  const { data: linked } = useQuery(
    orpc.sendBacks.list.queryOptions({ input: { id: opened }, enabled: opened !== '', meta: topics }),
  )
  const loaded = list.data?.pages.flatMap((page) => page.rows)
  // A link from a mail shows its send-back first, in whichever box it is by now.
  const first = linked?.rows ?? []
  const rows = loaded && [...first, ...loaded.filter(({ id }) => id !== opened)]
  return (
    <Page
      title="Sent back"
      tabs={[
        { label: 'To answer', to: '/handovers/sent-back', count: counts?.toAnswer },
        { label: 'Contested', to: '/handovers/sent-back?box=contested', count: counts?.contested },
        { label: 'Answered', to: '/handovers/sent-back?box=answered' },
      ]}
    >
      {list.error && <ErrorState what={problemText(list.error)} onRetry={() => void list.refetch()} />}
      {!list.error && !rows && <Loading lines={6} />}
      {rows?.length === 0 && (
        <EmptyState icon={<IconArrowBackUp size={22} />} title={empty[box].title}>
          {empty[box].says}
        </EmptyState>
      )}
      {rows && rows.length > 0 && <Walked rows={rows} />}
      <ShowMore of={list} mt="md" />
    </Page>
  )
}

/** j and k walk; a, c, n and d act on the one that is marked. */
function Walked({ rows }: { rows: SendBackRow[] }) {
  const [at, setAt] = useState(0)
  const [open, setOpen] = useState<{ id: string; act: Act } | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const agree = useAgree()
  const current = rows[Math.min(at, rows.length - 1)]
  const walk = (by: 1 | -1) => setAt((n) => Math.max(0, Math.min(rows.length - 1, n + by)))
  const act = (what: Act) => current && setOpen({ id: current.id, act: what })
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  useKeys(
    {
      j: { says: 'Next', run: () => walk(1) },
      k: { says: 'Previous', run: () => walk(-1) },
      ...(current?.may.answer && {
        a: { says: 'Agree', run: () => void agree(current) },
        c: { says: 'Contest', run: () => act('contest') },
        n: { says: 'Nurture', run: () => act('nurture') },
      }),
      ...(current?.may.decide && { d: { says: 'Decide', run: () => act('decide') } }),
    },
    { group: 'Sent back', when: open === null },
  )
  useKeys({ Escape: () => setOpen(null) }, { group: 'Sent back', when: open !== null })
  return (
    <ul className="b-cases" ref={list}>
      {rows.map((row, n) => (
        <li key={row.id} data-current={row === current || undefined} onFocus={() => setAt(n)}>
          <Item
            row={row}
            open={open?.id === row.id ? open.act : null}
            onOpen={(what) => setOpen(what && { id: row.id, act: what })}
          />
        </li>
      ))}
    </ul>
  )
}
