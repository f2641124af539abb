import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatDate } from '#ui/format'
import { ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Rows } from './rows.tsx'

/** Home: open deals that are late or went quiet, the most valuable first; nothing when there are none. */
export default function AtRisk() {
  const { data, error } = useQuery(orpc.deals.atRisk.queryOptions({ input: { limit: 8 } }))
  if (error) return <ErrorState what={problemText(error)} />
  if (!data) return <Loading lines={2} />
  if (data.rows.length === 0) return null
  return (
    <Section title="Deals at risk" count={data.count}>
      <Rows
        rows={data.rows.map((row) => ({
          ...row,
          says: row.risks
            .map((risk) =>
              risk.kind === 'overdue'
                ? `Expected by ${formatDate(new Date(risk.since))}`
                : `Quiet since ${formatDate(risk.since)}`,
            )
            .join(' · '),
        }))}
      />
    </Section>
  )
}
