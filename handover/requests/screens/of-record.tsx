import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc } from '#ui/client'
import { Section } from '#ui/record'
import { type About, AskModal } from './ask.tsx'
import { Item } from './item.tsx'
import css from './requests.module.css'
import { topics, useMayAsk } from './use-requests.ts'

/** On a record: what is asked for it, and to ask for more. */
export function OfRecord({ about, of }: { about: About; of: { dealId: string } | { contactId: string } }) {
  const [asking, setAsking] = useState(false)
  const [answering, setAnswering] = useState<string | null>(null)
  const mayAsk = useMayAsk()
  const { data } = useQuery(
    orpc.contentRequests.list.queryOptions({ input: { box: 'all', ...of }, meta: topics }),
  )
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  // Alone there is nobody to ask.
  if (!data || ((!mayAsk || firm?.solo !== false) && data.rows.length === 0)) return null
  return (
    <Section
      title="Content"
      count={data.rows.length || undefined}
      actions={
        mayAsk && (
          <Button variant="default" size="compact-xs" onClick={() => setAsking(true)}>
            Ask for content
          </Button>
        )
      }
    >
      {data.rows.length === 0 && (
        <p className={css.dim}>Is something missing to win them? Ask marketing for it.</p>
      )}
      <ul className="b-cases">
        {data.rows.map((row) => (
          <li key={row.id}>
            <Item
              row={row}
              answering={answering === row.id}
              onAnswering={(on) => setAnswering(on ? row.id : null)}
              dealId={about.dealId}
            />
          </li>
        ))}
      </ul>
      <AskModal opened={asking} about={about} onClose={() => setAsking(false)} />
    </Section>
  )
}
