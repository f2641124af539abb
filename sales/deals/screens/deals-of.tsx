import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import css from './deals.module.css'
import { Rows } from './rows.tsx'

type Props = { of: { contactId: string } | { companyId: string }; newTo?: string | undefined }
const stateWords = { open: undefined, won: 'Won', lost: 'Lost' } as const

export function DealsOf({ of, newTo }: Props) {
  const { data, error } = useQuery(orpc.deals.list.queryOptions({ input: { ...of, limit: 20 } }))
  return (
    <Section
      title="Deals"
      count={data?.next ? undefined : data?.rows.length}
      actions={newTo && <Link to={newTo}>New deal</Link>}
    >
      {error && <ErrorState what={problemText(error)} />}
      {!error && !data && <Loading lines={2} />}
      {data?.rows.length === 0 && <p className={css.dim}>No deals yet.</p>}
      {data && data.rows.length > 0 && (
        <Rows rows={data.rows.map((deal) => ({ ...deal, says: stateWords[deal.state] }))} />
      )}
    </Section>
  )
}
