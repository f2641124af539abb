import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { formatDate } from '#ui/format'
import { ErrorState, Figures, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, usePlace } from '#ui/shell'
import type { Section as Part } from '../figure.ts'
import type { Asked } from './asked.ts'
import { FigureStat, FigureValue } from './figure.tsx'
import css from './insight.module.css'

type Props = { filter: NonNullable<Asked['filter']>; filteredBy: string | undefined }

/** What the period cost and returned, how the pipeline moved, and who became a customer. */
export function MoneyAndDeals({ filter, filteredBy }: Props) {
  const { search } = usePlace()
  const { view: _, ...asked } = filter
  const { data, error, refetch } = useQuery(
    orpc.numbers.figures.queryOptions({
      input: { ...asked, visits: false },
      meta: { topics: ['leads', 'handovers', 'deals', 'campaigns', 'settings'] },
      placeholderData: keepPreviousData,
    }),
  )
  if (error) return <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
  if (!data) return <Loading lines={6} />
  const of = (section: Part, more: (key: string) => boolean = () => true) =>
    data.figures.filter((it) => it.section === section && more(it.key))
  const common = { currency: data.currency, search }
  const stat = { ...common, asOf: data.asOf, filteredBy }
  const noMargin = of('money', (key) => key === 'roi').some((it) => it.note?.startsWith('No margin'))
  const known = data.pipelineKnownFrom
  return (
    <>
      <Section
        title="Money"
        actions={noMargin ? <Link to="/settings/margins">Enter a margin</Link> : undefined}
      >
        <div className={css.stats}>
          {of('money').map((figure) => (
            <FigureStat key={figure.key} figure={figure} {...stat} />
          ))}
          {of('revenue', (key) => key === 'deal.influenced.value').map((figure) => (
            <FigureStat key={figure.key} figure={figure} {...stat} />
          ))}
        </div>
      </Section>
      <Section title="How deals move">
        <div className={css.stats}>
          {of('deals', (key) => key !== 'cycle').map((figure) => (
            <FigureStat key={figure.key} figure={figure} {...stat} />
          ))}
        </div>
      </Section>
      <div className={css.pair}>
        <Section title="Open pipeline">
          <FigureRows figures={of('pipeline')} {...common} />
          {known && (
            <p className={css.quiet}>
              Changes of value are known since {formatDate(known)}; before, each deal counts with its value of
              that day.
            </p>
          )}
        </Section>
        <Section title="Customers">
          <FigureRows figures={of('customers', (key) => !recurs(key))} {...common} />
        </Section>
      </div>
      {of('customers', recurs).some(({ n }) => n > 0) && (
        <Section title="What recurs">
          <div className={css.stats}>
            {of('customers', recurs).map((figure) => (
              <FigureStat key={figure.key} figure={figure} {...stat} />
            ))}
          </div>
        </Section>
      )}
      {of('mail').some(({ n }) => n > 0) && (
        <Section title="Letters to people">
          <FigureRows figures={of('mail')} {...common} />
        </Section>
      )}
    </>
  )
}

const recurs = (key: string) => /^(recurring|retention)\./.test(key)

type Rows = { figures: Parameters<typeof FigureValue>[0]['figure'][]; currency: string; search: string }

function FigureRows({ figures, currency, search }: Rows) {
  return (
    <Figures>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure.key}>
            <th scope="row" title={figure.formula}>
              {figure.label}
            </th>
            <td>
              <FigureValue figure={figure} currency={currency} search={search} />
            </td>
          </tr>
        ))}
      </tbody>
    </Figures>
  )
}
