import { Modal, NumberInput, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { FindCompany, FindPerson } from '#people/contacts/screens'
import type { Stage } from '#sales/pipeline/contract'
import { client, orpc, problemOf, problemText } from '#ui/client'
import { DateField, MoneyInput, SavingForm, useForm, useSaving } from '#ui/form'
import { ErrorState, failToast, Loading, undoToast } from '#ui/pieces'
import type { Field } from '#workspace/fields/contract'
import { CustomInput } from '#workspace/fields/screens'
import css from './deals.module.css'
import { changeOf, factsOf, slipsOf } from './facts.ts'
import { useReloadDeals } from './saving.ts'

type Loaded = Awaited<ReturnType<typeof client.deals.get>>
/** What the server said is missing: the keys of the facts, and a sentence. */
export type Asked = {
  dealId: string
  stage: Pick<Stage, 'name'>
  missing: string[]
  message: string
  /** What was refused for want of it. */
  run: () => Promise<{ operationId: string | null }>
  submitLabel: string
  /** What is true then, of the deal by its name. */
  said: (deal: string) => string
}
type Props = Asked & { onClose: () => void }

/** The facts that a refusal names, if it is for want of some. */
export function wanting(error: unknown): Pick<Asked, 'missing' | 'message'> | null {
  const { reason, message } = problemOf(error)
  const data = error instanceof Error && 'data' in error ? error.data : null
  const missing = typeof data === 'object' && data !== null && 'missing' in data ? data.missing : null
  if (reason !== 'stage_requires' || !Array.isArray(missing) || missing.length === 0) return null
  return { missing: missing.map(String), message }
}

/** Asks for what a stage demands and the deal lacks, then does what was refused for want of it. */
export function AskFacts({ dealId, onClose, ...asked }: Props) {
  const deal = useQuery(orpc.deals.get.queryOptions({ input: { id: dealId } }))
  const custom = useQuery(orpc.fields.list.queryOptions({ input: { record: 'deal' } }))
  const failed = [deal, custom].find(({ error }) => error)
  return (
    <Modal opened onClose={onClose} title={`To ${asked.stage.name}`}>
      {failed?.error && (
        <ErrorState
          what={problemText(failed.error)}
          kept="The deal is where it was."
          onRetry={() => void failed.refetch()}
        />
      )}
      {!failed && !(deal.data && custom.data) && <Loading lines={4} />}
      {!failed && deal.data && custom.data && (
        <Questions deal={deal.data} custom={custom.data.rows} onClose={onClose} {...asked} />
      )}
    </Modal>
  )
}

type QuestionsProps = Omit<Props, 'dealId'> & { deal: Loaded; custom: Field[] }

function Questions({ deal, custom, missing, message, run, submitLabel, said, onClose }: QuestionsProps) {
  const reload = useReloadDeals()
  const form = useForm({
    initialValues: factsOf(deal, custom),
    validate: (facts) => slipsOf(facts, missing),
  })
  const saving = useSaving({
    form,
    save: async (facts) => {
      const filled = await client.deals.update({ id: deal.id, ...changeOf(facts, missing) })
      try {
        return { operations: [(await run()).operationId, filled.operationId] }
      } catch (problem) {
        return { refused: problemText(problem) }
      }
    },
    onSaved: ({ operations, refused }) => {
      onClose()
      void reload()
      if (refused) failToast(refused, 'What you filled in is kept; the deal is where it was.')
      else
        undoToast(said(deal.name), async () => {
          for (const id of operations ?? []) if (id) await client.audit.undo({ id })
          await reload()
        })
    },
  })
  const { values, errors } = form
  const ask = (key: string) => missing.includes(key)
  const { data: members } = useQuery(orpc.members.list.queryOptions({ enabled: ask('owner') }))
  return (
    <SavingForm of={saving} submitLabel={submitLabel} onCancel={onClose}>
      <p className={css.needs}>{message}</p>
      {ask('amount') && (
        <div className={css.three}>
          <MoneyInput
            label="One-off"
            minor={values.oneOffMinor}
            currency={deal.currency}
            min={0}
            error={errors.oneOffMinor}
            onChange={(minor) => form.setFieldValue('oneOffMinor', minor)}
            data-autofocus
          />
          <MoneyInput
            label="Each month"
            minor={values.recurringMinor}
            currency={deal.currency}
            min={0}
            error={errors.recurringMinor}
            onChange={(minor) => form.setFieldValue('recurringMinor', minor)}
          />
          <NumberInput
            label="Months"
            min={0}
            max={600}
            allowDecimal={false}
            hideControls
            value={values.termMonths ?? ''}
            error={errors.termMonths}
            onChange={(months) => form.setFieldValue('termMonths', months === '' ? null : Number(months))}
          />
        </div>
      )}
      {ask('expectedClose') && (
        <DateField
          label="Expected to close"
          value={values.expectedClose}
          error={errors.expectedClose}
          onChange={(day) => form.setFieldValue('expectedClose', day)}
        />
      )}
      {ask('contact') && (
        <FindPerson
          label="Person"
          known={deal.contact}
          value={values.contactId}
          error={errors.contactId}
          onChange={(id) => form.setFieldValue('contactId', id)}
        />
      )}
      {ask('company') && (
        <FindCompany
          label="Company"
          known={deal.company}
          value={values.companyId}
          error={errors.companyId}
          onChange={(id) => form.setFieldValue('companyId', id)}
        />
      )}
      {ask('owner') && (
        <Select
          label="Owner"
          searchable
          data={(members?.rows ?? [])
            .filter(({ status }) => status === 'active')
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={values.ownerId}
          error={errors.ownerId}
          onChange={(id) => form.setFieldValue('ownerId', id)}
        />
      )}
      {custom
        .filter(({ key }) => ask(key))
        .map((field) => (
          <CustomInput
            key={field.key}
            field={field}
            value={values.fields[field.key] ?? null}
            error={errors[`fields.${field.key}`]}
            onChange={(value) => form.setFieldValue('fields', { ...values.fields, [field.key]: value })}
          />
        ))}
    </SavingForm>
  )
}
