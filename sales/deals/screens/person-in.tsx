import { Checkbox, Modal, SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { FindPerson } from '#people/contacts/screens'
import { client, orpc } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { undoable } from '#workspace/audit/screens'
import css from './deals.module.css'
import { useReloadDeals } from './saving.ts'
import { stances } from './takes.tsx'

type Loaded = Awaited<ReturnType<typeof client.deals.get>>
export type Part = Loaded['people'][number]
type Stance = NonNullable<Part['stance']>

/** Somebody of a deal's buying group: as what they take part, on which side, and whether they are the main person. */
export function PersonIn({ deal, part, onClose }: { deal: Loaded; part: Part | null; onClose: () => void }) {
  const reload = useReloadDeals()
  const { data } = useQuery(orpc.deals.roles.queryOptions({ meta: { topics: ['settings'] } }))
  const names = data?.rows.map(({ name }) => name) ?? []
  const form = useForm({
    initialValues: {
      contactId: part?.id ?? null,
      role: part?.role ?? null,
      stance: (part?.stance ?? '') as Stance | '',
      main: part?.main ?? false,
    },
    validate: { contactId: (id) => (id ? null : 'Choose a person') },
  })
  const saving = useSaving({
    form,
    save: async ({ contactId, role, stance, main }) =>
      client.deals.addPerson({
        ...{ id: deal.id, contactId: contactId ?? '', role, stance: stance || null },
        ...(main && !part?.main && { main }),
      }),
    onSaved: ({ operationId }) => {
      onClose()
      void reload()
      undoable(
        part ? `${part.name} was changed.` : `One more takes part in ${deal.name}.`,
        operationId,
        reload,
      )
    },
  })
  const known = form.values.role && !names.includes(form.values.role) ? [form.values.role] : []
  return (
    <Modal
      opened
      onClose={onClose}
      title={part ? part.name : 'Add a person'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <SavingForm of={saving} submitLabel={part ? 'Save' : 'Add the person'} onCancel={onClose}>
        {!part && (
          <FindPerson
            label="Person"
            known={null}
            companyId={deal.company?.id}
            value={form.values.contactId}
            error={form.errors.contactId}
            onChange={(id) => form.setFieldValue('contactId', id)}
          />
        )}
        <Select
          label="Takes part as"
          placeholder="Not said"
          clearable
          clearButtonProps={{ 'aria-label': 'Not said' }}
          data={[...names, ...known]}
          {...form.getInputProps('role')}
        />
        <div>
          <span className={css.label} id="stance">
            Where they stand
          </span>
          <SegmentedControl
            fullWidth
            aria-labelledby="stance"
            data={[
              { value: '', label: 'Not known' },
              ...stances.map(({ value, label }) => ({ value, label })),
            ]}
            value={form.values.stance}
            onChange={(stance) => form.setFieldValue('stance', stance as Stance | '')}
          />
        </div>
        {!part?.main && (
          <Checkbox
            label="The main person of this deal"
            {...form.getInputProps('main', { type: 'checkbox' })}
          />
        )}
      </SavingForm>
    </Modal>
  )
}
