import { Modal, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { client, orpc } from '#ui/client'
import { DateField, MoneyInput, SavingForm, useForm, useSaving } from '#ui/form'
import { dayKey, defaultCurrency } from '#ui/format'
import { undoable } from '#workspace/audit/screens'
import type { Campaign, Cost } from '../contract.ts'
import { useReloadCampaigns } from './use-campaigns.ts'
import { kindOptions, stateOptions } from './words.ts'

type EditProps = { campaign: Campaign | null; cost: Cost | null; onClose: () => void }

const none = 'none'

/** One line of costs, and for which campaign it is spent: money that was none's turns out to be one's. */
export function EditCost({ campaign, cost, onClose }: EditProps) {
  const reload = useReloadCampaigns()
  const { data: all } = useQuery(orpc.campaigns.list.queryOptions({ input: {} }))
  const currency = defaultCurrency()
  const before = campaign?.id ?? none
  const form = useForm({
    initialValues: {
      title: cost?.title ?? '',
      campaign: before,
      kind: cost?.kind ?? ('ads' as Cost['kind']),
      state: cost?.state ?? ('planned' as Cost['state']),
      amountMinor: cost?.amountMinor ?? (null as number | null),
      from: (cost?.from ?? campaign?.from ?? dayKey(new Date())) as string | null,
      to: (cost?.to ?? campaign?.to ?? dayKey(new Date())) as string | null,
    },
    validate: {
      title: (text) => (text.trim() ? null : 'What is it for?'),
      amountMinor: (minor) => (minor === null ? 'How much?' : null),
      from: (day) => (day ? null : 'Choose the first day'),
      to: (day, { from }) =>
        !day ? 'Choose the last day' : from && day < from ? 'On or after the first day' : null,
    },
  })
  const saving = useSaving({
    form,
    save: ({ title, campaign: wanted, kind, state, amountMinor, from, to }) => {
      const campaignId = wanted === none ? null : wanted
      const values = {
        title: title.trim(),
        kind,
        state,
        amountMinor: amountMinor ?? 0,
        from: from ?? '',
        to: to ?? '',
      }
      return cost
        ? client.campaigns.updateCost({ id: cost.id, ...values, ...(wanted !== before && { campaignId }) })
        : client.campaigns.addCost({ campaignId, ...values })
    },
    onSaved: ({ operationId }) => {
      onClose()
      void reload()
      const { title, campaign: chosen } = form.getValues()
      const to = all?.rows.find(({ id }) => id === chosen)
      const became =
        chosen === before ? 'written down' : to ? `part of “${to.name}” now` : 'spent for no campaign now'
      undoable(`“${title.trim()}” is ${became}.`, operationId, reload)
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={cost ? 'Change a cost' : 'Add a cost'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <SavingForm of={saving} onCancel={onClose}>
        <TextInput
          label="What for"
          data-autofocus
          autoComplete="off"
          dir="auto"
          {...form.getInputProps('title')}
        />
        <MoneyInput
          label="Amount"
          minor={form.values.amountMinor}
          currency={currency}
          error={form.errors.amountMinor}
          onChange={(minor) => form.setFieldValue('amountMinor', minor)}
        />
        <Select
          label="Campaign"
          data={[
            { value: none, label: 'No campaign' },
            ...(all?.rows ?? (campaign ? [campaign] : [])).map(({ id, name }) => ({
              value: id,
              label: name,
            })),
          ]}
          allowDeselect={false}
          searchable
          nothingFoundMessage="No campaign of this name"
          {...form.getInputProps('campaign')}
        />
        <SimpleGrid cols={2}>
          <Select label="Kind" data={kindOptions} allowDeselect={false} {...form.getInputProps('kind')} />
          <Select label="State" data={stateOptions} allowDeselect={false} {...form.getInputProps('state')} />
          <DateField label="Service from" {...form.getInputProps('from')} />
          <DateField label="Service to" {...form.getInputProps('to')} />
        </SimpleGrid>
      </SavingForm>
    </Modal>
  )
}
