import { useQuery } from '@tanstack/react-query'
import { type client, orpc, problemText } from '#ui/client'
import { formatNumber } from '#ui/format'
import { ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import type { AgreementShown } from '../contract.ts'
import css from './agreement.module.css'

type Content = AgreementShown['content']
type Line = Awaited<ReturnType<typeof client.scoring.list>>[number]

/** Earned leads a week by what is written here: the smaller of what the line and all receivers take; null: no limit. */
export function weeklyOf({ weekly, receivers }: Content, productLineId: string): number | null {
  const ofLine = weekly.find((one) => one.productLineId === productLineId)?.perWeek ?? null
  const each = receivers.map(({ perWeek }) => perWeek)
  const together = each.includes(null) ? null : each.reduce<number>((sum, n) => sum + (n ?? 0), 0)
  return ofLine === null ? together : Math.min(ofLine, together ?? ofLine)
}

/** Before anybody signs: what the definitions would say of today's people, and of a past period. */
export function Would({ content }: { content: Content }) {
  const { data, error, refetch } = useQuery(
    orpc.scoring.list.queryOptions({ meta: { topics: ['settings'] } }),
  )
  if (error) return <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
  if (!data) return <Loading lines={3} />
  return (
    <Section title="What it would do">
      {content.definitions.map(({ productLineId, definitionId }) => {
        const line = data.find((one) => one.productLineId === productLineId)
        const version = [line?.draft, line?.inForce].find((one) => one?.id === definitionId)
        if (!line || !version) return null
        return (
          <div key={productLineId} className={css.would}>
            {data.length > 1 && <strong dir="auto">{line.productLine}</strong>}
            {version.lanes === 'asked' ? (
              <p>Only who asks for sales is passed on, so nobody becomes ready by points.</p>
            ) : (
              <OfLine line={line} version={version} perWeek={weeklyOf(content, productLineId)} />
            )}
          </div>
        )
      })}
    </Section>
  )
}

type Version = NonNullable<Line['draft']>

function OfLine({ line, version, perWeek }: { line: Line; version: Version; perWeek: number | null }) {
  const { productLineId } = line
  const { data, error } = useQuery(
    orpc.scoring.preview.queryOptions({ input: { productLineId, content: version.content } }),
  )
  if (error) return <p className={css.dim}>{problemText(error)}</p>
  if (!data) return <Loading lines={2} />
  const isNew = version.fromAt === null
  const taken =
    perWeek === null ? 'no number a week is agreed on.' : `you take ${formatNumber(perWeek)} a week.`
  return (
    <>
      <p>
        {isNew && (
          <>
            Would make <strong className="b-number">{formatNumber(data.newCandidates)}</strong> ready;{' '}
          </>
        )}
        {isNew ? taken : `${taken.charAt(0).toUpperCase()}${taken.slice(1)}`}
      </p>
      <p>
        <strong className="b-number">{formatNumber(data.readyToday)}</strong> would be ready today
        {data.customers > 0 && (
          <>
            ; <strong className="b-number">{formatNumber(data.missed)}</strong> of{' '}
            {formatNumber(data.customers)} customers would have been missed
          </>
        )}
        .
      </p>
      {data.noReplay && <p className={css.dim}>{data.noReplay}</p>}
      {isNew && !data.noReplay && <Replayed line={line} definitionId={version.id} />}
    </>
  )
}

function Replayed({ line, definitionId }: { line: Line; definitionId: string }) {
  const { productLineId } = line
  const { data } = useQuery(
    orpc.replay.list.queryOptions({ input: { productLineId }, meta: { topics: ['replays'] } }),
  )
  const done = data?.rows.find((one) => one.definitionId === definitionId && one.state === 'done')
  return (
    <p>
      <Link to={`/handovers/replay?line=${productLineId}${done ? `&id=${done.id}` : ''}`}>
        {done ? `See version ${done.version} replayed over the past` : 'Replay it over the past'}
      </Link>
    </p>
  )
}
