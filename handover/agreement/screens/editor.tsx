import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  ClockFields,
  coded,
  NumberField,
  Reasons,
  reasonsProblem,
  WeeklyFields,
} from '#handover/handovers/screens'
import { client, orpc, problemText } from '#ui/client'
import { DateField, SavingForm, useForm, useSaving } from '#ui/form'
import { formatNumber } from '#ui/format'
import { ErrorState, Loading, Notice, toast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import type { AgreementShown } from '../contract.ts'
import css from './agreement.module.css'

type Props = { agreement: AgreementShown; onDone: () => void; onCancel: () => void }
type Line = Awaited<ReturnType<typeof client.scoring.list>>[number]

/** All that is agreed on, to be changed; saving ends signatures that were given already. */
export function Editor(props: Props) {
  const lines = useQuery(orpc.scoring.list.queryOptions({ meta: { topics: ['settings'] } }))
  const members = useQuery(orpc.members.list.queryOptions())
  const terms = useQuery(orpc.handovers.seam.queryOptions({ input: {} }))
  const error = lines.error ?? members.error ?? terms.error
  if (error) return <ErrorState what={problemText(error)} />
  if (!lines.data || !members.data || !terms.data) return <Loading lines={10} />
  return (
    <Form
      {...props}
      lines={lines.data}
      members={new Map(members.data.rows.map(({ id, name }) => [id, name]))}
      offered={new Set(terms.data.ownReasons.map(({ code }) => code))}
    />
  )
}

type FormProps = Props & { lines: Line[]; members: Map<string, string>; offered: Set<string> }

function Form({ agreement, onDone, onCancel, lines, members, offered }: FormProps) {
  const { id, number, hash, signatures } = agreement
  const form = useForm({
    initialValues: { ...agreement.content, startsOn: agreement.startsOn },
    validate: { ownReasons: reasonsProblem },
  })
  const saving = useSaving({
    form,
    save: ({ startsOn, ...content }) =>
      client.agreement.save({
        id,
        content: { ...content, ownReasons: coded(content.ownReasons, offered) },
        startsOn,
        hash,
      }),
    onSaved: () => {
      toast('The draft is saved.')
      onDone()
    },
  })
  const { values } = form
  const change = (more: Partial<typeof values>) => form.setValues(more)
  const named = lines.filter((line) => line.inForce || line.draft)
  const signed = signatures.some(({ voidedAt }) => !voidedAt)
  return (
    <SavingForm of={saving} submitLabel="Save the draft" onCancel={onCancel}>
      <h2>Agreement {formatNumber(number)}</h2>
      {signed && (
        <Notice accent="amber" title="Somebody has signed this text">
          Once you save a change, it has to be signed anew.
        </Notice>
      )}
      <Section title="What “strong enough” means">
        <p className={css.dim}>
          Write a version under <Link to="/handovers/strong-enough">Strong enough</Link>, replay it, then
          choose it here. It is put in force together with the agreement.
        </p>
        <div className={css.pair}>
          {named.map((line) => (
            <Select
              key={line.productLineId}
              label={line.productLine}
              allowDeselect={false}
              data={versionsOf(line)}
              error={form.errors.definitions}
              value={
                values.definitions.find(({ productLineId }) => productLineId === line.productLineId)
                  ?.definitionId ?? null
              }
              onChange={(definitionId) =>
                definitionId &&
                change({
                  definitions: [
                    ...values.definitions.filter(({ productLineId }) => productLineId !== line.productLineId),
                    { productLineId: line.productLineId, definitionId },
                  ],
                })
              }
            />
          ))}
        </div>
      </Section>
      <Section title="How many a week">
        <p className={css.dim}>Whoever asks for sales comes on top and never waits.</p>
        <WeeklyFields
          weekly={values.weekly}
          lines={lines.map(({ productLineId, productLine }) => ({ id: productLineId, name: productLine }))}
          onChange={(weekly) => change({ weekly })}
        />
        <div className={css.pair}>
          {values.receivers.map(({ memberId, perWeek }) => (
            <NumberField
              key={memberId}
              label={members.get(memberId) ?? 'Somebody who left'}
              optional="No limit"
              unit=" a week"
              min={0}
              max={1000}
              value={perWeek}
              onChange={(next) =>
                change({
                  receivers: values.receivers.map((one) =>
                    one.memberId === memberId ? { memberId, perWeek: next } : one,
                  ),
                })
              }
            />
          ))}
        </div>
      </Section>
      <ClockFields value={values} onChange={change} />
      <Section title="What marketing owes">
        <div className={css.pair}>
          <NumberField
            label="Kept leads"
            optional="No number agreed"
            unit=" a month"
            min={1}
            max={100_000}
            value={values.keptPerMonth}
            onChange={(keptPerMonth) => change({ keptPerMonth })}
          />
          <NumberField
            label="Its word on a send-back"
            unit=" working days"
            min={1}
            max={60}
            value={values.verdictDays}
            onChange={(next) => change({ verdictDays: next ?? values.verdictDays })}
          />
        </div>
      </Section>
      <Section title="Reasons to send back">
        <Reasons
          reasons={values.ownReasons}
          offered={offered}
          error={form.errors.ownReasons}
          onChange={(ownReasons) => change({ ownReasons })}
        />
      </Section>
      <Section title="Start">
        <DateField
          label="First day"
          description="Left empty, it starts on the Monday after the second signature."
          value={values.startsOn}
          onChange={(startsOn) => change({ startsOn })}
        />
      </Section>
    </SavingForm>
  )
}

const versionsOf = ({ inForce, draft }: Line) =>
  [draft, inForce].flatMap((version) =>
    version
      ? {
          value: version.id,
          label: `Version ${version.version}${version === draft ? ', draft' : ', in force'}: ${
            version.lanes === 'asked' ? 'only who asks' : `from ${formatNumber(version.content.enter)} points`
          }`,
        }
      : [],
  )
