import { Autocomplete, Select, SimpleGrid, TagsInput, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc } from '#ui/client'
import { SavingForm, useForm, useSaving } from '#ui/form'
import { Link, Page, useGo } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import { CustomInput, type CustomValue } from '#workspace/fields/screens'
import { useListFields } from '#workspace/lists/screens'
import css from './contacts.module.css'
import { KnownAlready } from './known-already.tsx'

const pauseMs = 200
const columns = { base: 1, xs: 2 }
const texts = [
  'firstName',
  'lastName',
  'email',
  'phone',
  'jobTitle',
  'companyName',
  'city',
  'country',
  'externalId',
] as const

/** Somebody new with all that is known of them. A call or visit is written down quicker elsewhere. */
export default function NewPerson() {
  const go = useGo()
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const { data: fields } = useQuery(orpc.fields.list.queryOptions({ input: { record: 'contact' } }))
  const own = fields?.rows.filter(({ formula }) => formula === null) ?? []
  const offered = useListFields('contact')
  const optionsOf = (id: string) => offered.find((field) => field.id === id)?.options ?? []
  const form = useForm({
    initialValues: {
      ...{ firstName: '', lastName: '', email: '', phone: '', jobTitle: '', companyName: '', city: '' },
      ...{ country: '', externalId: '', ownerId: null as string | null, tags: [] as string[] },
      custom: {} as Record<string, CustomValue>,
    },
    validate: {
      lastName: (_, { firstName, lastName, email, phone, externalId }) =>
        [firstName, lastName, email, phone, externalId].some((text) => text.trim())
          ? null
          : 'A name, an address or a number',
    },
  })
  const { values } = form
  const name = [values.firstName, values.lastName].filter(Boolean).join(' ')
  const saving = useSaving({
    form,
    save: ({ ownerId, tags, custom: filled, ...rest }) =>
      client.contacts.create({
        ...Object.fromEntries(texts.flatMap((key) => (rest[key].trim() ? [[key, rest[key].trim()]] : []))),
        ...(ownerId && { ownerId }),
        ...(tags.length > 0 && { tags }),
        custom: filled,
      }),
    onSaved: ({ id, operationId }) => {
      go(`/people/${id}`)
      undoable(`${name.trim() || 'Somebody'} was added.`, operationId, () => go('/people'))
    },
  })
  const text = (key: (typeof texts)[number], label: string, more: object = {}) => (
    <TextInput label={label} autoComplete="off" dir="auto" {...more} {...form.getInputProps(key)} />
  )
  return (
    <Page title="Add somebody" crumbs={[{ label: 'People', to: '/people' }]} narrow>
      <p className={css.aside}>
        Did they call, come in or leave a card? <Link to="/capture">Write that down</Link>, so that it counts
        and whoever takes them over is told.
      </p>
      <SavingForm of={saving} submitLabel="Add" onCancel={() => go('/people')}>
        <SimpleGrid cols={columns}>
          {text('firstName', 'First name', { 'data-autofocus': true, autoFocus: true })}
          {text('lastName', 'Last name')}
          {text('email', 'E-mail', { type: 'email', inputMode: 'email', dir: 'ltr' })}
          {text('phone', 'Phone', { type: 'tel', dir: 'ltr' })}
        </SimpleGrid>
        <KnownAlready
          typed={{ name, email: values.email, phone: values.phone }}
          onChoose={({ id }) => go(`/people/${id}`)}
        />
        <SimpleGrid cols={columns}>
          <CompanyName {...form.getInputProps('companyName')} />
          {text('jobTitle', 'Job title')}
          {text('city', 'Town')}
          {text('country', 'Country')}
          {firm && !firm.solo && (
            <Select
              label="Owner"
              data={optionsOf('owner')}
              searchable
              clearable
              {...form.getInputProps('ownerId')}
            />
          )}
          {text('externalId', 'Number', { description: 'Of your own, as customers have' })}
        </SimpleGrid>
        <TagsInput
          label="Tags"
          data={optionsOf('tag').map(({ value }) => value)}
          {...form.getInputProps('tags')}
        />
        {own.length > 0 && (
          <SimpleGrid cols={columns}>
            {own.map((field) => (
              <CustomInput
                key={field.id}
                field={field}
                value={values.custom[field.key] ?? null}
                error={form.errors[`custom.${field.key}`]}
                onChange={(value) => form.setFieldValue('custom', { ...values.custom, [field.key]: value })}
              />
            ))}
          </SimpleGrid>
        )}
      </SavingForm>
    </Page>
  )
}

type CompanyNameProps = { value?: string; error?: React.ReactNode; onChange: (value: string) => void }

/** A company that is known already, or the name of a new one. */
function CompanyName(props: CompanyNameProps) {
  const [q] = useDebouncedValue((props.value ?? '').trim(), pauseMs)
  const [open, setOpen] = useState(false)
  const { data } = useQuery(
    orpc.companies.list.queryOptions({ input: { q, limit: 8 }, enabled: open && q.length > 1 }),
  )
  const names = [...new Set((data?.rows ?? []).map((row) => row.name))]
  return (
    <Autocomplete
      {...props}
      label="Company"
      data={names}
      filter={({ options }) => options}
      dir="auto"
      onDropdownOpen={() => setOpen(true)}
    />
  )
}
