import { Button } from '@mantine/core'
import { IconChartFunnel } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Funnel, SmallBars, Stat } from '#ui/chart'
import { orpc, problemText } from '#ui/client'
import { formatMoney, formatNumber } from '#ui/format'
import { EmptyState, ErrorState, Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Page, usePlace } from '#ui/shell'
import { type Asked, rowsPath, useAsked } from './asked.ts'
import { Breakdown } from './breakdown.tsx'
import { FilteredBy, Filters, useFilterWords } from './filters.tsx'
import css from './insight.module.css'
import { MoneyAndDeals } from './money-and-deals.tsx'
import { MustHold } from './must-hold.tsx'
import { OverTime } from './over-time.tsx'
import { PeopleTable } from './people-table.tsx'
import { RateStat } from './rate-stat.tsx'
import { Speed } from './speed.tsx'
import { Toolbar } from './toolbar.tsx'
import { Versions } from './versions.tsx'
import { shareOf, steps } from './words.ts'

const topics = { topics: ['leads', 'handovers', 'deals'] }

/** What came back: every number with its formula and its rows. */
export default function Insight() {
  const asked = useAsked()
  return (
    <Page title="Numbers">
      <Toolbar asked={asked} />
      <Filters asked={asked} />
      <FilteredBy asked={asked} />
      {asked.filter && <Numbers asked={asked} filter={asked.filter} />}
      {asked.error && <ErrorState what={problemText(asked.error)} />}
    </Page>
  )
}

