import { Button } from '@mantine/core'
import { IconBulb } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { useKeys } from '#ui/keys'
import { EmptyState, ErrorState, Loading } from '#ui/pieces'
import { Page, useUrl } from '#ui/shell'
import type { ContentRequest } from '../contract.ts'
import { AskModal } from './ask.tsx'
import { Item } from './item.tsx'
import { topics, useMayAsk, useVoice } from './use-requests.ts'

/** What sales misses to win with, the same list for both sides: what most money waits for stands first. */
export default function Requests() {
  const [wanted] = useUrl('box', 'open')
  const [making, setMaking] = useUrl('new')
  const [opened] = useUrl('open')
  const box = wanted === 'answered' ? 'answered' : 'open'
  const mayAsk = useMayAsk()
  const { data, error, refetch } = useQuery(
    orpc.contentRequests.list.queryOptions({ input: { box }, meta: topics }),
  )
  const ask = () => setMaking('yes')
  const empty =
    box === 'open'
      ? 'What was missing to win a deal: a case study, a comparison, a price list. Marketing answers, and everybody who waits hears of it.'
      : 'What marketing made, found or declined stays here.'
  return (
    <Page
      title="Content requests"
      actions={mayAsk && <Button onClick={ask}>Ask for content</Button>}
      tabs={[
        { label: 'Open', to: '/handovers/content' },
        { label: 'Answered', to: '/handovers/content?box=answered' },
      ]}
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={6} />}
      {data?.rows.length === 0 && (
        <EmptyState
          icon={<IconBulb size={22} />}
          title={box === 'open' ? 'Nobody waits for content' : 'Nothing was answered yet'}
          {...(mayAsk && { action: { label: 'Ask for the first', run: ask } })}
        >
          {empty}
        </EmptyState>
      )}
      {data && data.rows.length > 0 && <Walked rows={data.rows} opened={opened} />}
      <AskModal opened={making !== '' && mayAsk} onClose={() => setMaking('')} />
    </Page>
  )
}

/** j and k walk; r answers, m says "me too" on the one that is marked. */
function Walked({ rows, opened }: { rows: ContentRequest[]; opened: string }) {
  const [at, setAt] = useState(
    Math.max(
      0,
      rows.findIndex(({ id }) => id === opened),
    ),
  )
  const [answering, setAnswering] = useState<string | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const voice = useVoice()
  const current = rows[Math.min(at, rows.length - 1)]
  const walk = (by: 1 | -1) => setAt((n) => Math.max(0, Math.min(rows.length - 1, n + by)))
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  useKeys(
    {
      j: { says: 'Next', run: () => walk(1) },
      k: { says: 'Previous', run: () => walk(-1) },
      ...(current?.may.answer && { r: { says: 'Answer', run: () => setAnswering(current.id) } }),
      ...(current?.may.join &&
        !current.mine && { m: { says: 'Me too', run: () => void voice.join(current) } }),
    },
    { group: 'Content requests', when: answering === null },
  )
  useKeys({ Escape: () => setAnswering(null) }, { group: 'Content requests', when: answering !== null })
  return (
    <ul className="b-cases" ref={list}>
      {rows.map((row, n) => (
        <li key={row.id} data-current={row === current || undefined} onFocus={() => setAt(n)}>
          <Item
            row={row}
            answering={answering === row.id}
            onAnswering={(on) => setAnswering(on ? row.id : null)}
          />
        </li>
      ))}
    </ul>
  )
}
