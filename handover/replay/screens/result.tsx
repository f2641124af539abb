import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type AgreementMark, useAgreementMarks } from '#handover/agreement/screens'
import { Chart, type ChartMark } from '#ui/chart'
import { client, orpc, problemText } from '#ui/client'
import { formatDate, formatDay, formatNumber } from '#ui/format'
import { confirm, failToast, Notice, toast } from '#ui/pieces'
import { Link } from '#ui/shell'
import css from './replay.module.css'
import { asDay } from './replay.tsx'

type Loaded = Awaited<ReturnType<typeof client.replay.get>>
type Line = Awaited<ReturnType<typeof client.scoring.list>>[number]
type Sides = [string, number, number, string?]
const mostShown = 50

/** Both definitions side by side: in sums, week by week, and by name. */
export function Result({ result, line }: { result: Loaded; line: Line }) {
  const { sums, missed, weeks, perWeek, version } = result
  const agreements = useAgreementMarks()
  const { inForce, candidate } = sums
  const offered = (side: 'inForce' | 'candidate') => weeks.reduce((sum, week) => sum + week[side].offered, 0)
  const rows: Sides[] = [
    ['Ready', inForce.ready, candidate.ready, 'Crossed by an act of their own, once in the period'],
    [
      'Offered',
      offered('inForce'),
      offered('candidate'),
      perWeek === null
        ? 'No weekly capacity is agreed on'
        : `You take ${formatNumber(perWeek)} a week; the others wait`,
    ],
    [
      'Handed over before it could say',
      0,
      result.cut,
      'Each is followed up to the real handover; later it might have called them strong enough',
    ],
    ['Kept', inForce.kept, candidate.kept, 'Accepted by a person, not sent back in 30 days'],
    ['Won', inForce.won, candidate.won],
    ['Lost or sent back', inForce.lost, candidate.lost],
    ['Not decided yet', inForce.open, candidate.open],
    [
      'Unknown',
      inForce.unknown,
      candidate.unknown,
      'Never handed over: nobody knows what would have become of them',
    ],
    ['Customers missed', missed.inForce, missed.candidate, 'Bought without ever being called strong enough'],
  ]
  return (
    <>
      <table className={css.sides}>
        <caption>
          {formatDay(asDay(result.from))} to {formatDay(asDay(result.to))}
          {result.verdicts === 'as_judged_today' && ', judged as of today'}
        </caption>
        <thead>
          <tr>
            <th scope="col">People</th>
            <th scope="col">In force then</th>
            <th scope="col">Version {version}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, a, b, about]) => (
            <tr key={label}>
              <th scope="row">
                {label}
                {about && <small>{about}</small>}
              </th>
              <td className="b-number">{formatNumber(a)}</td>
              <td className="b-number">
                {formatNumber(b)}
                {a !== b && <small>{b > a ? `+${formatNumber(b - a)}` : `−${formatNumber(a - b)}`}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Chart
        title="Ready a week"
        kind="bar"
        x="week"
        series={['inForce', 'candidate']}
        columns={[
          { id: 'week', title: 'Week of' },
          { id: 'inForce', title: 'In force then', format: 'number', accent: 'gray' },
          { id: 'candidate', title: `Version ${version}`, format: 'number', accent: 'teal' },
        ]}
        marks={marksOf(agreements, weeks)}
        rows={weeks.map((week) => ({
          week: formatDate(asDay(week.monday)),
          inForce: week.inForce.ready,
          candidate: week.candidate.ready,
        }))}
        note={
          result.verdicts === 'as_judged_today'
            ? 'Verdicts as judged today'
            : 'Verdicts as they were known then'
        }
      />
      <div className={css.two}>
        <section>
          <h2>Customers who would have been missed</h2>
          <People
            rows={result.missedPeople.map((one) => ({
              ...one,
              says: `bought ${formatDate(one.wonAt)}${one.inForce ? ', seen by what was in force' : ''}`,
            }))}
            count={missed.candidate}
            none="None. Whoever bought was called strong enough before, or asked for sales."
          />
        </section>
        <section>
          <h2>Only version {version} would have passed on</h2>
          <People
            rows={result.foundPeople.map((one) => ({
              ...one,
              says: `${formatDate(one.at)}, ${formatNumber(one.total)} points`,
            }))}
            count={result.found}
            none="Nobody."
          />
        </section>
      </div>
      <Approve result={result} line={line} />
    </>
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

type PeopleProps = { rows: { contactId: string; name: string; says: string }[]; count: number; none: string }

function People({ rows, count, none }: PeopleProps) {
  if (count === 0) return <p className={css.dim}>{none}</p>
  const left = count - Math.min(rows.length, mostShown)
  return (
    <ul className={css.people}>
      {rows.slice(0, mostShown).map((row) => (
        <li key={row.contactId}>
          <Link to={`/people/${row.contactId}`} dir="auto">
            {row.name}
          </Link>
          <span>{row.says}</span>
        </li>
      ))}
      {left > 0 && <li className={css.dim}>and {formatNumber(left)} more</li>}
    </ul>
  )
}

/** What was replayed can be put in force as it is: from the next Monday, and nobody's clock starts by it. */
function Approve({ result, line }: { result: Loaded; line: Line }) {
  const queries = useQueryClient()
  if (line.preparing?.startsAt && line.preparing.definitionId === result.definitionId)
    return (
      <Notice title={`Version ${result.version} starts on ${formatDay(line.preparing.startsAt)}`}>
        It can be called off under{' '}
        <Link to={`/handovers/strong-enough?line=${line.productLineId}`}>Strong enough</Link>.
      </Notice>
    )
  if (line.draft?.id !== result.definitionId || line.preparing) return null
  if (line.draft.createdAt > result.startedAt)
    return (
      <Notice accent="amber" title="The draft was changed since">
        What you see is an older state of it. Replay it again before you approve it.
      </Notice>
    )
  const approve = async () => {
    const sure = await confirm({
      title: 'Start it on Monday?',
      body: 'From then on it decides who is strong enough. Who becomes strong enough by it waits for their next act: nobody’s clock starts.',
      action: 'Start on Monday',
    })
    if (!sure) return
    try {
      const { startsAt } = await client.scoring.enforce({ id: result.definitionId, starts: 'next_monday' })
      await queries.invalidateQueries({ queryKey: orpc.scoring.key() })
      toast(`Version ${result.version} starts on ${startsAt ? formatDay(startsAt) : 'Monday'}.`, 'green')
    } catch (problem) {
      failToast(problemText(problem), 'What is in force stays.')
    }
  }
  return (
    <div>
      <Button onClick={() => void approve()}>Approve: start on Monday</Button>
    </div>
  )
}
