import { FigureValue, figureText, rowPath } from '#insight/numbers/screens'
import type { client } from '#ui/client'
import { formatDate, formatMoney, formatNumber } from '#ui/format'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import css from './months.module.css'
import { changeWords } from './words.ts'

type Loaded = Awaited<ReturnType<typeof client.months.get>>
type Line = Loaded['restated'][number]
type Row = Line['why'][number]

function Title({ row }: { row: Row }) {
  const to = rowPath(row)
  const name = <bdi>{row.title}</bdi>
  return to ? <Link to={to}>{name}</Link> : name
}

/** What says something else than when the month froze, and which rows made it so. */
export function Restated({ month, search }: { month: Loaded; search: string }) {
  const [restated, ripened] = [
    month.restated.filter((it) => !it.ripened),
    month.restated.filter((it) => it.ripened),
  ]
  if (month.restated.length === 0)
    return <p className={css.dim}>Nothing has been restated: every number still says what it said.</p>
  const lines = (list: Line[]) =>
    list.map((line) => (
      <li key={line.key}>
        <div>
          <b>{line.label}</b>
          <span>
            was {line.was ? figureText(line.was, month.currency) : 'not there'}, is{' '}
            {line.is ? <FigureValue figure={line.is} currency={month.currency} search={search} /> : 'gone'}
          </span>
        </div>
        {line.rows === 0 && (
          <small className={css.dim}>No row joined or left: something they say has changed.</small>
        )}
        {line.rows === null && <small className={css.dim}>Which rows changed was not kept.</small>}
        <ul>
          {line.why.map((row) => (
            <li key={row.id}>
              <Title row={row} /> {changeWords[row.change]}
              {row.change === 'changed' && ` from ${money(row.was, month)} to ${money(row.is, month)}`}
              {row.at && `, ${formatDate(row.at)}`}
              {row.by && (
                <>
                  {' by '}
                  <bdi>{row.by}</bdi>
                </>
              )}
            </li>
          ))}
          {(line.rows ?? 0) > line.why.length && (
            <li>and {formatNumber((line.rows ?? 0) - line.why.length)} more</li>
          )}
        </ul>
      </li>
    ))
  return (
    <>
      {restated.length > 0 && (
        <Section title="Restated" count={restated.length}>
          <ul className={css.restated}>{lines(restated)}</ul>
        </Section>
      )}
      {ripened.length > 0 && (
        <Section title="Ripened since" count={ripened.length}>
          <p className={css.dim}>These were still young, or still ran, when the month froze.</p>
          <ul className={css.restated}>{lines(ripened)}</ul>
        </Section>
      )}
    </>
  )
}

const money = (minor: number | null, { currency }: Loaded) =>
  minor === null ? 'nothing' : formatMoney(minor, currency)
