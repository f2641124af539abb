import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatDate, formatMonth } from '#ui/format'
import { ErrorState, Loading, Tag } from '#ui/pieces'
import { Link, Page } from '#ui/shell'
import css from './months.module.css'

/** The months of the firm; each freezes on the 15th of the next. */
export default function Months() {
  const { data, error, refetch } = useQuery(
    orpc.months.list.queryOptions({ input: {}, meta: { topics: ['months'] } }),
  )
  return (
    <Page title="Months" narrow>
      <p className={css.dim}>
        A month freezes on the 15th of the next. What changes later stands beside it as a restatement, never
        in its place.
      </p>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={6} />}
      <ul className={css.months}>
        {data?.rows.map((row) => (
          <li key={row.month}>
            <Link to={`/insight/months/${row.month}`}>{formatMonth(row.month)}</Link>
            <span className={css.dim}>
              {row.frozenAt
                ? `frozen ${formatDate(row.frozenAt)}`
                : row.freezesAt <= new Date()
                  ? 'freezes within minutes'
                  : `freezes ${formatDate(row.freezesAt)}`}
            </span>
            <Tag accent={row.state === 'frozen' ? 'teal' : 'gray'}>{row.state}</Tag>
          </li>
        ))}
      </ul>
    </Page>
  )
}
