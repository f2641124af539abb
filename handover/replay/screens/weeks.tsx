import { Select } from '@mantine/core'
import { useState } from 'react'
import { type AgreementMark, Chart, type ChartMark, useAgreementMarks } from '#ui/chart'
import type { client } from '#ui/client'
import { formatDate } from '#ui/format'
import css from './replay.module.css'
import { asDay } from './replay.tsx'

type Loaded = Awaited<ReturnType<typeof client.replay.get>>
type Week = Loaded['weeks'][number]
type State = keyof Week['inForce']

/** What became of those of a week; `ripens`: what it waits for before it is compared. */
const states: { value: State; label: string; ripens?: keyof Week['ripe'] }[] = [
  { value: 'ready', label: 'Ready' },
  { value: 'offered', label: 'Offered' },
  { value: 'waiting', label: 'Waiting at its end' },
  { value: 'joined', label: 'Joined' },
  { value: 'signalled', label: 'Signalled' },
  { value: 'kept', label: 'Kept', ripens: 'kept' },
  { value: 'notKept', label: 'Not kept', ripens: 'kept' },
  { value: 'won', label: 'Won', ripens: 'end' },
  { value: 'lost', label: 'Lost or sent back', ripens: 'end' },
  { value: 'open', label: 'Not decided yet', ripens: 'end' },
  { value: 'unknown', label: 'Unknown' },
]

/** Both definitions week by week, in one state at a time. */
export function Weeks({ result }: { result: Loaded }) {
  const { weeks, version, verdicts } = result
  const [value, choose] = useState<State>('ready')
  const state = states.find((it) => it.value === value)!
  const agreements = useAgreementMarks()
  const { ripens } = state
  const young = ripens
    ? new Set(weeks.filter(({ ripe }) => !ripe[ripens]).map(({ monday }) => formatDate(asDay(monday))))
    : new Set<string>()
  return (
    <div className={css.weeks}>
      <Select
        label="Week by week"
        className={css.which}
        allowDeselect={false}
        value={value}
        data={states.map((it) => ({ value: it.value, label: it.label }))}
        onChange={(next) => next && choose(next as State)}
      />
      <Chart
        title={`${state.label} a week`}
        kind="bar"
        x="week"
        series={['inForce', 'candidate']}
        columns={[
          { id: 'week', title: 'Week of' },
          { id: 'inForce', title: 'In force then', format: 'number', accent: 'gray' },
          { id: 'candidate', title: `Version ${version}`, format: 'number', accent: 'teal' },
        ]}
        marks={marksOf(agreements, weeks)}
        unripe={(row) => young.has(String(row.week))}
        rows={weeks.map((week) => ({
          week: formatDate(asDay(week.monday)),
          inForce: week.inForce[value],
          candidate: week.candidate[value],
        }))}
        note={[
          verdicts === 'as_judged_today' ? 'Verdicts as judged today' : 'Verdicts as they were known then',
          ...(young.size > 0 ? ['hatched: still young, not to be compared'] : []),
        ].join(' · ')}
      />
    </div>
  )
}

const weekMs = 7 * 86_400_000

/** An agreement stands at the week in which it began. */
const marksOf = (agreements: AgreementMark[], weeks: Loaded['weeks']): ChartMark[] =>
  agreements.flatMap(({ at, label }) => {
    const week = weeks.find(({ monday }) => {
      const since = at.getTime() - new Date(`${monday}T00:00:00`).getTime()
      return since >= 0 && since < weekMs
    })
    return week ? [{ at: formatDate(asDay(week.monday)), label }] : []
  })
