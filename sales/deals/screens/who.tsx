import { ActionIcon, Button, Modal } from '@mantine/core'
import { IconPencil, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { FindCompany, FindPerson } from '#people/contacts/screens'
import { client, problemText } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { failToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import css from './deals.module.css'
import { type Part, PersonIn } from './person-in.tsx'
import { useReloadDeals } from './saving.ts'
import { Takes } from './takes.tsx'

type Loaded = Awaited<ReturnType<typeof client.deals.get>>
type Props = { deal: Loaded }

/** The company and the person that the deal is about, and who else takes part, as what and on which side. */
export function Who({ deal }: Props) {
  const reload = useReloadDeals()
  const [about, setAbout] = useState(false)
  const [person, setPerson] = useState<Part | 'new' | null>(null)
  const { contact } = deal
  const withMain: Part[] =
    contact && !deal.people.some(({ main }) => main)
      ? [{ ...contact, jobTitle: null, role: null, stance: null, main: true, decides: false }, ...deal.people]
      : deal.people
  const takeOff = async ({ id: contactId, name }: Part) => {
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
        <Button variant="default" size="compact-xs" onClick={() => setAbout(true)}>
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
        {withMain.map((part) => (
          <li key={part.id} className={css.part}>
            <span className={css.partName}>
              <Link to={`/people/${part.id}`} dir="auto">
                {part.name}
              </Link>
              <Takes part={part} />
            </span>
            <span className={css.other}>
              <ActionIcon
                size="sm"
                aria-label={`Change how ${part.name} takes part`}
                onClick={() => setPerson(part)}
              >
                <IconPencil size={14} />
              </ActionIcon>
              {!part.main && (
                <ActionIcon
                  size="sm"
                  aria-label={`Take ${part.name} off the deal`}
                  onClick={() => void takeOff(part)}
                >
                  <IconX size={14} />
                </ActionIcon>
              )}
            </span>
          </li>
        ))}
        {!deal.company && withMain.length === 0 && <li className={css.dim}>Nobody yet.</li>}
      </ul>
      {deal.needsDecider && (
        <p className={css.hint}>
          The deal is in the second half of the pipeline, and nobody here decides. Who signs?
        </p>
      )}
      <Button variant="default" size="compact-sm" mt="sm" onClick={() => setPerson('new')}>
        Add a person
      </Button>
      {about && <About deal={deal} onClose={() => setAbout(false)} />}
      {person && (
        <PersonIn deal={deal} part={person === 'new' ? null : person} onClose={() => setPerson(null)} />
      )}
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
