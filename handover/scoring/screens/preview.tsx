import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import type { Content } from '../contract.ts'
import css from './scoring.module.css'

const pauseMs = 350
type Group = 'ready' | 'nearly' | 'missed'

/** What the definition would say of today's people while it is being edited; nothing is saved. */
export function Preview({ productLineId, content }: { productLineId: string; content: Content }) {
  const [settled] = useDebouncedValue(content, pauseMs)
  const [group, setGroup] = useState<Group | null>(null)
  const { data, error } = useQuery(
    orpc.scoring.preview.queryOptions({
      input: { productLineId, content: settled },
      placeholderData: keepPreviousData,
    }),
  )
  if (error) return <ErrorState what={problemText(error)} />
  if (!data) return <Loading lines={8} />
  const { step, others, customers } = data.distribution
  const most = Math.max(1, ...others.map((n, at) => n + (customers[at] ?? 0)))
  const show = (next: Group) => setGroup(group === next ? null : next)
  return (
    <section className={css.preview} aria-label="What it would say today">
      <Section title="How people would stand today">
        <div
          className={css.bars}
          role="img"
          aria-label={`People by score in steps of ${step}; ${formatNumber(data.readyToday)} would be ready`}
        >
          {others.map((n, at) => (
            <span key={at} data-enough={at * step >= settled.enter || undefined} title={`${at * step}: ${n}`}>
              <i data-customers style={{ height: `${(100 * (customers[at] ?? 0)) / most}%` }} />
              <i style={{ height: `${(100 * n) / most}%` }} />
            </span>
          ))}
        </div>
        <p className={css.dim}>
          0 to {Math.max(0, others.length - 1) * step} points · customers in the second colour
          {data.sampled && ` · from ${formatNumber(data.looked)} of ${formatNumber(data.people)} people`}
        </p>
      </Section>
      <Figure
        n={data.readyToday}
        says="would be ready today"
        more={
          data.newCandidates > 0
            ? `${formatNumber(data.newCandidates)} of them new: they wait for their next act${
                data.perWeek === null ? '' : `; you take ${formatNumber(data.perWeek)} a week`
              }`
            : undefined
        }
        onShow={() => show('ready')}
      />
      <Figure
        n={data.missed}
        says={`of ${formatNumber(data.customers)} customers would have been missed`}
        onShow={() => show('missed')}
      />
      <Figure n={data.nearly} says="have the points, but lack something else" onShow={() => show('nearly')} />
      {data.noReplay && <p className={css.dim}>{data.noReplay}</p>}
      {group && <People productLineId={productLineId} content={settled} group={group} />}
    </section>
  )
}

type FigureProps = { n: number; says: string; more?: string | undefined; onShow: () => void }

function Figure({ n, says, more, onShow }: FigureProps) {
  return (
    <div className={css.big}>
      <b className="b-number">{formatNumber(n)}</b>
      <span>{says}</span>
      {more && <span className={css.dim}>{more}</span>}
      {n > 0 && (
        <Button size="compact-xs" variant="default" style={{ justifySelf: 'start' }} onClick={onShow}>
          Who?
        </Button>
      )}
    </div>
  )
}

function People({
  productLineId,
  content,
  group,
}: {
  productLineId: string
  content: Content
  group: Group
}) {
  const { data, error } = useQuery(
    orpc.scoring.previewRows.queryOptions({ input: { productLineId, content, group, limit: 20 } }),
  )
  if (error) return <ErrorState what={problemText(error)} />
  if (!data) return <Loading lines={4} />
  return (
    <Section title="Who" count={data.count}>
      <ul className={css.people}>
        {data.rows.map((person) => (
          <li key={person.contactId}>
            <Link to={`/people/${person.contactId}`}>{person.name}</Link>
            <span className={css.dim}>{person.why || `${person.total} points`}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
