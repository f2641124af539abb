import { Button, Group, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Happened } from '#people/timeline/screens'
import { client, orpc, problemText } from '#ui/client'
import { exponentOf, formatDate, formatMoney } from '#ui/format'
import { ErrorState, failToast, Loading, Tag } from '#ui/pieces'
import { type Fact, Facts, RecordPage, Section } from '#ui/record'
import { Link, Page, Slot, useGo, useParam } from '#ui/shell'
import { undoable } from '#workspace/audit/screens'
import { customFacts } from '#workspace/fields/screens'
import { CloseDeal } from './close-deal.tsx'
import css from './deals.module.css'
import { Products } from './products.tsx'
import { Renew, useRenewalFacts } from './renewal.tsx'
import { useReloadDeals, useSaveField } from './saving.ts'
import { useEdit } from './use-edit.ts'
import { useMove } from './use-move.tsx'
import { Who } from './who.tsx'

type Loaded = Awaited<ReturnType<typeof client.deals.get>>
const stateWords = { open: 'Open', won: 'Won', lost: 'Lost' } as const
const accents = { open: 'teal', won: 'green', lost: 'gray' } as const

/** A deal: what it is worth and to whom, how it went through the stages, what to do next. */
export default function Deal() {
  const id = useParam('id')
  const { data: deal, error, refetch } = useQuery(orpc.deals.get.queryOptions({ input: { id } }))
  const crumbs = [{ label: 'Board', to: '/sales' }]
  if (error)
    return (
      <Page title="Deal" crumbs={crumbs}>
        <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
      </Page>
    )
  if (!deal)
    return (
      <Page title="Deal" crumbs={crumbs}>
        <Loading lines={8} />
      </Page>
    )
  return (
    <Page title={deal.name} bare>
      <RecordPage
        title={deal.name}
        subtitle={[deal.company?.name, deal.contact?.name].filter(Boolean).join(' · ')}
        state={
          <Tag accent={accents[deal.state]} dot>
            {deal.state === 'open' ? (deal.history.at(-1)?.stage ?? 'Open') : stateWords[deal.state]}
          </Tag>
        }
        actions={<Acts deal={deal} />}
        facts={<Known deal={deal} />}
        timeline={
          <>
            <Closed deal={deal} />
            <Happened of={{ dealId: deal.id }} />
          </>
        }
        next={
          <>
            <Slot name="deal" id={deal.id} />
            <Who deal={deal} />
            <Products deal={deal} />
          </>
        }
      />
    </Page>
  )
}

function Acts({ deal }: { deal: Loaded }) {
  const go = useGo()
  const reload = useReloadDeals()
  const moving = useMove()
  const [closing, setClosing] = useState<'won' | 'lost' | null>(null)
  const { data: pipeline } = useQuery(orpc.pipeline.get.queryOptions())
  const act = async (run: () => Promise<{ operationId: string | null }>, said: string) => {
    try {
      const { operationId } = await run()
      undoable(said, operationId, reload)
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was changed.')
    }
    await reload()
  }
  const stages = pipeline?.stages.filter(({ kind }) => kind === 'open') ?? []
  return (
    <Group gap="xs">
      {deal.state === 'open' ? (
        <>
          <Select
            aria-label="Stage"
            allowDeselect={false}
            size="xs"
            w={170}
            value={deal.stageId}
            data={stages.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(stageId) => {
              const stage = stages.find(({ id }) => id === stageId)
              if (stage && stage.id !== deal.stageId) void moving.move(deal, stage)
            }}
          />
          <Button size="compact-sm" onClick={() => setClosing('won')}>
            Won
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setClosing('lost')}>
            Lost
          </Button>
        </>
      ) : (
        <>
          <Renew deal={deal} />
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void act(() => client.deals.reopen({ id: deal.id }), 'The deal is open again.')}
          >
            Reopen
          </Button>
        </>
      )}
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          go('/sales')
          void act(() => client.deals.remove({ id: deal.id }), `${deal.name} is in the bin.`)
        }}
      >
        Delete
      </Button>
      {moving.asking}
      {closing && <CloseDeal id={deal.id} kind={closing} onClose={() => setClosing(null)} />}
    </Group>
  )
}

