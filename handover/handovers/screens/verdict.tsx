import { formatDate } from '#ui/format'
import { Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import type { Card } from '../contract.ts'
import css from './handovers.module.css'

const upheldWords: Record<string, string> = {
  open: 'Marketing has not said yet whether it agrees.',
  agreed: 'Marketing agrees.',
  contested: 'Marketing contests it; a manager decides.',
  upheld: 'A manager decided: the send-back stands.',
  overruled: 'A manager decided: it should not have been sent back. It counts against nobody.',
}
const accents = { kept: 'green', not_kept: 'red', open: undefined } as const

/** What both sides see of the outcome: kept or not, and what was said about a send-back. */
export function Verdict({ card }: { card: Card }) {
  const { kept, sentBack } = card
  if (!kept && !sentBack?.upheld) return null
  return (
    <Section title="Kept?">
      <div className={css.stack}>
        {kept && (
          <div className={css.tags}>
            <Tag {...(accents[kept.state] && { accent: accents[kept.state], dot: true })}>
              {kept.state === 'kept' ? 'Kept' : kept.state === 'not_kept' ? 'Not kept' : 'Not known yet'}
            </Tag>
            <span className={css.dim}>
              {kept.state === 'open'
                ? `Kept if it is not sent back until ${formatDate(kept.at)}.`
                : kept.state === 'kept'
                  ? 'Accepted, and not sent back within 30 days.'
                  : `Sent back on ${formatDate(kept.at)}, within 30 days of accepting.`}
            </span>
          </div>
        )}
        {sentBack?.upheld && <p className={css.plain}>{upheldWords[sentBack.upheld] ?? sentBack.upheld}</p>}
      </div>
    </Section>
  )
}
