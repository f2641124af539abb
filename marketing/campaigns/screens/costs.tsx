import { ActionIcon, Button, Modal, Select, SimpleGrid, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { DateField, MoneyInput, SavingForm, useForm, useSaving } from '#ui/form'
import { dayKey, defaultCurrency, formatDate, formatMoney } from '#ui/format'
import { ErrorState, failToast, Loading, Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import { undoable } from '#workspace/audit/screens'
import { useMay } from '#workspace/members/screens'
import type { Campaign, Cost } from '../contract.ts'
import css from './campaigns.module.css'
import { useReloadCampaigns } from './use-campaigns.ts'
import { asDay, kindOptions, labelOf, stateOptions } from './words.ts'

const accents = { planned: 'gray', committed: 'amber', actual: 'teal' } as const

/** What a campaign costs, or what is spent for none: line by line, planned, committed, actual; own time apart. */
export function Costs({ campaign }: { campaign: Campaign | null }) {
  const mayPlan = useMay('campaigns.write')
  const [open, setOpen] = useState<Cost | 'new' | null>(null)
  const { data, error, refetch } = useQuery(
    orpc.campaigns.costs.queryOptions({ input: campaign ? { campaignId: campaign.id } : {} }),
  )
  const currency = defaultCurrency()
  return (
    <Section
      title="Costs"
      actions={
        mayPlan && (
          <Button variant="default" size="compact-xs" onClick={() => setOpen('new')}>
            Add a cost
          </Button>
        )
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading lines={4} />}
      {data && data.rows.length === 0 && (
        <p className={css.dim}>
          Nothing is written down yet. A stand, an advertisement, the agency, own hours: each with its period.
        </p>
      )}
      {data && data.rows.length > 0 && (
        <>
          <ul className={css.costs}>
            {data.rows.map((cost) => (
              <Line key={cost.id} cost={cost} onEdit={mayPlan ? () => setOpen(cost) : null} />
            ))}
          </ul>
          {campaign && (
            <p className={css.dim}>
              Without own time: {formatMoney(campaign.actualMinor, currency)} actual,{' '}
              {formatMoney(campaign.committedMinor, currency)} committed,{' '}
              {formatMoney(campaign.plannedMinor, currency)} planned
            </p>
          )}
        </>
      )}
      {open && (
        <EditCost campaign={campaign} cost={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </Section>
  )
}

function Line({ cost, onEdit }: { cost: Cost; onEdit: (() => void) | null }) {
  const reload = useReloadCampaigns()
  const remove = async () => {
    try {
      const { operationId } = await client.campaigns.removeCost({ id: cost.id })
      await reload()
      undoable(`“${cost.title}” was deleted.`, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'The cost is still there.')
    }
  }
  return (
    <li>
      <span className={css.title}>
        {onEdit ? (
          <button type="button" onClick={onEdit} dir="auto">
            {cost.title}
          </button>
        ) : (
          <span dir="auto">{cost.title}</span>
        )}
        <small>
          {labelOf(kindOptions, cost.kind)}, {formatDate(asDay(cost.from))} – {formatDate(asDay(cost.to))}
        </small>
      </span>
      <Tag accent={accents[cost.state]}>{labelOf(stateOptions, cost.state)}</Tag>
      <span className="b-number">{formatMoney(cost.amountMinor, defaultCurrency())}</span>
      {onEdit && (
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={`Delete ${cost.title}`}
          onClick={() => void remove()}
        >
          <IconTrash size={14} />
        </ActionIcon>
      )}
    </li>
  )
}

type EditProps = { campaign: Campaign | null; cost: Cost | null; onClose: () => void }

function EditCost({ campaign, cost, onClose }: EditProps) {
  const reload = useReloadCampaigns()
  const currency = defaultCurrency()
  const form = useForm({
    initialValues: {
      title: cost?.title ?? '',
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
    save: ({ title, kind, state, amountMinor, from, to }) => {
      const values = {
        title: title.trim(),
        kind,
        state,
        amountMinor: amountMinor ?? 0,
        from: from ?? '',
        to: to ?? '',
      }
      return cost
        ? client.campaigns.updateCost({ id: cost.id, ...values })
        : client.campaigns.addCost({ campaignId: campaign?.id ?? null, ...values })
    },
    onSaved: ({ operationId }) => {
      onClose()
      void reload()
      undoable(`“${form.getValues().title.trim()}” is written down.`, operationId, reload)
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
        <SimpleGrid cols={2}>
          <Select label="Kind" data={kindOptions} allowDeselect={false} {...form.getInputProps('kind')} />
          <Select label="State" data={stateOptions} allowDeselect={false} {...form.getInputProps('state')} />
          <MoneyInput
            label="Amount"
            minor={form.values.amountMinor}
            currency={currency}
            error={form.errors.amountMinor}
            onChange={(minor) => form.setFieldValue('amountMinor', minor)}
          />
          <span />
          <DateField
            label="Service from"
            value={form.values.from}
            error={form.errors.from}
            onChange={(day) => form.setFieldValue('from', day)}
          />
          <DateField
            label="Service to"
            value={form.values.to}
            error={form.errors.to}
            onChange={(day) => form.setFieldValue('to', day)}
          />
        </SimpleGrid>
      </SavingForm>
    </Modal>
  )
}
