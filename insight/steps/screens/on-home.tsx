import { Button } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { orpc, useWorkspace } from '#ui/client'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import type { StepName } from '../contract.ts'
import css from './steps.module.css'

type Words = { label: string; about: string; to: string; or?: { label: string; to: string } }
const words: Record<StepName, Words> = {
  people: {
    label: 'Bring in the people you know',
    about: 'From a file, or',
    to: '/settings/imports',
    or: { label: 'write the first one down', to: '/capture' },
  },
  form: {
    label: 'Publish a form',
    about: 'On a page of yours or of ours: whoever asks is passed on at once.',
    to: '/marketing/forms',
  },
  definition: {
    label: 'Say what “strong enough” means',
    about: 'Keep that only who asks is passed on, or give points for who they are and what they do.',
    to: '/handovers/strong-enough',
  },
  lead: {
    label: 'Take the first lead over',
    about: 'A call will do: write it down, and its card says what to do next.',
    to: '/capture',
  },
  won: { label: 'Win the first deal', about: 'The numbers begin with it.', to: '/sales/deals' },
}

/** Home of a new firm: five steps, each ticked by what is there. Gone when all are done, or when it is put away. */
export default function OnHome() {
  const workspace = useWorkspace()
  const [isHidden, hide] = useLocalStorage({
    key: `baton-steps-hidden-${workspace ?? ''}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const manages = firm?.permissions.includes('workspace.manage') ?? false
  const { data } = useQuery(
    orpc.steps.get.queryOptions({
      input: {},
      enabled: manages && !isHidden,
      meta: { topics: ['contacts', 'forms', 'settings', 'handovers', 'deals'] },
    }),
  )
  if (!data || isHidden || data.steps.every(({ done }) => done)) return null
  const done = data.steps.filter((step) => step.done).length
  return (
    <Section
      title={`First steps: ${done} of ${data.steps.length}`}
      actions={
        <Button variant="default" size="compact-xs" onClick={() => hide(true)}>
          Put away
        </Button>
      }
    >
      <ol className={css.steps}>
        {data.steps.map((step) => {
          const { label, about, to, or } = words[step.name]
          return (
            <li key={step.name} data-done={step.done || undefined}>
              {step.done ? (
                <IconCircleCheckFilled size={18} aria-label="Done" />
              ) : (
                <IconCircle size={18} aria-hidden />
              )}
              <span>
                {step.done ? label : <Link to={to}>{label}</Link>}
                {!step.done && (
                  <small>
                    {about} {or && <Link to={or.to}>{or.label}</Link>}
                  </small>
                )}
              </span>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}
