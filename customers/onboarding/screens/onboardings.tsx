import { IconHeartHandshake } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatDate } from '#ui/format'
import { EmptyState, ErrorState, Loading } from '#ui/pieces'
import { Link, Page, useGo, useUrl } from '#ui/shell'
import { Card } from './card.tsx'
import css from './onboarding.module.css'

/** Customers on the way from who sold to who looks after them; one of them by `?deal=`. */
export default function Onboardings() {
  const go = useGo()
  const [dealId] = useUrl('deal')
  const [wanted] = useUrl('box', 'mine')
  const box = wanted === 'all' || dealId ? 'all' : 'mine'
  const { data, error, refetch } = useQuery(
    orpc.onboarding.list.queryOptions({
      input: { box, ...(dealId && { dealId }) },
      meta: { topics: ['deals', 'handovers'] },
    }),
  )
  return (
    <Page
      title="Taking over"
      tabs={[
        { label: 'For me', to: '/customers/onboarding' },
        { label: 'All', to: '/customers/onboarding?box=all' },
      ]}
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={6} />}
      {data?.rows.length === 0 && (
        <EmptyState
          icon={<IconHeartHandshake size={22} />}
          title={box === 'mine' ? 'Nothing waits for you' : 'Nothing was sold yet'}
          action={
            box === 'mine'
              ? { label: 'Show all', run: () => go('/customers/onboarding?box=all') }
              : { label: 'Go to the board', run: () => go('/sales') }
          }
        >
          When a deal is won, its customer goes to whoever looks after them, with what was promised.
        </EmptyState>
      )}
      {data && data.rows.length > 0 && (
        <div className={css.page}>
          {data.rows.map((row) => (
            <article key={row.dealId} aria-label={row.customer}>
              <h2 dir="auto">
                {row.company ? (
                  <Link to={`/companies/${row.company.id}`}>{row.company.name}</Link>
                ) : row.contact ? (
                  <Link to={`/people/${row.contact.id}`}>{row.contact.name}</Link>
                ) : (
                  row.customer
                )}
              </h2>
              <p className={css.dim} dir="auto">
                {row.deal}
                {row.wonAt && `, won on ${formatDate(row.wonAt)}`}
              </p>
              <Card row={row} />
            </article>
          ))}
        </div>
      )}
    </Page>
  )
}
