import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatDate, formatNumber, formatPercent } from '#ui/format'
import { ErrorState, Figures } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, usePlace } from '#ui/shell'
import { type Asked, rowsPath } from './asked.ts'
import css from './insight.module.css'

type Share = { text: string; cases: number; low: number | null; high: number | null }

/** What came of whom each version of readiness passed on, one below the other. */
export function Versions({ filter }: { filter: NonNullable<Asked['filter']> }) {
  const { search } = usePlace()
  const { view: _, ...asked } = filter
  const { data, error, refetch } = useQuery(
    orpc.numbers.versions.queryOptions({
      input: asked,
      meta: { topics: ['handovers', 'scoring'] },
      placeholderData: keepPreviousData,
    }),
  )
  if (error) return <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
  const rows = data?.rows.filter((row) => row.offered > 0) ?? []
  if (rows.length === 0) return null
  const lines = new Set(rows.map((row) => row.productLineId)).size > 1
  const told = (share: Share, key: string, label: string, ripe: boolean) => (
    <span
      className={css.figure}
      data-unripe={ripe ? undefined : true}
      title={
        share.low === null || share.high === null
          ? undefined
          : `between ${formatPercent(share.low)} and ${formatPercent(share.high)}`
      }
    >
      {share.cases === 0 ? (
        '–'
      ) : (
        <Link to={rowsPath(key, label, search, { view: 'period' })}>{share.text}</Link>
      )}
    </span>
  )
  return (
    <Section title="By version of readiness">
      <Figures>
        <caption className={css.quiet}>
          Those who crossed while a version was in force. Hatched: the youngest was offered less than 30 days
          ago, so it is not to be compared.
        </caption>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">In force</th>
            <th scope="col">Offered</th>
            <th scope="col">Kept</th>
            <th scope="col">Qualified</th>
            <th scope="col">False positive</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.definitionId}>
              <td dir="auto">
                Version {row.version}
                {lines && ` · ${row.productLine}`}
              </td>
              <td>
                {formatDate(row.fromAt)} – {row.toAt ? formatDate(row.toAt) : 'now'}
              </td>
              <td>
                <Link
                  to={rowsPath(`version.answerable.${row.definitionId}`, 'Offered', search, {
                    view: 'period',
                  })}
                >
                  {formatNumber(row.offered)}
                </Link>
              </td>
              <td>{told(row.kept, `version.kept.${row.definitionId}`, 'Kept', row.ripe)}</td>
              <td>{told(row.qualified, `version.qualified.${row.definitionId}`, 'Qualified', row.ripe)}</td>
              <td>
                {told(
                  row.falsePositive,
                  `version.false_positive.${row.definitionId}`,
                  'False positive',
                  row.ripe,
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Figures>
    </Section>
  )
}
