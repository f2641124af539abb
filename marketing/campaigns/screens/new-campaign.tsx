import { Modal, NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core'
import { client } from '#ui/client'
import { DateField, MoneyInput, SavingForm, useForm, useSaving } from '#ui/form'
import { dayKey, defaultCurrency } from '#ui/format'
import { useGo } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import type { Campaign } from '../contract.ts'
import { useReloadCampaigns } from './use-campaigns.ts'
import { channelOptions } from './words.ts'

const usualDays = 30
const dayMs = 86_400_000

/** A new campaign: what it is, when, and what it wants. The goal freezes with the first day. */
export function NewCampaign({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Plan a campaign"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Fields onClose={onClose} />
    </Modal>
  )
}

type Values = {
  name: string
  channel: Campaign['channel']
  from: string | null
  to: string | null
  goalLeads: number | ''
  goalMinor: number | null
}

function Fields({ onClose }: { onClose: () => void }) {
  const go = useGo()
  const reload = useReloadCampaigns()
  const form = useForm<Values>({
    initialValues: {
      ...{ name: '', channel: 'event', goalLeads: '', goalMinor: null },
      from: dayKey(new Date(Date.now() + dayMs)),
      to: dayKey(new Date(Date.now() + usualDays * dayMs)),
    },
    validate: {
      name: (name) => (name.trim() ? null : 'A campaign needs a name'),
      from: (day) => (day ? null : 'Choose the first day'),
      to: (day, { from }) =>
        !day ? 'Choose the last day' : from && day < from ? 'On or after the first day' : null,
    },
  })
  const saving = useSaving({
    form,
    save: ({ name, channel, from, to, goalLeads, goalMinor }) =>
      client.campaigns.create({
        ...{ name: name.trim(), channel, from: from ?? '', to: to ?? '' },
        ...(goalLeads !== '' && { goalLeads }),
        ...(goalMinor !== null && { goalMinor }),
      }),
    onSaved: ({ id, operationId }) => {
      void reload()
      go(`/marketing/campaigns/${id}`, { replace: true })
      undoable(`“${form.getValues().name.trim()}” is planned.`, operationId, () => {
        go('/marketing/campaigns')
        return reload()
      })
    },
  })
  return (
    <SavingForm of={saving} submitLabel="Plan it" onCancel={onClose}>
      <TextInput
        label="Name"
        data-autofocus
        autoComplete="off"
        maxLength={200}
        dir="auto"
        {...form.getInputProps('name')}
      />
      <Select
        label="Channel"
        data={channelOptions}
        allowDeselect={false}
        {...form.getInputProps('channel')}
      />
      <SimpleGrid cols={2}>
        <DateField label="First day" {...form.getInputProps('from')} />
        <DateField label="Last day" {...form.getInputProps('to')} />
        <NumberInput label="Leads wanted" min={1} allowDecimal={false} {...form.getInputProps('goalLeads')} />
        <MoneyInput
          label="Won value wanted"
          minor={form.values.goalMinor}
          currency={defaultCurrency()}
          onChange={(minor) => form.setFieldValue('goalMinor', minor)}
        />
      </SimpleGrid>
    </SavingForm>
  )
}
