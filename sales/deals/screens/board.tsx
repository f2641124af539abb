import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Board as Cards, type Move } from '#ui/board'
import { type client, orpc, problemText } from '#ui/client'
import { formatDate, formatMoney } from '#ui/format'
import { EmptyState, ErrorState, Loading } from '#ui/pieces'
import { Page, useGo, useUrl } from '#ui/shell'
import type { Card } from '../contract.ts'
import { CloseDeal } from './close-deal.tsx'
import css from './deals.module.css'
import { useDeeper } from './use-deeper.ts'
import { useMove } from './use-move.tsx'

const pauseMs = 150

/** Open deals by stage: moved by drag, by menu and by keyboard; what a stage requires is asked for. */
export default function Board() {
  const go = useGo()
  const queries = useQueryClient()
  const moving = useMove()
  const [q, setQ] = useUrl('q')
  const [ownerId, setOwner] = useUrl('owner')
  const [settled] = useDebouncedValue(q.trim(), pauseMs)
  const [closing, setClosing] = useState<{ id: string; kind: 'won' | 'lost' } | null>(null)
  const input = { ...(settled && { q: settled }), ...(ownerId && { ownerId }) }
  const asked = orpc.deals.board.queryOptions({ input, meta: { topics: ['deals', 'pipeline'] } })
  const { data, error, refetch } = useQuery(asked)
  const { data: pipeline } = useQuery(orpc.pipeline.get.queryOptions())
  const { data: members } = useQuery(orpc.members.list.queryOptions())
  const deeper = useDeeper(data, input)
  const { cards } = deeper
  const move = async ({ card, to }: Move<Card>) => {
    const stage = pipeline?.stages.find(({ id }) => id === to)
    if (!stage) return
    if (stage.kind !== 'open') {
      setClosing({ id: card.id, kind: stage.kind })
      return
    }
    queries.setQueryData(asked.queryKey, (before) => before && moved(before, card, to))
    await moving.move(card, stage)
  }
  const names = members?.rows.filter(({ status }) => status === 'active') ?? []
  return (
    <Page
      title="Board"
      fill
      accent="teal"
      actions={
        <>
          <TextInput
            aria-label="Search deals"
            placeholder="Deal or company"
            leftSection={<IconSearch size={15} />}
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
          />
          {names.length > 1 && (
            <Select
              aria-label="Owner"
              placeholder="Everybody’s"
              clearable
              value={ownerId || null}
              data={names.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(value) => setOwner(value ?? '')}
            />
          )}
          <Button onClick={() => go('/sales/deals/new')}>New deal</Button>
        </>
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && (!data || !pipeline) && <Loading lines={8} />}
      {data && pipeline && cards.length === 0 && (
        <EmptyState
          title={settled || ownerId ? 'No deal is found' : 'No open deals'}
          action={{ label: 'Make a deal', run: () => go('/sales/deals/new') }}
        >
          A deal begins with somebody whom sales took over, or with a talk of your own.
        </EmptyState>
      )}
      {data && pipeline && cards.length > 0 && (
        <Cards
          label="Deals by stage"
          columns={pipeline.stages.map((stage) => {
            const column = data.columns.find(({ stageId }) => stageId === stage.id)
            return {
              id: stage.id,
              title: stage.name,
              accent: stage.kind === 'won' ? 'green' : stage.qualified ? 'teal' : undefined,
              count: column?.count,
              more: column ? deeper.hasMore(column) : false,
              total:
                column && column.count > 0 ? formatMoney(column.valueMinor, data.currency, true) : undefined,
            }
          })}
          cards={cards}
          cardId={(card) => card.id}
          columnOf={(card) => card.stageId}
          cardLabel={(card) => card.name}
          renderCard={(card) => <DealCard card={card} />}
          onMove={(it) => void move(it)}
          onOpen={(card) => go(`/sales/deals/${card.id}`)}
          onMore={(stageId) => void deeper.more(stageId)}
        />
      )}
      {moving.asking}
      {closing && <CloseDeal {...closing} onClose={() => setClosing(null)} />}
    </Page>
  )
}

type BoardData = Awaited<ReturnType<typeof client.deals.board>>

/** The board as it will be, shown before the server answers. */
function moved(board: BoardData, card: Card, to: string): BoardData {
  return {
    ...board,
    columns: board.columns.map((column) => ({
      ...column,
      deals: [
        ...(column.stageId === to ? [{ ...card, stageId: to }] : []),
        ...column.deals.filter(({ id }) => id !== card.id),
      ],
    })),
  }
}

function DealCard({ card }: { card: Card }) {
  const who = card.company?.name ?? card.contact?.name
  return (
    <div className={css.card}>
      <b className="b-cut" dir="auto">
        {card.name}
      </b>
      {who && (
        <span className={`${css.dim} b-cut`} dir="auto">
          {who}
        </span>
      )}
      <span className={css.foot}>
        <span className="b-number">{formatMoney(card.valueMinor, card.currency)}</span>
        {card.expectedClose && (
          <span>
            {formatDate(new Date(card.expectedClose))}
            {card.pushes > 0 && (
              <span title={`Pushed ${card.pushes === 1 ? 'once' : `${card.pushes} times`}`}>
                {' '}
                ↷{card.pushes}
              </span>
            )}
          </span>
        )}
      </span>
    </div>
  )
}
