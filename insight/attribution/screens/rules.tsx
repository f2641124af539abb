import { formatDateTime, formatNumber } from '#ui/format'
import { Section } from '#ui/record'
import { models, modelWords } from '../models.ts'
import css from './attribution.module.css'
import type { Loaded } from './attribution.tsx'

/** How it is counted, in words: what a touch is, and what each model does with them. */
export function Rules({ data: { total, asOf } }: { data: Loaded }) {
  return (
    <Section title="How it is counted">
      <p className={css.words}>
        A touch is what a person of the deal did themselves between 180 days before the deal was made and the
        day on which it was won, and that names a campaign: a visit by one of its links, a form sent from
        there, or what began the lead. What the same person does for the same campaign without a pause of half
        an hour is one touch. What names no campaign has no weight; a deal without any touch is none’s as a
        whole.
      </p>
      <dl className={css.rules}>
        {models.map((model) => (
          <div key={model}>
            <dt>{modelWords[model].label}</dt>
            <dd>{modelWords[model].formula}</dd>
          </div>
        ))}
        <div>
          <dt>ROAS</dt>
          <dd>attributed ÷ spend, lowest to highest over the models</dd>
        </div>
        <div>
          <dt>ROI</dt>
          <dd>(attributed × margin − spend) ÷ spend; without a margin there is none</dd>
        </div>
        <div>
          <dt>Spend</dt>
          <dd>actual costs by the days of their service that fell into the period; own time apart</dd>
        </div>
      </dl>
      <p className={css.dim}>
        Cents that do not divide go to the largest remainder. Made of{' '}
        <span className="b-number">{formatNumber(total.deals)}</span> won deals, as of {formatDateTime(asOf)}.
      </p>
    </Section>
  )
}
