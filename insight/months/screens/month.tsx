import { Button, Group } from '@mantine/core'
import { IconDownload, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { DateTime } from 'luxon'
import { FigureValue, MustHold, pausesPath } from '#insight/numbers/screens'
import { type client as Client, client, download, orpc, problemText } from '#ui/client'
import { formatDate, formatDateTime, formatMonth, formatNumber } from '#ui/format'
import { ErrorState, failToast, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, Page, useParam } from '#ui/shell'
import { useMay } from '#workspace/members/screens'
import css from './months.module.css'
import { Restated } from './restated.tsx'
import { sectionTitles } from './words.ts'

type Loaded = Awaited<ReturnType<typeof Client.months.get>>

/** All numbers of a month on one page, to be read, printed and kept. */
export default function Month() {
  const month = useParam('month')
  const { data, error, refetch } = useQuery(
    orpc.months.get.queryOptions({
      input: { month, visits: false },
      meta: { topics: ['months', 'leads', 'handovers', 'deals', 'campaigns', 'settings'] },
    }),
  )
  const visits = useQuery(orpc.months.visits.queryOptions({ input: { month }, meta: { topics: ['months'] } }))
  const mayExport = useMay('exports.run')
  const save = () =>
    client.months
      .export({ month })
      .then(download)
      .catch((problem) => failToast(problemText(problem)))
  return (
    <Page
      title={DateTime.fromISO(month).isValid ? formatMonth(month) : 'Month'}
      crumbs={[{ label: 'Months', to: '/insight/months' }]}
      actions={
        <Group gap="xs">
          <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
            Print
          </Button>
          {mayExport && (
            <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => void save()}>
              CSV
            </Button>
          )}
        </Group>
      }
    >
      {error && <ErrorState what={problemText(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={10} />}
      {data && <Whole month={withVisits(data, visits.data)} />}
      {data && visits.isPending && <p className={css.dim}>Counting visits…</p>}
      {data && visits.error && (
        <ErrorState what={`Visits: ${problemText(visits.error)}`} onRetry={() => void visits.refetch()} />
      )}
    </Page>
  )
}

/** Visits come after all else, and stand where they belong; what froze of them is there from the first. */
const withVisits = (
  month: Loaded,
  visits: Awaited<ReturnType<typeof Client.months.visits>> | undefined,
): Loaded =>
  visits
    ? {
        ...month,
        figures: month.frozenAt ? month.figures : [...visits.figures, ...month.figures],
        restated: [...visits.restated, ...month.restated],
      }
    : month

/** The pauses beside a rate of clocks open where they are listed. */
function Note({ figure: { key, note }, search }: { figure: Loaded['figures'][number]; search: string }) {
  const duty = /^rate\.(\w+)_in_time$/.exec(key)?.[1]
  return duty ? <Link to={pausesPath(duty, search)}>{note}</Link> : note
}

const stateWords = ({ ofPart, frozenAt, freezesAt, asOf }: Loaded): string => {
  if (ofPart) return 'Of what you see, as it stands now. What freezes is of the whole firm.'
  if (frozenAt) return `Frozen ${formatDateTime(frozenAt)}.`
  return `Open until ${formatDate(freezesAt)}, as of ${formatDateTime(asOf)}.`
}

function Whole({ month }: { month: Loaded }) {
  const last = DateTime.fromJSDate(month.to, { zone: month.zone }).minus({ days: 1 }).toISODate()
  const search = new URLSearchParams({
    ...{ period: 'own', from: month.month, to: last ?? '', zone: month.zone, month: month.month },
  })
  const changed = new Map(month.restated.map((it) => [it.key, it.is]))
  const value = (figure: Loaded['figures'][number]) => (
    <FigureValue figure={figure} currency={month.currency} search={search.toString()} />
  )
  return (
    <div className={css.page}>
      <p className={css.state} data-frozen={month.frozenAt ? true : undefined}>
        <b dir="auto">{month.firm}</b> · {stateWords(month)}
      </p>
      {month.frozenAt && <Restated month={month} search={search.toString()} />}
      {Object.entries(sectionTitles).map(([section, title]) => {
        const figures = month.figures.filter((it) => it.section === section)
        if (figures.length === 0) return null
        const anyChanged = figures.some((it) => changed.has(it.key))
        return (
          <Section key={section} title={title}>
            <table className={css.table}>
              <thead>
                <tr>
                  <th scope="col">Number</th>
                  <th scope="col">{month.frozenAt ? 'Frozen' : 'So far'}</th>
                  {anyChanged && <th scope="col">Now</th>}
                  <th scope="col">Made of</th>
                </tr>
              </thead>
              <tbody>
                {figures.map((figure) => {
                  const now = changed.get(figure.key)
                  return (
                    <tr key={figure.key}>
                      <th scope="row">
                        <span title={figure.formula}>{figure.label}</span>
                        {!figure.ripe && <small>still young, not to be compared</small>}
                        {figure.note && (
                          <small>
                            <Note figure={figure} search={search.toString()} />
                          </small>
                        )}
                      </th>
                      <td>{value(figure)}</td>
                      {anyChanged && <td>{now ? value(now) : changed.has(figure.key) ? 'gone' : ''}</td>}
                      <td>{figure.kind !== 'count' && formatNumber(figure.n)}</td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
            {section === 'pipeline' && month.pipelineKnownFrom && (
              <p className={css.dim}>
                Changes of value are known since {formatDate(month.pipelineKnownFrom)}.
              </p>
            )}
          </Section>
        )
      })}
      <MustHold identities={month.identities} />
    </div>
  )
}
