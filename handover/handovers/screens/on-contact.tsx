import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import type { PanelProps } from '#ui/shell'
import css from './handovers.module.css'
import { Rows } from './rows.tsx'

/** On a person's page: each time they were handed over, and what became of it. */
export default function OnContact({ id }: PanelProps) {
  return id ? <OfContact id={id} /> : null
}

function OfContact({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(
    orpc.handovers.list.queryOptions({ input: { contactId: id, limit: 20 } }),
  )
  return (
    <Section title="Handovers" count={data?.next ? undefined : data?.rows.length}>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={2} />}
      {data?.rows.length === 0 && (
        <p className={css.dim}>
          Not handed over yet. It happens as soon as they ask for sales or are strong enough.
        </p>
      )}
      {data && data.rows.length > 0 && <Rows rows={data.rows} known="person" />}
      {data?.next && <p className={css.dim}>The first 20 are shown.</p>}
    </Section>
  )
}
