import { Button } from '@mantine/core'
import { IconBriefcase, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Stage } from '#sales/pipeline/contract'
import { client, orpc } from '#ui/client'
import { formatDate, formatMoney } from '#ui/format'
import { EmptyState, Tag } from '#ui/pieces'
import { Facts } from '#ui/record'
import { useGo, useUrlParts } from '#ui/shell'
import type { Sort } from '#ui/table'
import type { ListFieldInfo } from '#workspace/lists/contract'
import { RecordList, type Source } from '#workspace/lists/screens'
import type { DealFilter } from '../contract.ts'
import { dealBulk, dealPath } from './bulk.ts'
import { CloseDeal } from './close-deal.tsx'
import { dealColumns, type Row, stateWords } from './columns.tsx'
import { MoveMany } from './move-many.tsx'
import { useMove } from './use-move.tsx'

const states = ['open', 'won', 'lost'] as const
const byValue: Sort = { column: 'value', direction: 'desc' }
const noStages: Stage[] = []
const words = {
  search: 'Search deals',
  placeholder: 'Deal, company or person',
  none: 'No deal fits',
  noneWhy: 'All deals are still there; the search and the filter hide them.',
  all: 'All deals',
  showAll: 'Show all deals',
}

/** Deals that are open, won or lost, or of one company, as another screen led here. */
function sourceOf(more: Partial<DealFilter>): Source<Row> {
  return {
    topic: 'deals',
    key: JSON.stringify(more),
    page: async (input) => {
      const { rows, next } = await client.deals.list({ ...more, ...input })
      return { rows: rows.map((row) => ({ ...row, custom: row.fields })), next }
    },
    count: (input) => client.deals.count({ ...more, ...input }),
    groups: (input) => client.deals.groups({ ...more, ...input }),
    edits: client.deals.edits,
  }
}

/** All deals as a list: open, won and lost. */
export default function Deals() {
  const go = useGo()
  const [parts, setParts] = useUrlParts()
  const state = states.find((it) => it === parts.get('state'))
  const companyId = parts.get('company') ?? ''
  const below = parts.get('below') !== null
  const { data: pipeline } = useQuery(orpc.pipeline.get.queryOptions())
  const stages = pipeline?.stages ?? noStages
  const moving = useMove()
  const [closing, setClosing] = useState<{ id: string; kind: 'won' | 'lost' } | null>(null)
  const move = useRef(moving.move)
  move.current = moving.move
  const moveTo = useCallback(async (row: Row, stage: Stage) => {
    if (stage.kind === 'open') await move.current(row, stage)
    else setClosing({ id: row.id, kind: stage.kind })
  }, [])
  const columns = useCallback(
    (fields: readonly ListFieldInfo[], reload: () => Promise<unknown>) =>
      dealColumns(fields, reload, { stages, moveTo }),
    [stages, moveTo],
  )
  const more = useMemo(
    () => ({ ...(state && { state }), ...(companyId && (below ? { within: companyId } : { companyId })) }),
    [state, companyId, below],
  )
  const source = useMemo(() => sourceOf(more), [more])
  const bulk = useMemo(() => dealBulk(more), [more])
  return (
    <>
      <RecordList<Row>
        record="deal"
        title="Deals"
        source={source}
        words={words}
        columns={columns}
        usualSort={byValue}
        usualGroup="stage"
        path={(row) => dealPath(row.id)}
        peek={(row) => ({ title: row.name, body: <Known deal={row} stages={stages} /> })}
        tabs={[
          { label: 'All', to: '/sales/deals' },
          ...states.map((it) => ({ label: stateWords[it].label, to: `/sales/deals?state=${it}` })),
        ]}
        actions={<Button onClick={() => go('/sales/deals/new')}>New deal</Button>}
        narrowed={
          companyId && (
            <OfCompany
              id={companyId}
              below={below}
              onClear={() => setParts({ company: null, below: null })}
            />
          )
        }
        bulk={bulk}
        acts={(ids, clear) => <MoveMany ids={ids} clear={clear} />}
        nouns={['deal', 'deals']}
        export={(input) => client.deals.export({ ...more, ...input })}
        empty={
          <EmptyState
            icon={<IconBriefcase size={22} />}
            title={state || companyId ? 'No deal is found' : 'No deals yet'}
            action={{ label: 'Make a deal', run: () => go('/sales/deals/new') }}
          >
            A deal begins with somebody whom sales took over, or with a talk of your own.
          </EmptyState>
        }
      />
      {moving.asking}
      {closing && <CloseDeal {...closing} onClose={() => setClosing(null)} />}
    </>
  )
}

/** What matters of a deal at a glance. */
function Known({ deal, stages }: { deal: Row; stages: readonly Stage[] }) {
  const { label, accent } = stateWords[deal.state]
  return (
    <Facts
      facts={[
        {
          id: 'state',
          label: 'State',
          value: label,
          show: (
            <Tag accent={accent} dot>
              {label}
            </Tag>
          ),
        },
        { id: 'stage', label: 'Stage', value: stages.find(({ id }) => id === deal.stageId)?.name ?? null },
        { id: 'value', label: 'Value', value: formatMoney(deal.valueMinor, deal.currency) },
        {
          id: 'expected',
          label: 'Expected',
          value: deal.expectedClose && formatDate(new Date(deal.expectedClose)),
        },
        { id: 'company', label: 'Company', value: deal.company?.name ?? null },
        { id: 'person', label: 'Person', value: deal.contact?.name ?? null },
        { id: 'owner', label: 'Owner', value: deal.owner?.name ?? null },
      ]}
    />
  )
}

/** Whose deals are shown, where the list was opened for a company. */
function OfCompany({ id, below, onClear }: { id: string; below: boolean; onClear: () => void }) {
  const { data } = useQuery(orpc.companies.get.queryOptions({ input: { id }, retry: false }))
  return (
    <Button
      variant="default"
      size="compact-sm"
      rightSection={<IconX size={13} />}
      aria-label="Show the deals of all companies"
      onClick={onClear}
    >
      <span className="b-cut" dir="auto">
        {below && 'With all below '}
        {data?.name ?? 'one company'}
      </span>
    </Button>
  )
}
