import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { client, orpc, problemText } from '#ui/client'
import { dayKey, defaultCurrency, exponentOf, formatDate, formatMoney, formatNumber } from '#ui/format'
import { confirm, ErrorState, failToast, Loading, Tag } from '#ui/pieces'
import { type Fact, Facts, RecordPage } from '#ui/record'
import { Page, Slot, useGo, useParam } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import { useMay } from '#workspace/members/screens'
import type { Campaign as Loaded } from '../contract.ts'
import css from './campaigns.module.css'
import { Costs } from './costs.tsx'
import { Outcome } from './outcome.tsx'
import { Ticked } from './ticked.tsx'
import { useReloadCampaigns } from './use-campaigns.ts'
import { asDay, channelOptions, labelOf } from './words.ts'

type Change = Omit<Parameters<typeof client.campaigns.update>[0], 'id'>

/** A campaign: what it is, what it costs, what came of it. */
export default function Campaign() {
  const id = useParam('id')
  const { data: campaign, error, refetch } = useQuery(orpc.campaigns.get.queryOptions({ input: { id } }))
  const crumbs = [{ label: 'Campaigns', to: '/marketing/campaigns' }]
  if (error || !campaign)
    return (
      <Page title="Campaign" crumbs={crumbs}>
        {error ? (
          <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
        ) : (
          <Loading lines={8} />
        )}
      </Page>
    )
  const { label, accent } = stateOf(campaign)
  return (
    <Page title={campaign.name} bare>
      <RecordPage
        title={campaign.name}
        subtitle={`${labelOf(channelOptions, campaign.channel)} · ${formatDate(asDay(campaign.from))} – ${formatDate(asDay(campaign.to))}`}
        state={
          <Tag accent={accent} dot>
            {label}
          </Tag>
        }
        actions={<Remove campaign={campaign} />}
        facts={<Known campaign={campaign} />}
        timeline={
          <div className={css.middle}>
            <Slot name="campaign" id={campaign.id} />
            <Costs campaign={campaign} />
          </div>
        }
        next={<Outcome campaign={campaign} />}
      />
    </Page>
  )
}

function stateOf({ from, to }: Loaded) {
  const today = dayKey(new Date())
  if (today < from) return { label: 'Planned', accent: 'gray' } as const
  return today > to
    ? ({ label: 'Over', accent: 'gray' } as const)
    : ({ label: 'Runs', accent: 'coral' } as const)
}

function Remove({ campaign }: { campaign: Loaded }) {
  const go = useGo()
  const reload = useReloadCampaigns()
  const mayPlan = useMay('campaigns.write')
  if (!mayPlan) return null
  const remove = async () => {
    const sure = await confirm({
      title: `Delete “${campaign.name}”?`,
      body: 'Its costs stay, as spent for no campaign; its leads and people stay too. Undo brings it back.',
      action: 'Delete the campaign',
      danger: true,
    })
    if (!sure) return
    try {
      const { operationId } = await client.campaigns.remove({ id: campaign.id })
      go('/marketing/campaigns')
      undoable(
        `“${campaign.name}” is in the bin; its costs are spent for no campaign now.`,
        operationId,
        reload,
      )
      await reload()
    } catch (problem) {
      failToast(problemText(problem), 'The campaign was not deleted.')
    }
  }
  return (
    <Button variant="default" size="compact-sm" onClick={() => void remove()}>
      Delete
    </Button>
  )
}

function Known({ campaign }: { campaign: Loaded }) {
  const reload = useReloadCampaigns()
  const mayPlan = useMay('campaigns.write')
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const { data: members } = useQuery(orpc.members.list.queryOptions())
  const currency = defaultCurrency()
  const factor = 10 ** exponentOf(currency)
  const save = async (change: Change) => {
    const { operationId } = await client.campaigns.update({ id: campaign.id, ...change })
    await reload()
    undoable(`“${campaign.name}” was changed.`, operationId, reload)
  }
  const needed = (text: string | null): string => {
    if (!text) throw new Error('This can’t be empty.')
    return text
  }
  const whole = (text: string | null) => (text === null ? null : Math.round(Number(text)))
  const frozen = campaign.goalFrozen ? 'Frozen since the first day' : undefined
  const { goalLeads, goalMinor, owner } = campaign
  const facts: (Fact | null)[] = [
    {
      id: 'name',
      label: 'Name',
      value: campaign.name,
      edit: { kind: 'text', save: (text) => save({ name: needed(text) }) },
    },
    {
      id: 'channel',
      label: 'Channel',
      value: campaign.channel,
      show: labelOf(channelOptions, campaign.channel),
      edit: {
        kind: 'choice',
        options: channelOptions,
        save: (value) => save({ channel: needed(value) as Loaded['channel'] }),
      },
    },
    {
      id: 'from',
      label: 'First day',
      value: campaign.from,
      show: formatDate(asDay(campaign.from)),
      edit: { kind: 'date', save: (value) => save({ from: needed(value) }) },
    },
    {
      id: 'to',
      label: 'Last day',
      value: campaign.to,
      show: formatDate(asDay(campaign.to)),
      edit: { kind: 'date', save: (value) => save({ to: needed(value) }) },
    },
    {
      id: 'goalLeads',
      label: 'Leads wanted',
      value: goalLeads === null ? null : String(goalLeads),
      show: goalLeads === null ? undefined : formatNumber(goalLeads),
      note: frozen,
      edit: frozen ? undefined : { kind: 'number', save: (text) => save({ goalLeads: whole(text) }) },
    },
    {
      id: 'goalMinor',
      label: 'Won value wanted',
      value: goalMinor === null ? null : String(goalMinor / factor),
      show: goalMinor === null ? undefined : formatMoney(goalMinor, currency),
      edit: frozen
        ? undefined
        : {
            kind: 'number',
            save: (text) => save({ goalMinor: text === null ? null : Math.round(Number(text) * factor) }),
          },
    },
    {
      id: 'code',
      label: 'Code',
      value: campaign.code,
      note: 'What links carry as utm_campaign',
      edit: { kind: 'text', save: (text) => save({ code: needed(text) }) },
      copy: true,
    },
    firm?.solo === false
      ? {
          id: 'owner',
          label: 'Owner',
          value: owner?.id ?? null,
          show: owner?.name,
          edit: {
            kind: 'choice',
            options: (members?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
            save: (ownerId) => save({ ownerId }),
          },
        }
      : null,
    {
      id: 'note',
      label: 'Note',
      value: campaign.note,
      edit: { kind: 'prose', save: (note) => save({ note }) },
    },
  ]
  const shown = facts.filter((fact) => fact !== null)
  return (
    <>
      <Facts facts={mayPlan ? shown : shown.map(({ edit: _, ...fact }) => fact)} />
      <Ticked campaign={campaign} save={mayPlan ? (costsComplete) => save({ costsComplete }) : null} />
    </>
  )
}
