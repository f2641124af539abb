import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FindPerson } from '#people/contacts/screens'
import { client, orpc, problemText } from '#ui/client'
import { DateField, MoneyInput, SavingForm, useForm, useSaving } from '#ui/form'
import { dayKey, defaultCurrency, formatDate } from '#ui/format'
import { ErrorState, Notice, toast } from '#ui/pieces'
import { Page, useGo, useUrl } from '#ui/shell'
import css from './deals.module.css'

/** A new deal; from a lead it carries the lead, and so the origin; one that renews another begins as that one was sold. */
export default function NewDeal() {
  const [contactOf] = useUrl('contact')
  const [renewsId] = useUrl('renews')
  const { data: renews, error } = useQuery(
    orpc.deals.get.queryOptions({ input: { id: renewsId }, enabled: renewsId !== '' }),
  )
  const contactId = contactOf || (renews?.contact?.id ?? '')
  const { data: contact } = useQuery(
    orpc.contacts.get.queryOptions({ input: { id: contactId }, enabled: contactId !== '' }),
  )
  if (error)
    return (
      <Page title="New deal">
        <ErrorState what={problemText(error)} />
      </Page>
    )
  if ((contactId && !contact) || (renewsId && !renews)) return <Page title="New deal">{null}</Page>
  return (
    <Page title="New deal" narrow crumbs={[{ label: 'Board', to: '/sales' }]}>
      <DealForm contact={contact ?? null} renews={renews ?? null} />
    </Page>
  )
}

type Contact = Awaited<ReturnType<typeof client.contacts.get>>
type Renewed = Awaited<ReturnType<typeof client.deals.get>>

function DealForm({ contact, renews }: { contact: Contact | null; renews: Renewed | null }) {
  const go = useGo()
  const [leadId] = useUrl('lead')
  const currency = renews?.currency ?? defaultCurrency()
  const [oneOffMinor, setOneOff] = useState<number | null>(null)
  const [recurringMinor, setRecurring] = useState<number | null>(renews?.recurringMinor ?? null)
  const [contactId, setContactId] = useState<string | null>(contact?.id ?? null)
  const companyId = renews?.company?.id ?? (contact?.id === contactId ? contact?.company?.id : undefined)
  const form = useForm({
    initialValues: {
      name: renews?.name ?? contact?.company?.name ?? contact?.name ?? '',
      termMonths: String(renews?.termMonths || 12),
      expectedClose: renews?.endsAt ? dayKey(renews.endsAt) : '',
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
        ...(companyId && { companyId }),
        ...(renews && { renewsId: renews.id, currency }),
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
      {renews && (
        <Notice title={`Renews “${renews.name}”`}>
          {renews.endsAt && `Its term ends on ${formatDate(renews.endsAt)}. `}What is sold here goes on with
          it and counts in its place.
        </Notice>
      )}
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
