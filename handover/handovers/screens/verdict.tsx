import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { formatDate } from '#ui/format'
import { Tag, toast } from '#ui/pieces'
import { Section } from '#ui/record'
import type { Card } from '../contract.ts'
import css from './handovers.module.css'
import { useRefused, useReload } from './refused.ts'

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
  const reload = useReload()
  const refused = useRefused()
  const judge = useMutation(
    orpc.handovers.verdict.mutationOptions({
      onSuccess: () => {
        toast('Written down.', 'green')
        void reload()
      },
      onError: refused,
    }),
  )
  const { kept, sentBack, may } = card
  if (!kept && !sentBack?.upheld) return null
  const say = (verdict: 'agreed' | 'contested' | 'upheld' | 'overruled', label: string) => (
    <Button
      variant="default"
      size="compact-sm"
      disabled={judge.isPending}
      onClick={() => judge.mutate({ id: card.id, verdict })}
    >
      {label}
    </Button>
  )
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
        {(may.judge || may.decide) && (
          <div className={css.tags}>
            {may.judge && say('agreed', 'Agree')}
            {may.judge && say('contested', 'Contest')}
            {may.decide && say('upheld', 'It stands')}
            {may.decide && say('overruled', 'It should have been kept')}
          </div>
        )}
      </div>
    </Section>
  )
}
