import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { formatDate } from '#ui/format'
import { ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Rows } from './rows.tsx'

const shown = 8
const most = 100

/** Home: open deals that are late, went quiet or have no next step, the most valuable first; whoever manages sees all. */
export default function AtRisk() {
  const [all, setAll] = useState(false)
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const everybodys = firm?.permissions.includes('handovers.manage') === true
  const { data, error } = useQuery({
    ...orpc.deals.atRisk.queryOptions({
      input: { limit: all ? most : shown, ...(firm && !everybodys && { ownerId: firm.member.id }) },
      meta: { topics: ['deals', 'tasks', 'contacts'] },
    }),
    enabled: firm !== undefined,
  })
  if (error) return <ErrorState what={problemText(error)} />
  if (!data) return <Loading lines={2} />
  if (data.rows.length === 0) return null
  return (
    <Section
      title="Deals at risk"
      count={data.count}
      actions={
        data.count > shown && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : 'Show more'}
          </Button>
        )
      }
    >
      <Rows
        rows={data.rows.map((row) => ({
          ...row,
          says: [
            ...row.risks.map((risk) =>
              risk.kind === 'overdue'
                ? 'Close date passed'
                : risk.kind === 'quiet'
                  ? `No talk since ${formatDate(risk.since)}`
                  : 'No next step',
            ),
            ...(everybodys && !firm?.solo && row.owner ? [row.owner.name] : []),
          ].join(' · '),
        }))}
      />
    </Section>
  )
}
