import { NumberInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { ErrorState, failToast, Loading, Notice, Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import css from './routing.module.css'

type Turn = Awaited<ReturnType<typeof client.routing.turns>>['members'][number]

/** Who takes leads and how many a week; what nobody covers. */
export function Turns({ locked }: { locked: boolean }) {
  const { data, error, refetch } = useQuery(
    orpc.routing.turns.queryOptions({ input: {}, meta: { topics: ['settings', 'members', 'handovers'] } }),
  )
  return (
    <>
      <Section title="By turn" count={data?.members.length}>
        <p className={css.dim}>
          The next goes to whoever has least open for what they take. The limit is for those who are strong
          enough; whoever asks for sales always goes through.
        </p>
        {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
        {!error && !data && <Loading lines={3} />}
        <ul className={css.turns}>
          {data?.members.map((turn) => (
            <Row key={`${turn.memberId} ${turn.perWeek}`} turn={turn} locked={locked} reload={refetch} />
          ))}
        </ul>
      </Section>
      {data && (
        <Section title="What nobody covers" count={data.gaps.length}>
          {data.gaps.length === 0 && <p className={css.dim}>Somebody is there for every rule.</p>}
          {data.gaps.map((gap) => (
            <Notice key={gap} accent="amber" title={gap}>
              Change the rule, or enter a deputy under <Link to="/settings/hours">Working hours</Link>.
            </Notice>
          ))}
        </Section>
      )}
    </>
  )
}

function Row({ turn, locked, reload }: { turn: Turn; locked: boolean; reload: () => Promise<unknown> }) {
  const [value, setValue] = useState<number | null>(turn.perWeek)
  const save = async () => {
    if (value === turn.perWeek) return
    try {
      const { operationId } = await client.routing.saveCapacity({ memberId: turn.memberId, perWeek: value })
      undoable(
        value === null ? `${turn.name} has no limit now.` : `${turn.name} takes ${value} a week.`,
        operationId,
        reload,
      )
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
    await reload()
  }
  return (
    <li>
      <span>
        <bdi>{turn.name}</bdi> {turn.away && <Tag accent="amber">Away</Tag>}
        <br />
        <span className={css.dim}>
          {turn.takenThisWeek === null
            ? 'Takes leads'
            : `${turn.openOffers} to answer, ${turn.takenThisWeek} strong enough this week`}
        </span>
      </span>
      <NumberInput
        aria-label={`Leads a week for ${turn.name}`}
        placeholder="No limit"
        suffix=" a week"
        min={0}
        max={1000}
        allowDecimal={false}
        hideControls
        value={value ?? ''}
        disabled={locked}
        onChange={(next) => setValue(next === '' ? null : Number(next))}
        onBlur={() => void save()}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
    </li>
  )
}
