import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatDate } from '#ui/format'
import { ErrorState, Loading, ScoreLines } from '#ui/pieces'
import { Section } from '#ui/record'
import type { PanelProps } from '#ui/shell'
import css from './scoring.module.css'

/** On a person's page: each point with what it rests on, and what keeps them from being ready. */
export default function OnContact({ id }: PanelProps) {
  return id ? <Scores id={id} /> : null
}

function Scores({ id }: { id: string }) {
  const { data, error } = useQuery(
    orpc.scoring.ofContact.queryOptions({ input: { contactId: id }, meta: { topics: ['contacts'] } }),
  )
  if (error) return <ErrorState what={problemText(error)} />
  if (!data) return <Loading lines={3} />
  const counted = data.filter(({ lanes }) => lanes === 'both')
  return counted.map((score) => (
    <Section key={score.productLineId} title={counted.length > 1 ? `Score: ${score.productLine}` : 'Score'}>
      <ScoreLines
        total={score.total}
        threshold={score.enter}
        lines={score.lines.map((line) => ({
          id: line.ruleId,
          label: line.label,
          points: line.points,
          accent: line.axis === 'fit' ? ('teal' as const) : ('coral' as const),
          why: line.evidence.map(({ text, at }) => `${text}, ${formatDate(at)}`).join(' · ') || undefined,
        }))}
      />
      {score.missing.length > 0 && <p className={css.dim}>Not ready: {score.missing.join('; ')}.</p>}
    </Section>
  ))
}
