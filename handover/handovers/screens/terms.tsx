import { NumberInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { formatDate } from '#ui/format'
import { ErrorState, Loading, Notice } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import { REASON_LISTS } from '../reasons.ts'
import css from './handovers.module.css'

type Terms = Awaited<ReturnType<typeof client.handovers.seam>>

/** What both sides promise each other: the three clocks, when "no answer" may be said, and the reasons to send back. */
export default function TermsPage() {
  const { data, error, refetch } = useQuery(
    orpc.handovers.seam.queryOptions({ input: {}, meta: { topics: ['settings'] } }),
  )
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  return (
    <Page title="Terms of the handover" narrow>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !(data && firm) && <Loading lines={8} />}
      {data && firm && (
        <Editor
          key={data.version}
          terms={data}
          locked={!firm.permissions.includes('handovers.manage')}
          solo={firm.solo}
        />
      )}
    </Page>
  )
}

const lanes = [
  { lane: 'asked', label: 'Asked for sales' },
  { lane: 'earned', label: 'Strong enough' },
] as const
const clocks = [
  {
    key: 'answerMinutes',
    title: 'Answer',
    says: 'From the offer until it is accepted or sent back. When it runs out, the lead goes to the next; after three it goes to the manager.',
    unit: ' working minutes',
    min: 5,
    max: 10_000,
  },
  {
    key: 'attemptMinutes',
    title: 'First try',
    says: 'From the offer until somebody tries to reach the person. It counts when it is written down.',
    unit: ' working minutes',
    min: 5,
    max: 10_000,
  },
  {
    key: 'decisionDays',
    title: 'Decision',
    says: 'From accepting until there is a qualified deal, or the lead is sent back with a reason.',
    unit: ' working days',
    min: 1,
    max: 250,
  },
] as const

function Editor({ terms, locked, solo }: { terms: Terms; locked: boolean; solo: boolean }) {
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: orpc.handovers.seam.key() })
  const { answerMinutes, attemptMinutes, decisionDays, attempts } = terms
  const form = useForm({ initialValues: { answerMinutes, attemptMinutes, decisionDays, attempts } })
  const saving = useSaving({
    form,
    save: (values) => client.handovers.saveSeam(values),
    onSaved: ({ operationId }) => {
      void reload()
      undoable('The terms are saved. What is offered already keeps its clocks.', operationId, reload)
    },
  })
  const number = (path: string, label: string, of: { min: number; max: number; unit: string }) => (
    <NumberInput
      label={label}
      min={of.min}
      max={of.max}
      suffix={of.unit}
      allowDecimal={false}
      clampBehavior="blur"
      disabled={locked}
      {...form.getInputProps(path)}
    />
  )
  const fields = (
    <>
      {clocks.map((clock) => (
        <Section key={clock.key} title={clock.title}>
          <p className={css.dim}>{clock.says}</p>
          <div className={css.pair}>
            {lanes.map(({ lane, label }) => (
              <div key={lane}>{number(`${clock.key}.${lane}`, label, clock)}</div>
            ))}
          </div>
        </Section>
      ))}
      <Section title="Before “no answer” may be said">
        <p className={css.dim}>Tries of several in half an hour on one channel count once.</p>
        <div className={css.pair}>
          {number('attempts.days', 'Tries on', { min: 1, max: 30, unit: ' days' })}
          {number('attempts.channels', 'Over', { min: 1, max: 5, unit: ' channels' })}
          {number('attempts.hoursApart', 'Each apart by', { min: 0, max: 40, unit: ' working hours' })}
        </div>
      </Section>
    </>
  )
  return (
    <div className={css.terms}>
      <p className={css.dim}>
        All clocks run in the working hours of whoever has the lead: their zone, public holidays and absences.
        While nobody’s hours run there is no cover, which is nobody’s breach.
        {terms.fromAt && ` Version ${terms.version}, in force since ${formatDate(terms.fromAt)}.`}
      </p>
      {solo && (
        <Notice title="You work alone">
          Leads are yours at once, so these clocks start to count with the second member.
        </Notice>
      )}
      {locked ? (
        <>
          <Notice title="You can look, and not change">
            An owner or whoever manages sales can change the terms.
          </Notice>
          {fields}
        </>
      ) : (
        <SavingForm of={saving} submitLabel="Save the terms">
          {fields}
        </SavingForm>
      )}
      <Section title="Reasons to send back">
        <p className={css.dim}>
          None is chosen beforehand, and each asks for what shows it. The list is the same for everyone.
        </p>
        <ul className={css.reasons}>
          {REASON_LISTS[1]?.map(({ code, label, asks, isSendBack }) => (
            <li key={code}>
              <span>{label}</span>
              <span className={css.dim}>
                {code === 'no_answer'
                  ? 'Opens after the tries above'
                  : isSendBack
                    ? (asks ?? 'Nothing more is asked')
                    : `${asks} Passes them on; counts against nobody`}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