const originWords = {
  marketing: 'Marketing',
  sales: 'Sales',
  partner: 'A partner',
  referral: 'A referral',
  unknown: 'Not known',
} satisfies Record<Loaded['origin'], string>

function Known({ deal }: { deal: Loaded }) {
  const { data: members } = useQuery(orpc.members.list.queryOptions())
  const names = new Map(members?.rows.map(({ id, name }) => [id, name]))
  const save = useEdit(deal, (key, value) => {
    if (value === null || value === '') return 'nothing'
    if (key === 'oneOffMinor' || key === 'recurringMinor') return formatMoney(Number(value), deal.currency)
    if (key === 'expectedClose') return formatDate(new Date(String(value)))
    if (key === 'renewsId') return value === deal.renews?.id ? deal.renews.name : 'another deal'
    if (key === 'ownerId') return names.get(String(value)) ?? 'somebody else'
    return String(value)
  })
  const { data: custom } = useQuery(
    orpc.fields.list.queryOptions({ input: { record: 'deal' }, meta: { topics: ['settings'] } }),
  )
  const saveField = useSaveField(deal)
  const renewal = useRenewalFacts(deal, (renewsId) => save({ renewsId }))
  const factor = 10 ** exponentOf(deal.currency)
  const amount = (id: 'oneOffMinor' | 'recurringMinor', label: string): Fact => ({
    id,
    label,
    value: String(deal[id] / factor),
    show: formatMoney(deal[id], deal.currency),
    edit: {
      kind: 'number',
      save: (value) => save({ [id]: Math.round(Number(value ?? 0) * factor) }),
    },
  })
  return (
    <Facts
      facts={[
        {
          id: 'name',
          label: 'Name',
          value: deal.name,
          edit: {
            kind: 'text',
            save: async (value) => {
              if (!value) throw new Error('A deal needs a name.')
              await save({ name: value })
            },
          },
        },
        { id: 'value', label: 'Value', value: formatMoney(deal.valueMinor, deal.currency) },
        amount('oneOffMinor', 'One-off'),
        amount('recurringMinor', 'Each month'),
        {
          id: 'term',
          label: 'Months',
          value: String(deal.termMonths),
          edit: { kind: 'number', save: (value) => save({ termMonths: Number(value ?? 0) }) },
        },
        {
          id: 'expected',
          label: 'Expected to close',
          value: deal.expectedClose,
          show: deal.expectedClose ? formatDate(new Date(deal.expectedClose)) : undefined,
          edit: { kind: 'date', save: (value) => save({ expectedClose: value }) },
          note: deal.pushes > 0 ? `Pushed ${deal.pushes === 1 ? 'once' : `${deal.pushes} times`}` : undefined,
        },
        {
          id: 'owner',
          label: 'Owner',
          value: deal.owner?.id ?? null,
          show: deal.owner?.name,
          edit: {
            kind: 'choice',
            options: (members?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
            save: (value) => save({ ownerId: value }),
          },
        },
        ...renewal,
        ...customFacts(custom?.rows ?? [], deal.fields, saveField, deal.id),
        { id: 'talked', label: 'Last talk', value: deal.talkedAt ? formatDate(deal.talkedAt) : 'None yet' },
        { id: 'origin', label: 'Origin', value: originWords[deal.origin] },
        {
          id: 'lead',
          label: 'Lead',
          value: deal.leadId ? 'Came of a lead' : null,
          ...(deal.leadId &&
            deal.contact && { show: <Link to={`/people/${deal.contact.id}`}>Came of a lead</Link> }),
        },
      ]}
    />
  )
}

/** Why it was won or lost. */
function Closed({ deal }: { deal: Loaded }) {
  const { data: pipeline } = useQuery(orpc.pipeline.get.queryOptions())
  const reason = pipeline?.reasons.find(({ id }) => id === deal.closeReasonId)
  if (deal.state === 'open') return null
  return (
    <Section title={`${stateWords[deal.state]}${deal.closedAt ? ` on ${formatDate(deal.closedAt)}` : ''}`}>
      {reason && (
        <p>
          <bdi>{reason.label}</bdi>
        </p>
      )}
      {deal.closeNote && (
        <p className={css.dim} dir="auto">
          {deal.closeNote}
        </p>
      )}
    </Section>
  )
}
