import type { client } from '#ui/client'
import { formatDate, formatDay, formatNumber } from '#ui/format'
import { Link } from '#ui/shell'
import { Approve } from './approve.tsx'
import css from './replay.module.css'
import { asDay } from './replay.tsx'
import { Weeks } from './weeks.tsx'

type Loaded = Awaited<ReturnType<typeof client.replay.get>>
type Line = Awaited<ReturnType<typeof client.scoring.list>>[number]
type Sides = [string, number, number, string?]
const mostShown = 50

/** Both definitions side by side: in sums, week by week, and by name. */
export function Result({ result, line }: { result: Loaded; line: Line }) {
  const { sums, missed, weeks, version } = result
  const { inForce, candidate } = sums
  const offered = (side: 'inForce' | 'candidate') => weeks.reduce((sum, week) => sum + week[side].offered, 0)
  const rows: Sides[] = [
    ['Ready', inForce.ready, candidate.ready, 'Crossed by an act of their own, once in the period'],
    ['Offered', offered('inForce'), offered('candidate'), capacityWords(weeks)],
    [
      'Joined',
      inForce.joined,
      candidate.joined,
      'Sales had their company already: nobody new was offered them',
    ],
    [
      'Signalled',
      inForce.signalled,
      candidate.signalled,
      'Customers, and people with an open deal: whoever has them is told',
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
      'Never handed over, before or since: nobody knows what would have become of them',
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
      {result.before > 0 && (
        <ul className={css.limits}>
          <li>
            {result.before === 1
              ? '1 person had been handed over already before the period, alone or with a colleague, and is left out.'
              : `${formatNumber(result.before)} people had been handed over already before the period, alone or with a colleague, and are left out.`}
          </li>
        </ul>
      )}
      <Weeks result={result} />
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

/** What sales took in those weeks: it may have changed, or have been agreed on in between. */
function capacityWords(weeks: Loaded['weeks']): string {
  const agreed = weeks.flatMap(({ perWeek }) => perWeek ?? [])
  const [least, most] = [Math.min(...agreed), Math.max(...agreed)]
  if (agreed.length === 0) return 'No weekly capacity was agreed on'
  const took = least === most ? formatNumber(most) : `${formatNumber(least)} to ${formatNumber(most)}`
  return `Sales took ${took} a week${agreed.length < weeks.length ? ' once that was agreed on' : ''}; the others wait`
}

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
