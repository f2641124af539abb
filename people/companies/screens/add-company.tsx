import { Button, Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { client, orpc } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { Notice } from '#ui/pieces'
import { useGo } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import css from './company.module.css'

const pauseMs = 250
const most = 3

type Props = {
  opened: boolean
  onClose: () => void
  after: () => unknown
  /** What the new one belongs to. */
  parent?: { id: string; name: string }
}

/** A new company by its name; the rest is filled in on its page. */
export function AddCompany({ opened, ...props }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={props.parent ? `Add one that belongs to ${props.parent.name}` : 'Add a company'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Fields {...props} />
    </Modal>
  )
}

function Fields({ onClose, after, parent }: Omit<Props, 'opened'>) {
  const go = useGo()
  const form = useForm({
    initialValues: { name: '', domain: '' },
    validate: { name: (text) => (text.trim() ? null : 'A company needs a name') },
  })
  const saving = useSaving({
    form,
    save: ({ name, domain }) =>
      client.companies.create({
        name: name.trim(),
        ...(domain.trim() && { domain: domain.trim() }),
        ...(parent && { parentId: parent.id }),
      }),
    onSaved: ({ id, operationId }) => {
      const { name } = form.getValues()
      void after()
      onClose()
      go(`/companies/${id}`)
      undoable(`${name.trim()} was added.`, operationId, () => {
        go('/companies')
        return after()
      })
    },
  })
  return (
    <SavingForm of={saving} submitLabel="Add" onCancel={onClose}>
      <TextInput label="Name" data-autofocus autoComplete="off" {...form.getInputProps('name')} />
      <KnownAlready
        name={form.values.name}
        onChoose={(id) => {
          onClose()
          go(`/companies/${id}`)
        }}
      />
      <TextInput
        label="Web site"
        placeholder="firm.example"
        autoComplete="off"
        inputMode="url"
        {...form.getInputProps('domain')}
      />
    </SavingForm>
  )
}

/** While typing: which company this could be already, so that none is written down twice. */
function KnownAlready({ name, onChoose }: { name: string; onChoose: (id: string) => void }) {
  const [q] = useDebouncedValue(name.trim(), pauseMs)
  const { data } = useQuery(
    orpc.companies.list.queryOptions({ input: { q, limit: most }, enabled: q.length > 2 }),
  )
  if (q.length < 3 || !data || data.rows.length === 0) return null
  return (
    <Notice accent="amber" title="Perhaps known already">
      <div className={css.already}>
        {data.rows.map((row) => (
          <Button key={row.id} size="compact-sm" variant="default" onClick={() => onChoose(row.id)}>
            It is {row.name}
            {row.city ? `, ${row.city}` : ''}
          </Button>
        ))}
      </div>
    </Notice>
  )
}
