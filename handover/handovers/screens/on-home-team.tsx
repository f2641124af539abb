import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import { Rows } from './rows.tsx'

const looked = 50
const shown = 8

/** Home of whoever manages a team: the clocks that run for others, the most urgent first; nothing when none runs. */
export default function OnHomeTeam() {
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const manages = firm !== undefined && !firm.solo && firm.permissions.includes('handovers.manage')
  const { data } = useQuery({
    ...orpc.handovers.list.queryOptions({ input: { box: 'open', limit: looked } }),
    enabled: manages,
  })
  const running = data?.rows.filter(
    ({ clock, receiver }) => clock && !clock.metAt && receiver?.id !== firm?.member.id,
  )
  if (!manages || !running || running.length === 0) return null
  return (
    <Section
      title="Clocks of the team"
      count={data?.next ? undefined : running.length}
      actions={<Link to="/handovers">All handovers</Link>}
    >
      <Rows rows={running.slice(0, shown)} />
    </Section>
  )
}
