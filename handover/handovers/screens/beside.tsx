import { Anchor } from '@mantine/core'
import { formatDateTime, telephone } from '#ui/format'
import { Notice } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import type { Card } from '../contract.ts'
import css from './handovers.module.css'
import { laneWords } from './words.ts'

/** Of a signal and of what joined: why no new offer was made, and where it goes on. */
export function PartOf({ card }: { card: Card }) {
  if (card.state === 'signalled')
    return (
      <Notice title={card.why || 'Somebody knows them already'}>
        {card.may.attempt ? (
          'It came to you instead of a new seller. No clock runs: call while it is warm.'
        ) : card.receiver ? (
          <>
            It went to <bdi>{card.receiver.name}</bdi> instead of a new seller. No clock runs.
          </>
        ) : (
          'Nobody looks after them. Whoever manages sales was told.'
        )}
      </Notice>
    )
  if (card.state === 'joined')
    return (
      <Notice title={card.why || 'Sales has this company already'}>
        {card.joinedTo ? (
          <Link to={`/handovers/${card.joinedTo}`}>Open the handover that it is part of</Link>
        ) : (
          'It is part of a handover of a colleague.'
        )}
      </Notice>
    )
  return null
}

/** The deal made of it, and when that ends the handover. */
export function InDeal({ card: { deal, state, qualifiesAt } }: { card: Card }) {
  if (!deal) return null
  return (
    <Notice accent="teal" title={state === 'qualified' ? 'Qualified by a deal' : 'A deal is made of it'}>
      <Link to={`/sales/deals/${deal.id}`}>{deal.name}</Link>
      {qualifiesAt && `: qualifies this handover when it reaches “${qualifiesAt}”. Until then it stays here.`}
    </Notice>
  )
}

/** Whoever else of the company came while this one was open: one seller talks to all of them. */
export function Joined({ card: { joined } }: { card: Card }) {
  if (joined.length === 0) return null
  return (
    <Section title="Came too" count={joined.length}>
      <ul className={css.reasons}>
        {joined.map((one) => (
          <li key={one.id}>
            <span dir="auto">
              {one.openable ? <Link to={`/handovers/${one.id}`}>{one.name}</Link> : one.name}
              {one.jobTitle && ` · ${one.jobTitle}`}
              <span className={css.both}>
                {one.phone && <Anchor href={telephone(one.phone)}>{one.phone}</Anchor>}
                {one.email && <Anchor href={`mailto:${one.email}`}>{one.email}</Anchor>}
              </span>
            </span>
            <span className={css.dim}>
              {laneWords[one.lane]}, {formatDateTime(one.at)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
