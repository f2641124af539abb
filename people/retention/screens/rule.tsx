import { Button, NumberInput } from '@mantine/core'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client, orpc, problemText } from '#ui/client'
import { formatDate, formatNumber } from '#ui/format'
import { confirm, ErrorState, failToast, Loading, Tag, toast } from '#ui/pieces'
import { Link } from '#ui/shell'
import css from './rule.module.css'

type Retention = Awaited<ReturnType<typeof client.retention.get>>
const people = (n: number) => (n === 1 ? 'one person' : `${formatNumber(n)} people`)

/** For how long people are kept of whom nothing was heard: whom it would erase is seen before it is switched on. */
export default function Rule() {
  const [months, setMonths] = useState<number | null>(null)
  const { data, error, refetch } = useQuery(
    orpc.retention.get.queryOptions({
      input: { ...(months !== null && { months }) },
      placeholderData: keepPreviousData,
      meta: { topics: ['contacts', 'settings'] },
    }),
  )
  if (error) return <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
  if (!data) return <Loading lines={3} />
  return <Known data={data} months={months ?? data.months} onMonths={setMonths} />
}

function Known({
  data,
  months,
  onMonths,
}: {
  data: Retention
  months: number
  onMonths: (months: number) => void
}) {
  const queries = useQueryClient()
  const isOn = data.rule?.onSince != null
  const isCounted = data.months === months
  const save = async (on: boolean) => {
    const sure =
      !on ||
      (await confirm({
        title: `Keep nobody longer than ${months} months of silence?`,
        body:
          data.count === 0
            ? 'Today that is nobody. From now on whoever is silent for so long is erased, every day.'
            : `Today that erases ${people(data.count)}, at most 500 a day, and from then on whoever is silent for so long. This can’t be taken back.`,
        action: data.count === 0 ? 'Switch on' : `Erase ${people(data.count)} and switch on`,
        danger: true,
        ...(data.count > 0 && { type: String(data.count) }),
      }))
    if (!sure) return
    try {
      await client.retention.save({ months, on, count: data.count })
      toast(on ? 'On. It runs once a day.' : 'Off. Nobody is erased by it any more.', 'green')
    } catch (problem) {
      failToast(problemText(problem), 'Nothing was saved.')
    }
    await queries.invalidateQueries({ queryKey: orpc.retention.key() })
  }
  return (
    <section className={css.rule}>
      <h2 className={css.head}>
        How long people are kept
        <Tag accent={isOn ? 'green' : 'gray'} dot>
          {isOn ? `On since ${formatDate(data.rule!.onSince!)}` : 'Off'}
        </Tag>
      </h2>
      <p className={css.dim}>
        Erased is who did nothing, was not talked to, and agreed to nothing for so long. Customers stay, and
        whoever has a deal, an open lead or handover, or a task.
      </p>
      <div className={css.form}>
        <NumberInput
          label="Months of silence"
          min={3}
          max={120}
          clampBehavior="strict"
          allowDecimal={false}
          value={months}
          onChange={(value) => typeof value === 'number' && value >= 3 && onMonths(value)}
          w={140}
        />
        {(!isOn || months !== data.rule!.months) && (
          <Button disabled={!isCounted} onClick={() => void save(true)}>
            {isOn ? 'Save' : 'Switch on…'}
          </Button>
        )}
        {isOn && (
          <Button variant="default" onClick={() => void save(false)}>
            Switch off
          </Button>
        )}
      </div>
      <p role="status">
        {isCounted ? `Today: ${data.count === 0 ? 'nobody' : people(data.count)}.` : 'Counting…'}
      </p>
      {data.first.length > 0 && (
        <ul className={css.list}>
          {data.first.map((it) => (
            <li key={it.id}>
              <Link to={`/people/${it.id}`}>{it.name}</Link>
              <span>
                {it.company && `${it.company} · `}silent since {formatDate(it.since)}
              </span>
            </li>
          ))}
          {data.count > data.first.length && (
            <li>
              <span>and {formatNumber(data.count - data.first.length)} more</span>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}
