import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { RelativeTime } from '#ui/format'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import css from './conversations.module.css'

const most = 5
const meta = { topics: ['conversations'] }

/** Home: who wrote last and waits for an answer of mine; nothing while nobody does. */
export default function OnHome() {
  const { data } = useQuery(
    orpc.conversations.list.queryOptions({ input: { box: 'unanswered', limit: most }, meta }),
  )
  const { data: counts } = useQuery(orpc.conversations.counts.queryOptions({ meta }))
  if (!data || data.rows.length === 0) return null
  return (
    <Section
      title="Mail to answer"
      count={counts?.unanswered}
      actions={<Link to="/sales/conversations?box=unanswered">All of them</Link>}
    >
      <ul className={`${css.waiting} b-lines`}>
        {data.rows.map((row) => (
          <li key={row.id}>
            <Link to={`/sales/conversations/${row.id}`}>
              <b className="b-cut" dir="auto">
                {row.contact.name}
                {row.contact.company && <span className={css.dim}> · {row.contact.company}</span>}
              </b>
              <span className={css.dim}>
                <RelativeTime value={row.lastAt} />
              </span>
              <span className="b-cut">
                <bdi className={row.unread ? css.unread : undefined}>{row.subject}</bdi>{' '}
                <bdi className={css.dim}>{row.words}</bdi>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