function Numbers({ asked, filter }: { asked: Asked; filter: NonNullable<Asked['filter']> }) {
  const { search } = usePlace()
  const { data, error, refetch } = useQuery(
    orpc.numbers.get.queryOptions({ input: filter, meta: topics, placeholderData: keepPreviousData }),
  )
  const { view: _, ...whatever } = filter
  const filteredBy = useFilterWords(asked)
  const visits = useQuery(
    orpc.numbers.visits.queryOptions({ input: whatever, placeholderData: keepPreviousData }),
  )
  if (error) return <ErrorState what={problemText(error)} onRetry={() => void refetch()} />
  if (!data) return <Loading lines={8} />
  const rows = (key: string, label: string, only?: Parameters<typeof rowsPath>[3]) =>
    rowsPath(key, label, search, only)
  const counts = data.funnel.map((step) => step.n)
  const nothing = [...counts, ...data.rates.map((it) => it.share.cases)].every((n) => n === 0)
  if (nothing && visits.isPending) return <Loading lines={8} />
  if (nothing && !visits.data?.rate?.share.cases)
    return (
      <EmptyState
        icon={<IconChartFunnel size={22} />}
        title="Nothing happened in this period"
        more={
          asked.narrowed && (
            <Button variant="default" onClick={asked.widen}>
              Show everything
            </Button>
          )
        }
      >
        Leads, handovers and deals are counted here as soon as there are any. Choose a longer period, or
        publish a form.
      </EmptyState>
    )
  const common = {
    asOf: data.asOf,
    filter: [
      asked.view === 'cohort' ? 'what began in the period' : 'what happened in the period',
      ...(filteredBy ? [`filtered by ${filteredBy}`] : []),
    ].join(', '),
  }
  const { deals, timeToAnswer } = data
  return (
    <div className={css.stack}>
      <Section title="From lead to customer">
        {counts.every((n) => n === 0) ? (
          <p className={css.quiet}>No leads in this period.</p>
        ) : (
          <Funnel
            label="From lead to customer"
            crossingAfter="funnel.ready"
            steps={data.funnel.map((step, at) => ({
              id: step.key,
              label: step.label,
              legend: steps[step.key]?.legend,
              accent: steps[step.key]?.accent,
              count: step.n,
              share: at > 0 && asked.view === 'cohort' ? shareOf(step.n, counts[at - 1] ?? 0) : undefined,
              to: rows(step.key, step.label),
              note:
                step.byRule > 0
                  ? `${formatNumber(step.byRule)} by rule: one person wears both hats`
                  : undefined,
            }))}
          />
        )}
      </Section>
      <OverTime filter={filter} />
      <Section title="What became of those who were ready">
        {data.ready.every((it) => it.n === 0) ? (
          <p className={css.quiet}>Nobody became ready in this period.</p>
        ) : (
          <>
            <p className={css.quiet}>
              {formatNumber(data.ready.reduce((sum, it) => sum + it.n, 0))} became ready in this period,
              whenever they began.
            </p>
            <SmallBars
              label="What became of those who were ready"
              bars={data.ready.map((it) => ({
                label: it.label,
                value: it.n,
                accent: 'teal',
                to: rows(it.key, it.label),
              }))}
            />
          </>
        )}
      </Section>
      <Section title="Rates">
        <div className={css.stats}>
          {(visits.data?.rate ? [visits.data.rate, ...data.rates] : data.rates).map((rate) => (
            <RateStat
              key={rate.key}
              rate={rate}
              to={rows(rate.hitsKey, rate.label)}
              search={search}
              {...common}
            />
          ))}
          <Stat
            label="Time to answer"
            value={
              timeToAnswer.medianMinutes === null
                ? '–'
                : `${formatNumber(Math.round(timeToAnswer.medianMinutes))} min`
            }
            formula="median business minutes from offer to answer on the receiver’s calendar; open ones with their time so far"
            n={timeToAnswer.n}
            to={rows('offer.waited', 'Time to answer')}
            change={
              timeToAnswer.p90Minutes === null
                ? undefined
                : { text: `nine of ten within ${formatNumber(Math.round(timeToAnswer.p90Minutes))} min` }
            }
            {...common}
          />
        </div>
        {visits.isPending && <p className={css.quiet}>Counting visits…</p>}
        {visits.error && (
          <ErrorState what={`Visits: ${problemText(visits.error)}`} onRetry={() => void visits.refetch()} />
        )}
      </Section>
      <Section title="Deals">
        <div className={css.stats}>
          <Stat
            label="Won value"
            value={formatMoney(deals.wonValueMinor, data.currency)}
            formula="one-off + recurring × min(term, 12), at the rate of the closing day"
            n={deals.won}
            to={rows('deal.won', 'Won deals')}
            accent="teal"
            change={
              deals.withoutRate > 0
                ? { text: `${formatNumber(deals.withoutRate)} without a rate are not in it` }
                : undefined
            }
            {...common}
          />
          <Stat
            label="Won"
            value={formatNumber(deals.won)}
            formula="deals won, by closing instant"
            n={deals.won}
            to={rows('deal.won', 'Won deals')}
            {...common}
          />
          <Stat
            label="Lost"
            value={formatNumber(deals.lost)}
            formula="deals lost, by closing instant"
            n={deals.lost}
            to={rows('deal.lost', 'Lost deals')}
            {...common}
          />
          <Stat
            label="Cycle"
            value={deals.medianCycleDays === null ? '–' : `${formatNumber(deals.medianCycleDays)} days`}
            formula="won − created, median"
            n={deals.won}
            to={rows('deal.won', 'Won deals')}
            change={
              deals.p90CycleDays === null
                ? undefined
                : { text: `nine of ten within ${formatNumber(Math.round(deals.p90CycleDays))} days` }
            }
            {...common}
          />
        </div>
      </Section>
      <Speed filter={filter} />
      <MoneyAndDeals filter={filter} filteredBy={filteredBy} />
      <Breakdown asked={asked} filter={filter} />
      <div className={css.pair}>
        <Section title="Sent back, by reason">
          {data.sentBack.length === 0 ? (
            <p className={css.quiet}>Nothing was sent back.</p>
          ) : (
            <SmallBars
              label="Sent back, by reason"
              bars={data.sentBack.map((it) => ({
                label: it.label,
                value: it.n,
                accent: 'amber',
                to: rows('handover.sent_back', `Sent back: ${it.label}`, {
                  reason: it.reason,
                }),
              }))}
            />
          )}
        </Section>
        <Section title="Won value by origin">
          {data.origins.length === 0 ? (
            <p className={css.quiet}>Nothing was won.</p>
          ) : (
            <SmallBars
              label="Won value by origin"
              bars={data.origins.map((it) => ({
                label: `${it.origin} (${formatNumber(it.n)})`,
                value: it.valueMinor,
                accent: 'teal',
                show: formatMoney(it.valueMinor, data.currency),
                to: rows('deal.won', `Won, origin ${it.origin}`, { origin: it.origin }),
              }))}
            />
          )}
        </Section>
      </div>
      <Versions filter={filter} />
      {data.people.length > 0 && <PeopleTable people={data.people} asked={asked} />}
      <MustHold identities={data.identities} />
    </div>
  )
}
