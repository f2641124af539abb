import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { ErrorState } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import css from './deals.module.css'
import { Takes } from './takes.tsx'

/** On a company's page: who takes part in its open deals. Nothing stands here while nobody does. */
export function Group({ companyId }: { companyId: string }) {
  const { data, error, refetch } = useQuery(
    orpc.deals.group.queryOptions({ input: { companyId }, meta: { topics: ['deals', 'contacts'] } }),
  )
  if (!error && !data?.rows.length) return null
  return (
    <Section title="Buying group" count={data?.rows.length}>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      <ul className={css.history}>
        {data?.rows.map((person) => (
          <li key={person.id} className={css.group}>
            <Link to={`/people/${person.id}`} dir="auto">
              {person.name}
            </Link>
            {person.deals.map((deal) => (
              <span key={deal.id} className={css.partName}>
                <Takes part={deal} />
                <Link to={`/sales/deals/${deal.id}`} className={css.dim} dir="auto">
                  {deal.name}
                </Link>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  )
}
