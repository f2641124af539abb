import { useCallback, useMemo, useState } from 'react'
import { Board } from '#ui/board'
import { formatMoney, Money, RelativeTime, useNow } from '#ui/format'
import { Clock, Face, undoToast } from '#ui/pieces'
import { type SamplePerson, samplePeople, stages } from './people.ts'
import css from './pieces.module.css'

const dayMs = 86_400_000
const lanes = stages.filter((stage) =>
  ['lead', 'ready', 'offered', 'working', 'qualified'].includes(stage.value),
)

function Deal({ deal, dueAt }: { deal: SamplePerson; dueAt: Date }) {
  return (
    <div className={css.deal}>
      <strong>
        <bdi>{deal.company}</bdi>
      </strong>
      <span className={css.dealWho}>
        <Face name={deal.name} size={18} />
        <bdi className="b-cut">{deal.name}</bdi>
      </span>
      <span className={css.dealFoot}>
        <Money minor={deal.valueMinor} currency={deal.currency} />
        {deal.score > 80 ? <Clock dueAt={dueAt} /> : <RelativeTime value={deal.lastActAt} />}
      </span>
    </div>
  )
}

/** Ten thousand deals on a board. */
export function BoardDemo({ count }: { count: number }) {
  const now = useNow(dayMs)
  const [deals, setDeals] = useState(() =>
    samplePeople(count, now).filter((deal) => lanes.some((lane) => lane.value === deal.stage)),
  )
  const columns = useMemo(
    () =>
      lanes.map((lane) => {
        const inside = deals.filter((deal) => deal.stage === lane.value && deal.currency === 'EUR')
        const total = inside.reduce((sum, deal) => sum + (deal.valueMinor ?? 0), 0)
        return {
          id: lane.value,
          title: lane.label,
          accent: lane.accent,
          total: formatMoney(total, 'EUR', true),
        }
      }),
    [deals],
  )
  const put = useCallback(
    (id: string, stage: string) =>
      setDeals((all) => all.map((deal) => (deal.id === id ? { ...deal, stage } : deal))),
    [],
  )
  return (
    <Board
      label="Deals by stage"
      columns={columns}
      cards={deals}
      cardId={useCallback((deal: SamplePerson) => deal.id, [])}
      columnOf={useCallback((deal: SamplePerson) => deal.stage, [])}
      cardLabel={(deal) => `${deal.company}, ${deal.name}`}
      renderCard={(deal) => (
        <Deal deal={deal} dueAt={new Date(now.getTime() + (deal.score - 85) * 1_200_000)} />
      )}
      onOpen={(deal) => undoToast(`${deal.company} would open`)}
      onMove={({ card, from, to }) => {
        put(card.id, to)
        undoToast(`${card.company} moved to ${lanes.find((lane) => lane.value === to)?.label}`, () =>
          put(card.id, from),
        )
      }}
    />
  )
}
