import { SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatNumber, formatPercent } from '#ui/format'
import { ErrorState, Figures, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, usePlace, useUrl } from '#ui/shell'
import { type Asked, type Grouping, pausesPath, rowsPath } from './asked.ts'
import css from './insight.module.css'
import { PausesBeside } from './pauses-beside.tsx'

const groupings: { value: Grouping; label: string }[] = [
  { value: 'person', label: 'Person' },
  { value: 'product_line', label: 'Product line' },
  { value: 'channel', label: 'Source' },
]
const duties = [
  { duty: 'answer', label: 'Answered in time' },
  { duty: 'attempt', label: 'First try in time' },
  { duty: 'decision', label: 'Decided in time' },
  { duty: 'verdict', label: 'Send-backs answered in time' },
] as const
type Times = { n: number; open: number; median: number | null; p90: number | null }

/** How fast the seam was, and whose clocks were kept. */
export function Speed({ filter }: { filter: NonNullable<Asked['filter']> }) {
  const [by, setBy] = useUrl('speed', 'person')
  const { search } = usePlace()
  const { view: _, ...asked } = filter
  const { data, error, refetch } = useQuery(
    orpc.numbers.speed.queryOptions({
      input: { ...asked, by: by as Grouping },
      meta: { topics: ['leads', 'handovers'] },
      placeholderData: keepPreviousData,
    }),
  )
  const only = (group: string | null) => ({
    view: 'period',
    ...(group !== null && { [by === 'product_line' ? 'line' : by]: group }),
  })
  const times = (
    { n, open, median, p90 }: Times,
    unit: string,
    key: string,
    label: string,
    group: string | null,
  ) =>
    median === null || p90 === null ? (
      '–'
    ) : (
      <Link to={rowsPath(key, label, search, only(group))}>
        <span title={open > 0 ? `${n}, of which ${open} still run with their time so far` : String(n)}>
          {formatNumber(Math.round(median * 10) / 10)} · {formatNumber(Math.round(p90 * 10) / 10)} {unit}
        </span>
      </Link>
    )
  return (
    <Section
      title="Speed and duty"
      actions={
        <SegmentedControl size="xs" aria-label="Speed by" value={by} onChange={setBy} data={groupings} />
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={4} />}
      {data?.rows.length === 0 && <p className={css.quiet}>Nothing was offered in this period.</p>}
      {data && data.rows.length > 0 && (
        <Figures>
          <caption className={css.quiet}>
            <span>
              Median · nine of ten. Answer and first try in working minutes of the receiver, talk in hours.
              What still runs counts with its time so far. Pauses are working time in which a clock stood
              still.
            </span>
          </caption>
          <thead>
            <tr>
              <th scope="col">{groupings.find((it) => it.value === by)?.label}</th>
              <th scope="col">To answer</th>
              <th scope="col">To try</th>
              <th scope="col">To talk</th>
              {duties.map(({ duty, label }) => (
                <th scope="col" key={duty}>
                  {label}
                </th>
              ))}
              <th scope="col">No cover</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <tr key={row.group ?? ''}>
                <td dir="auto">{row.name}</td>
                <td>{times(row.answer, 'min', 'offer.waited', 'Time to answer', row.group)}</td>
                <td>{times(row.attempt, 'min', 'offer.tried', 'Time to attempt', row.group)}</td>
                <td>{times(row.talk, 'h', 'handover.talked', 'Time to talk', row.group)}</td>
                {duties.map(({ duty, label }) => {
                  const { share, pauses } = row.inTime.find((it) => it.duty === duty)!
                  return (
                    <td
                      key={duty}
                      title={
                        share.low === null || share.high === null
                          ? undefined
                          : `between ${formatPercent(share.low)} and ${formatPercent(share.high)}`
                      }
                    >
                      {share.cases === 0 ? (
                        '–'
                      ) : (
                        <Link to={rowsPath(`clock.${duty}_in_time`, label, search, only(row.group))}>
                          {share.text}
                        </Link>
                      )}
                      <PausesBeside pauses={pauses} to={pausesPath(duty, search, only(row.group))} />
                    </td>
                  )
                })}
                <td>{row.noCover === 0 ? '–' : formatNumber(row.noCover)}</td>
              </tr>
            ))}
          </tbody>
        </Figures>
      )}
    </Section>
  )
}
