import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatDate } from '#ui/format'
import { ErrorState, Loading, Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import css from './conversations.module.css'
import { WriteButton } from './write.tsx'

const most = 5

/** The latest threads of a person or deal, and a way to write. */
export function Threads({ of }: { of: { contactId: string } | { dealId: string } }) {
  const { data, error } = useQuery(
    orpc.conversations.list.queryOptions({
      input: { ...of, box: 'all', limit: most },
      meta: { topics: ['conversations'] },
    }),
  )
  return (
    <Section title="Mail" actions={<WriteButton of={of} />}>
      {error && <ErrorState what={problemText(error)} />}
      {!error && !data && <Loading lines={2} />}
      {data?.rows.length === 0 && <p className={css.dim}>Nothing was written yet.</p>}
      <ul className={css.threads}>
        {data?.rows.map((row) => (
          <li key={row.id}>
            <Link to={`/sales/conversations/${row.id}`} dir="auto">
              {row.subject}
            </Link>
            <span className={css.dim}>{formatDate(row.lastAt)}</span>
            {row.unanswered && <Tag accent="amber">Unanswered</Tag>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
