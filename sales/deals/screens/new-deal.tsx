import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FindPerson } from '#people/contacts/screens'
import { client, orpc } from '#ui/client'
import { DateField, MoneyInput, SavingForm, useForm, useSaving } from '#ui/form'
import { defaultCurrency } from '#ui/format'
import { toast } from '#ui/pieces'
import { Page, useGo, useUrl } from '#ui/shell'
import css from './deals.module.css'

/** A new deal; from a lead it carries the lead, and so the origin. */
export default function NewDeal() {
  const [contactId] = useUrl('contact')
  const { data: contact } = useQuery(
    orpc.contacts.get.queryOptions({ input: { id: contactId }, enabled: contactId !== '' }),
  )
  if (contactId && !contact) return <Page title="New deal">{null}</Page>
  return (
    <Page title="New deal" narrow crumbs={[{ label: 'Board', to: '/sales' }]}>
      <DealForm contact={contact ?? null} />
    </Page>
  )
}

type Contact = Awaited<ReturnType<typeof client.contacts.get>>

function DealForm({ contact }: { contact: Contact | null }) {
  const go = useGo()
  const [leadId] = useUrl('lead')
  const currency = defaultCurrency()
  const [oneOffMinor, setOneOff] = useState<number | null>(null)
  const [recurringMinor, setRecurring] = useState<number | null>(null)
  const [contactId, setContactId] = useState<string | null>(contact?.id ?? null)
  const form = useForm({
    initialValues: {
      name: contact?.company?.name ?? contact?.name ?? '',
      termMonths: '12',
      expectedClose: '',
    },
    validate: {
      name: (text) => (text.trim() ? null : 'What the deal is called'),
      termMonths: (text) => (/^\d{1,3}$/.test(text) ? null : 'A number of months'),
    },
  })
  const saving = useSaving({
    form,
    save: ({ name, termMonths, expectedClose }) =>
      client.deals.create({
        name,
        oneOffMinor: oneOffMinor ?? 0,
        recurringMinor: recurringMinor ?? 0,
        termMonths: recurringMinor ? Number(termMonths) : 0,
        ...(contactId && { contactId }),
        ...(contact?.company && contact.id === contactId && { companyId: contact.company.id }),
        ...(leadId && { leadId }),
        ...(expectedClose && { expectedClose }),
      }),
    onSaved: ({ id }) => {
      toast('The deal is made.', 'green')
      go(`/sales/deals/${id}`)
    },
  })
  return (
    <SavingForm of={saving} submitLabel="Make the deal" onCancel={() => history.back()}>
      <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
      <FindPerson label="Person" known={contact} value={contactId} onChange={setContactId} />
      <div className={css.three}>
        <MoneyInput label="One-off" minor={oneOffMinor} currency={currency} min={0} onChange={setOneOff} />
        <MoneyInput
          label="Each month"
          minor={recurringMinor}
          currency={currency}
          min={0}
          onChange={setRecurring}
        />
        <TextInput label="Months" inputMode="numeric" {...form.getInputProps('termMonths')} />
      </div>
      <DateField
        label="Expected to close"
        value={form.values.expectedClose || null}
        onChange={(value) => form.setFieldValue('expectedClose', value ?? '')}
      />
    </SavingForm>
  )
}
