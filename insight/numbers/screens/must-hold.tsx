import { IconCheck, IconX } from '@tabler/icons-react'
import type { client as Client } from '#ui/client'
import { formatNumber } from '#ui/format'
import { Section } from '#ui/record'
import css from './must-hold.module.css'

type Identity = Awaited<ReturnType<typeof Client.numbers.get>>['identities'][number]

/** The sums that must come out, each with both sides where it does not. */
export function MustHold({ identities }: { identities: readonly Identity[] }) {
  return (
    <Section title="What must hold">
      <ul className={css.ticks}>
        {identities.map((it) => (
          <li key={it.name} data-broken={it.holds ? undefined : true}>
            {it.holds ? (
              <IconCheck size={16} aria-label="holds" />
            ) : (
              <IconX size={16} aria-label="does not hold" />
            )}
            <span>
              {it.name}
              {!it.holds && ` (${formatNumber(it.left)} against ${formatNumber(it.right)})`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
