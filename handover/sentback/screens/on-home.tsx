import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc } from '#ui/client'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import { type Act, Item } from './item.tsx'

const most = 3

/** Home of who answers or decides: what is due first. */
export default function OnHome() {
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const may = (permission: string) => firm?.permissions.includes(permission) ?? false
  const enabled = may('feedback.answer') || may('handovers.manage')
  const box = may('feedback.answer') ? 'to_answer' : 'contested'
  const meta = { topics: ['handovers'] }
  const { data } = useQuery(
    orpc.sendBacks.list.queryOptions({ input: { box, limit: most + 1 }, enabled, meta }),
  )
  const [open, setOpen] = useState<{ id: string; act: Act } | null>(null)
  if (!data || data.rows.length === 0) return null
  return (
    <Section title={box === 'to_answer' ? 'Sent back: your answer is due' : 'Contested: you decide'}>
      <ul className="b-cases">
        {data.rows.slice(0, most).map((row) => (
          <li key={row.id}>
            <Item
              row={row}
              open={open?.id === row.id ? open.act : null}
              onOpen={(act) => setOpen(act && { id: row.id, act })}
            />
          </li>
        ))}
      </ul>
      {data.rows.length > most && <Link to={`/handovers/sent-back?box=${box}`}>Show all</Link>}
    </Section>
  )
}
