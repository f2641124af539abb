import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { formatDate, formatNumber } from '#ui/format'
import { ErrorState, Loading, Notice } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, Page } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import css from './handovers.module.css'
import { coded, Reasons, reasonsProblem } from './own-reasons.tsx'
import { ClockFields, NumberField, WeeklyFields } from './terms-fields.tsx'

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
          may={firm.permissions.includes('handovers.manage')}
          solo={firm.solo}
        />
      )}
    </Page>
  )
}

function Editor({ terms, may, solo }: { terms: Terms; may: boolean; solo: boolean }) {
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: orpc.handovers.seam.key() })
  const { data: lines } = useQuery(orpc.products.lines.queryOptions({ input: {} }))
  const { version, fromAt, agreement, ...saved } = terms
  const offered = new Set(saved.ownReasons.map(({ code }) => code))
  const locked = !may || agreement !== null
  const form = useForm({
    initialValues: saved,
    validate: { ownReasons: reasonsProblem },
  })
  const saving = useSaving({
    form,
    save: (values) => client.handovers.saveSeam({ ...values, ownReasons: coded(values.ownReasons, offered) }),
    onSaved: ({ operationId }) => {
      void reload()
      undoable('The terms are saved. What is offered already keeps its clocks.', operationId, reload)
    },
  })
  const { values } = form
  const change = (more: Partial<typeof values>) => form.setValues(more)
  const fields = (
    <>
      <ClockFields value={values} onChange={change} locked={locked} />
      {!solo && (
        <>
          <Section title="How many a week">
            <p className={css.dim}>
              At most so many are released, best first; the others wait on the{' '}
              <Link to="/handovers/waiting-list">waiting list</Link>. What each receiver takes stands under{' '}
              <Link to="/settings/routing">who gets leads</Link>. Whoever asks for sales comes on top.
            </p>
            <WeeklyFields
              weekly={values.weekly}
              lines={lines?.rows ?? []}
              locked={locked}
              onChange={(weekly) => change({ weekly })}
            />
          </Section>
          <Section title="What marketing owes">
            <div className={css.pair}>
              <NumberField
                label="Its word on a send-back"
                unit=" working days"
                min={1}
                max={60}
                disabled={locked}
                value={values.verdictDays}
                onChange={(next) => change({ verdictDays: next ?? values.verdictDays })}
              />
              <NumberField
                label="Kept leads"
                optional="No number agreed"
                unit=" a month"
                min={1}
                max={100_000}
                disabled={locked}
                value={values.keptPerMonth}
                onChange={(keptPerMonth) => change({ keptPerMonth })}
              />
            </div>
          </Section>
        </>
      )}
      <Section title="Reasons to send back">
        <p className={css.dim}>
          None is chosen beforehand, and each asks for what shows it. The list is the same for everyone.
        </p>
        <Reasons
          reasons={values.ownReasons}
          offered={offered}
          locked={locked}
          error={form.errors.ownReasons}
          onChange={(ownReasons) => change({ ownReasons })}
        />
      </Section>
    </>
  )
  return (
    <div className={css.terms}>
      <p className={css.dim}>
        All clocks run in the working hours of whoever has the lead: their zone, public holidays and absences.
        While nobody’s hours run there is no cover, which is nobody’s breach.
        {fromAt && ` Version ${version}, in force since ${formatDate(fromAt)}.`}
      </p>
      {solo && (
        <Notice title="You work alone">
          Leads are yours at once, so these clocks start to count with the second member.
        </Notice>
      )}
      {agreement !== null && (
        <Notice title={`Both sides signed these in Agreement ${formatNumber(agreement)}`}>
          <Link to="/handovers/agreement">Draft the next one</Link> to change them.
        </Notice>
      )}
      {agreement === null && !may && (
        <Notice title="You can look, and not change">
          An owner or whoever manages sales can change the terms.
        </Notice>
      )}
      {locked ? (
        fields
      ) : (
        <SavingForm of={saving} submitLabel="Save the terms">
          {fields}
        </SavingForm>
      )}
    </div>
  )
}
