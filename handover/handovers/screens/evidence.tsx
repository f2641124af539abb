import { formatDateTime } from '#ui/format'
import { Clock, type ScoreLine, ScoreLines, Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import type { Card } from '../contract.ts'
import css from './handovers.module.css'
import { basisWords, cameWords, dutyWords, gradeWords, permissionWords, wayWords } from './words.ts'

const shownReasons = 3

const proofOf = ({ grade, at }: Card['reasons'][number]) =>
  at ? `${gradeWords[grade]}, ${formatDateTime(at)}` : gradeWords[grade]

/** The strongest reasons in plain words; the score with every line of it one click away. */
export function Why({ card }: { card: Card }) {
  const { score, source } = card
  const lines = card.reasons.flatMap((reason, at): ScoreLine[] =>
    reason.points === null
      ? []
      : [
          {
            id: String(at),
            label: reason.text,
            points: reason.points,
            why: proofOf(reason),
            accent: reason.grade === 'fact' ? 'gray' : 'coral',
          },
        ],
  )
  return (
    <Section title="Why now">
      <ul className={css.reasons}>
        {card.reasons.slice(0, score ? shownReasons : undefined).map((reason, at) => (
          <li key={at}>
            <span dir="auto">{reason.text}</span>
            <span className={css.dim}>{proofOf(reason)}</span>
          </li>
        ))}
        {card.reasons.length === 0 && <li>{card.why || 'Nothing is written down yet.'}</li>}
      </ul>
      {score && (
        <details className={css.score}>
          <summary>
            Score {score.total}: fit {score.fit}, interest {score.interest}
          </summary>
          <ScoreLines lines={lines} total={score.total} threshold={score.enter} />
          <p className={css.dim}>By version {score.version} of what strong enough means.</p>
        </details>
      )}
      {source && (
        <p className={css.dim} dir="auto">
          {cameWords[source.channel] ?? `Came by ${source.channel.replaceAll('_', ' ')}`}
          {source.campaign && `, campaign ${source.campaign}`}
          {source.selfReported && `; says: ${source.selfReported}`}
        </p>
      )}
    </Section>
  )
}

/** What the person permits now, with its basis. */
export function Permission({ card }: { card: Card }) {
  if (card.hidden) return null
  return (
    <Section title="Permission">
      {card.permissions.length === 0 && <p className={css.dim}>No permission is written down.</p>}
      <ul className={css.reasons}>
        {card.permissions.map((one) => (
          <li key={`${one.channel} ${one.topic} ${one.basis}`}>
            <span>
              <Tag dot accent={one.state === 'granted' ? 'green' : 'red'}>
                {wayWords[one.channel]}: {permissionWords[one.state]}
              </Tag>
              {one.topic !== '*' && one.topic !== one.basis && (
                <bdi className={css.dim}> {one.topicName}</bdi>
              )}
            </span>
            <span className={css.dim}>
              {basisWords[one.basis]}
              {one.since && `, ${formatDateTime(one.since)}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What was promised to the person and to the other side, each with its clock. */
export function Promised({ card }: { card: Card }) {
  if (card.clocks.length === 0) return null
  return (
    <Section title="What is promised">
      <ul className={css.reasons}>
        {card.clocks.map((clock) => (
          <li key={clock.kind}>
            <span>{dutyWords[clock.kind]}</span>
            {clock.dueAt ? (
              <span className={css.due}>
                <span className={css.dim}>by {formatDateTime(clock.dueAt)}</span>
                <Clock dueAt={clock.dueAt} startedAt={clock.startedAt} metAt={clock.metAt ?? undefined} />
              </span>
            ) : (
              <Tag>No cover: nobody’s breach</Tag>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
