import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { orpc, problemText } from '#ui/client'
import { formatMoney, formatNumber } from '#ui/format'
import { ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, type PanelProps } from '#ui/shell'
import type { Rollup } from '../contract.ts'
import css from './rollup.module.css'

const filtered = (path: string, items: { field: string; value: string[] }[]) =>
  `${path}?${new URLSearchParams({
    filter: JSON.stringify({ match: 'all', items: items.map((it) => ({ ...it, operator: 'is' })) }),
  })}`

/** On a company's page: what it comes to, by itself and with all that belong to it. Each number opens its rows. */
export default function OnCompany({ id }: PanelProps) {
  return id ? <Sums id={id} /> : null
}

function Sums({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(
    orpc.rollups.get.queryOptions({ input: { id }, meta: { topics: ['companies', 'contacts', 'deals'] } }),
  )
  if (error || !data)
    return (
      <Section title="Comes to">
        {error ? (
          <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
        ) : (
          <Loading lines={4} />
        )}
      </Section>
    )
  const { alone, within } = data
  const line = (label: string, of: (it: Rollup, wide: boolean) => ReactNode) => (
    <tr>
      <th scope="row">{label}</th>
      <td>{of(alone, false)}</td>
      {within && <td>{of(within, true)}</td>}
    </tr>
  )
  const deals = (state: 'open' | 'won') => (it: Rollup, wide: boolean) => (
    <Opens n={it[state].count} to={`/sales/deals?state=${state}&company=${id}${wide ? '&below=yes' : ''}`}>
      {it[state].values.map(({ currency, valueMinor }) => (
        <small key={currency}>{formatMoney(valueMinor, currency)}</small>
      ))}
    </Opens>
  )
  return (
    <Section title="Comes to">
      <table className={css.sums}>
        <thead>
          <tr>
            <td />
            <th scope="col">By itself</th>
            {within && <th scope="col">With all below</th>}
          </tr>
        </thead>
        <tbody>
          {line('People', ({ people }, wide) =>
            wide ? (
              <Opens n={people} to={filtered('/people', [{ field: 'within', value: [id] }])} />
            ) : (
              <Below n={people} />
            ),
          )}
          {line('Open deals', deals('open'))}
          {line('Won deals', deals('won'))}
          {within &&
            line('Customers', ({ customers }, wide) => (
              <Opens
                n={customers}
                to={
                  wide
                    ? filtered('/companies', [
                        { field: 'within', value: [id] },
                        { field: 'bought', value: ['yes'] },
                      ])
                    : `/sales/deals?state=won&company=${id}`
                }
              />
            ))}
          {within &&
            line('Companies', ({ companies }, wide) =>
              wide ? (
                <Opens n={companies} to={filtered('/companies', [{ field: 'within', value: [id] }])} />
              ) : (
                '1'
              ),
            )}
        </tbody>
      </table>
    </Section>
  )
}

/** Those who work there stand on this page already. */
function Below({ n }: { n: number }) {
  if (n === 0) return '–'
  const show = () =>
    document.querySelector('section[aria-label="People"]')?.scrollIntoView({ block: 'center' })
  return (
    <button type="button" className={css.show} onClick={show}>
      {formatNumber(n)}
    </button>
  )
}

/** A number that opens what it counts; nought opens nothing. */
function Opens({ n, to, children }: { n: number; to: string; children?: ReactNode }) {
  if (n === 0) return '–'
  return (
    <>
      <Link to={to} className="b-number">
        {formatNumber(n)}
      </Link>
      {children}
    </>
  )
}
