import { ColorInput, Select, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { SavingForm, useFollowing, useForm, useSaving } from '#ui/form'
import { ErrorState, Loading, undoToast } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, Page } from '#ui/shell'
import css from './members.module.css'
import { currencies } from './places.ts'

type Firm = Awaited<ReturnType<typeof client.members.workspace>>

/** The firm: its name, its currency, and how its public pages look. */
export default function FirmSettings() {
  const { data, error, refetch } = useQuery(
    orpc.members.workspace.queryOptions({ meta: { topics: ['settings'] } }),
  )
  return (
    <Page title="The firm" narrow>
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={6} />}
      {data && <Fields firm={data} />}
    </Page>
  )
}

const isColour = (text: string) => text === '' || /^#[0-9a-f]{6}$/i.test(text)

function Fields({ firm }: { firm: Firm }) {
  const queries = useQueryClient()
  const readOnly = !firm.permissions.includes('workspace.manage')
  const stored = {
    name: firm.name,
    currency: firm.currency,
    logoText: firm.look.logoText ?? '',
    accent: firm.look.accent ?? '',
  }
  const form = useForm({
    initialValues: stored,
    validate: {
      name: (text) => (text.trim() ? null : 'The firm’s name'),
      accent: (text) => (isColour(text) ? null : 'A colour as #1f6feb'),
    },
  })
  useFollowing(form, stored)
  const saving = useSaving({
    form,
    save: ({ name, currency, logoText, accent }) =>
      client.members.updateWorkspace({
        name,
        currency,
        look: { ...(accent && { accent }), ...(logoText.trim() && { logoText }) },
      }),
    onSaved: ({ operationId }) => {
      const reload = () => queries.invalidateQueries({ queryKey: orpc.members.key() })
      form.resetDirty()
      void reload()
      undoToast(
        'The firm is changed.',
        operationId ? () => client.audit.undo({ id: operationId }).then(reload) : undefined,
      )
    },
  })
  const fields = (
    <>
      <TextInput label="Name" maxLength={200} readOnly={readOnly} {...form.getInputProps('name')} />
      <Select
        label="Currency"
        description="Of amounts that name none; amounts that stand keep theirs"
        searchable
        allowDeselect={false}
        readOnly={readOnly}
        data={currencies()}
        {...form.getInputProps('currency')}
      />
      <TextInput
        label="Name on public pages"
        description="Where it differs from the firm’s name"
        maxLength={60}
        readOnly={readOnly}
        {...form.getInputProps('logoText')}
      />
      <ColorInput
        label="Colour of public pages"
        placeholder="#1f6feb"
        readOnly={readOnly}
        withEyeDropper={false}
        {...form.getInputProps('accent')}
      />
    </>
  )
  return (
    <div className={css.stack}>
      <Section title="Name and look">
        {readOnly ? fields : <SavingForm of={saving}>{fields}</SavingForm>}
      </Section>
      <Section title="Time and place">
        <p className={css.dim}>
          {firm.zone}, public holidays of {firm.region}
        </p>
        <p>
          <Link to="/settings/hours">Change working hours, time zone and holidays</Link>
        </p>
      </Section>
      <Section title="Addresses">
        <p className={css.dim}>
          Here: {firm.adminUrl}
          <br />
          Forms and other public pages: {firm.publicUrl}
        </p>
      </Section>
    </div>
  )
}
