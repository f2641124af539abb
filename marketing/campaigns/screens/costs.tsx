import { ActionIcon, Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { defaultCurrency, formatDate, formatMoney } from '#ui/format'
import { ErrorState, failToast, Loading, Tag } from '#ui/pieces'
import { Section } from '#ui/record'
import { undoable } from '#workspace/audit/screens'
import { useMay } from '#workspace/members/screens'
import type { Campaign, Cost } from '../contract.ts'
import css from './campaigns.module.css'
import { EditCost } from './edit-cost.tsx'
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
          <Sums rows={data.rows} />
        </>
      )}
      {open && (
        <EditCost campaign={campaign} cost={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </Section>
  )
}

/** Money by state; own time apart, because nobody sends a bill for it. */
function Sums({ rows }: { rows: readonly Cost[] }) {
  const sum = (those: (cost: Cost) => boolean) =>
    formatMoney(
      rows.filter(those).reduce((total, { amountMinor }) => total + amountMinor, 0),
      defaultCurrency(),
    )
  const paid = (state: Cost['state']) => sum((cost) => cost.state === state && cost.kind !== 'own_time')
  const ownTime = rows.some(({ kind }) => kind === 'own_time')
  return (
    <p className={css.dim}>
      {ownTime && 'Without own time: '}
      {paid('actual')} actual, {paid('committed')} committed, {paid('planned')} planned
      {ownTime && `. Own time: ${sum(({ kind }) => kind === 'own_time')}`}
    </p>
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
