import { formatDateTime } from '#ui/format'
import { Section } from '#ui/record'
import type { Card } from '../contract.ts'
import { REASON_LISTS } from '../reasons.ts'
import css from './handovers.module.css'
import { channelWords, offerWords, outcomeWords, stateWords } from './words.ts'

const labels = new Map<string, string>(
  Object.values(REASON_LISTS).flatMap((list) => list.map(({ code, label }) => [code, label] as const)),
)
const said = <Words extends Record<string, string>>(words: Words, code: string): string =>
  words[code] ?? code.replaceAll('_', ' ')

/** Each try to reach the person. */
export function Tries({ card }: { card: Card }) {
  if (card.attempts.length === 0) return null
  return (
    <Section title="Tries to reach them" count={card.attempts.length}>
      <ul className={css.reasons}>
        {card.attempts.map((attempt) => (
          <li key={attempt.id}>
            <span dir="auto">
              {said(channelWords, attempt.channel)}: {said(outcomeWords, attempt.outcome)}
              {attempt.proven && ' · proven'}
              {attempt.note && ` · ${attempt.note}`}
            </span>
            <span className={css.dim}>
              {attempt.who}, {formatDateTime(attempt.at)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Before whom it was laid, and what each answered. */
export function Offers({ card }: { card: Card }) {
  if (card.offers.length === 0 || card.byRule) return null // alone nobody is asked
  return (
    <Section title="Offered to" count={card.offers.length > 1 ? card.offers.length : undefined}>
      <ul className={css.reasons}>
        {card.offers.toReversed().map((offer) => (
          <li key={offer.number}>
            <span>
              <bdi>{offer.member.name}</bdi>: {said(offerWords, offer.state)}
              {offer.noCover && ' · no cover'}
            </span>
            <span className={css.dim}>
              offered {formatDateTime(offer.offeredAt)}
              {offer.answeredAt && `, answered ${formatDateTime(offer.answeredAt)}`}
            </span>
          </li>
        ))}
      </ul>
      {card.because.length > 0 && <p className={css.dim}>Why this receiver: {card.because.join(' ')}</p>}
    </Section>
  )
}

/** Each state: who, when, why. */
export function Story({ card }: { card: Card }) {
  return (
    <Section title="What happened">
      {card.sentBack && (
        <p dir="auto">
          Sent back: {card.sentBack.label}
          {card.sentBack.evidence && ` (${card.sentBack.evidence})`}
          {card.sentBack.note && ` · ${card.sentBack.note}`}
        </p>
      )}
      <ul className={css.reasons}>
        {card.history.map((step, at) => (
          <li key={at}>
            <span dir="auto">
              {said(stateWords, step.state)}
              {step.reason && `: ${labels.get(step.reason) ?? step.reason}`}
            </span>
            <span className={css.dim}>
              {step.who}, {formatDateTime(step.at)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
