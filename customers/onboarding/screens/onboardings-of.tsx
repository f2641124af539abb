import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { ErrorState } from '#ui/pieces'
import { Section } from '#ui/record'
import { Card } from './card.tsx'

type Props = { of: { dealId: string } | { companyId: string } | { contactId: string } }

/** What was promised to them; nothing where nothing was sold. */
export function OnboardingsOf({ of }: Props) {
  const { data, error } = useQuery(
    orpc.onboarding.list.queryOptions({ input: of, meta: { topics: ['deals', 'handovers'] } }),
  )
  if (error) return <ErrorState what={problemText(error)} />
  return data?.rows.map((row) => (
    <Section key={row.dealId} title={'dealId' in of ? 'Promised' : `Promised: ${row.deal}`}>
      <Card row={row} />
    </Section>
  ))
}
