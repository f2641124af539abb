import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import css from './onboarding.module.css'

/** Home: customers that wait for an answer of mine; nothing while none does. */
export default function OnHome() {
  const { data } = useQuery(
    orpc.onboarding.list.queryOptions({ input: { box: 'mine' }, meta: { topics: ['deals', 'handovers'] } }),
  )
  if (!data || data.rows.length === 0) return null
  return (
    <Section title="Customers to take over" count={data.rows.length}>
      <ul className={css.list}>
        {data.rows.map((row) => (
          <li key={row.dealId}>
            <Link to={`/customers/onboarding?deal=${row.dealId}`}>
              <bdi>{row.customer}</bdi>
            </Link>
            <span className={css.dim}>
              {row.state === 'sent_back' ? (
                <>
                  <bdi>{row.receiver.name}</bdi> asks what was promised
                </>
              ) : (
                <>
                  sold by <bdi>{row.from.name}</bdi>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
