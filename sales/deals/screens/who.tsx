import { ActionIcon, Button, Modal, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { FindCompany, FindPerson } from '#people/contacts/screens'
import { client, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { failToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import css from './deals.module.css'
import { useReloadDeals } from './saving.ts'

type Loaded = Awaited<ReturnType<typeof client.deals.get>>
type Props = { deal: Loaded }

/** The company and the person that the deal is about, and who else takes part. */
export function Who({ deal }: Props) {
  const reload = useReloadDeals()
  const [open, setOpen] = useState<'about' | 'more' | null>(null)
  const others = deal.people.filter(({ id }) => id !== deal.contact?.id)
  const takeOff = async (contactId: string, name: string) => {
    try {
      const { operationId } = await client.deals.removePerson({ id: deal.id, contactId })
      undoable(`${name} is taken off the deal.`, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), `${name} still takes part.`)
    }
    await reload()
  }
  return (
    <Section
      title="With whom"
      actions={
        <Button variant="default" size="compact-xs" onClick={() => setOpen('about')}>
          Change
        </Button>
      }
    >
      <ul className={css.history}>
        {deal.company && (
          <li>
            <Link to={`/companies/${deal.company.id}`}>{deal.company.name}</Link>
            <span className={css.dim}>Company</span>
          </li>
        )}
        {deal.contact && (
          <li>
            <Link to={`/people/${deal.contact.id}`}>{deal.contact.name}</Link>
            <span className={css.dim}>Main person</span>
          </li>
        )}
        {others.map(({ id, name, role }) => (
          <li key={id}>
            <Link to={`/people/${id}`}>{name}</Link>
            <span className={css.other}>
              <span className={css.dim} dir="auto">
                {role}
              </span>
              <ActionIcon
                size="sm"
                aria-label={`Take ${name} off the deal`}
                onClick={() => void takeOff(id, name)}
              >
                <IconX size={14} />
              </ActionIcon>
            </span>
          </li>
        ))}
        {!deal.company && !deal.contact && others.length === 0 && <li className={css.dim}>Nobody yet.</li>}
      </ul>
      <Button variant="default" size="compact-sm" mt="sm" onClick={() => setOpen('more')}>
        Add a person
      </Button>
      {open === 'about' && <About deal={deal} onClose={() => setOpen(null)} />}
      {open === 'more' && <AddPerson deal={deal} onClose={() => setOpen(null)} />}
    </Section>
  )
}

function About({ deal, onClose }: Props & { onClose: () => void }) {
  const reload = useReloadDeals()
  const before = { companyId: deal.company?.id ?? null, contactId: deal.contact?.id ?? null }
  const form = useForm({ initialValues: before })
  const saving = useSaving({
    form,
    // Only what was changed: a company or person that the viewer may not see shows as none, and stays.
    save: ({ companyId, contactId }) =>
      client.deals.update({
        id: deal.id,
        ...(companyId !== before.companyId && { companyId }),
        ...(contactId !== before.contactId && { contactId }),
      }),
    onSaved: ({ operationId }) => {
      onClose()
      void reload()
      undoable(`${deal.name} was changed.`, operationId, reload)
    },
  })
  return (
    <Modal opened onClose={onClose} title="With whom">
      <SavingForm of={saving} onCancel={onClose}>
        <FindCompany
          label="Company"
          known={deal.company}
          value={form.values.companyId}
          error={form.errors.companyId}
          onChange={(id) => form.setFieldValue('companyId', id)}
        />
        <FindPerson
          label="Main person"
          known={deal.contact}
          value={form.values.contactId}
          error={form.errors.contactId}
          onChange={(id) => form.setFieldValue('contactId', id)}
        />
      </SavingForm>
    </Modal>
  )
}

function AddPerson({ deal, onClose }: Props & { onClose: () => void }) {
  const reload = useReloadDeals()
  const form = useForm({
    initialValues: { contactId: null as string | null, role: '' },
    validate: { contactId: (id) => (id ? null : 'Choose a person') },
  })
  const saving = useSaving({
    form,
    save: ({ contactId, role }) =>
      client.deals.addPerson({ id: deal.id, contactId: contactId ?? '', role: role.trim() || null }),
    onSaved: ({ operationId }) => {
      onClose()
      void reload()
      undoable(`One more takes part in ${deal.name}.`, operationId, reload)
    },
  })
  return (
    <Modal opened onClose={onClose} title="Add a person">
      <SavingForm of={saving} submitLabel="Add the person" onCancel={onClose}>
        <FindPerson
          label="Person"
          known={null}
          value={form.values.contactId}
          error={form.errors.contactId}
          onChange={(id) => form.setFieldValue('contactId', id)}
        />
        <TextInput
          label="Takes part as"
          placeholder="Decides, uses it, pays"
          maxLength={100}
          dir="auto"
          {...form.getInputProps('role')}
        />
      </SavingForm>
    </Modal>
  )
}
