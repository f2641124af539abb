import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, useBadge } from '#ui/shell'
import { Answer } from './answer.tsx'
import css from './handovers.module.css'
import { Rows } from './rows.tsx'

const shown = 8

/** Home: what waits for my answer or my next try, with its clock. */
export default function OnHome() {
  const { data, error } = useQuery(orpc.handovers.list.queryOptions({ input: { box: 'mine', limit: shown } }))
  const { data: counts } = useQuery(orpc.handovers.counts.queryOptions({ input: {} }))
  useBadge('handovers', counts?.toAnswer, 'coral')
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const total = counts && counts.toAnswer + counts.working
  // Who is offered nothing need not read that nothing is offered.
  if (total === 0 && firm && !firm.solo && !firm.member.takesLeads) return null
  return (
    <Section title="To take over and to work on" count={total}>
      {error && <ErrorState what={problemText(error)} />}
      {!error && !data && <Loading lines={3} />}
      {data?.rows.length === 0 && (
        <p className={css.dim}>
          Nobody waits for you. <Link to="/capture">Write down a call, visit or card</Link> when somebody
          shows interest.
        </p>
      )}
      {data && data.rows.length > 0 && (
        <Rows rows={data.rows} known="receiver" below={(row) => <Answer row={row} />} />
      )}
      {total !== undefined && total > shown && <Link to="/handovers">All {total}</Link>}
    </Section>
  )
}
