import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { FilteredBy } from '#insight/numbers/screens'
import { Stat } from '#ui/chart'
import { type client, orpc, problemText } from '#ui/client'
import { defaultCurrency, formatDate, formatDateTime, formatMoney, formatNumber } from '#ui/format'
import { EmptyState, ErrorState, Loading, ShowMore } from '#ui/pieces'
import { Link, Page, usePlace, useUrl } from '#ui/shell'
import { models, modelWords } from '../models.ts'
import { useAsked } from './asked.ts'
import css from './attribution.module.css'

type Deal = Awaited<ReturnType<typeof client.attribution.deals>>['rows'][number]
const topics = { topics: ['deals', 'leads', 'campaigns'] }
const actWords: Record<string, string> = { 'visit.started': 'Visit', 'form.submitted': 'Form' }

/** The deals behind a campaign, each with what every model gives it and the touches that decide. */
export default function Deals() {
  const { asked, ever, filter } = useAsked()
  const input = ever ? {} : filter
  const [of] = useUrl('of', 'none')
  const [title] = useUrl('title', 'Deals')
  const { search } = usePlace()
  const back = new URLSearchParams(search)
  for (const name of ['of', 'title']) back.delete(name)
  if (ever) back.delete('period')
  const query = useInfiniteQuery(
    orpc.attribution.deals.infiniteOptions({
      enabled: input !== undefined,
      input: (cursor: string | undefined) => ({
        ...input!,
        campaign: of,
        ...(cursor && { cursor }),
        limit: 50,
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      meta: topics,
    }),
  )
  const deals = query.data?.pages.flatMap((page) => page.rows)
  const n = query.data?.pages[0]?.n ?? 0
  return (
    <Page title={title} crumbs={[{ label: 'Attribution', to: `/insight/attribution?${back}` }]} narrow>
      {ever ? <p className={css.dim}>Of all time.</p> : <FilteredBy asked={asked} />}
      {of !== 'none' && input && <Sums campaignId={of} input={input} />}
      {query.error && <ErrorState what={problemText(query.error)} onRetry={() => void query.refetch()} />}
      {!query.error && !deals && <Loading lines={8} />}
      {deals?.length === 0 && (
        <EmptyState title="No deals">Nothing that was won in this period stands behind it.</EmptyState>
      )}
      {deals && deals.length > 0 && (
        <>
          <p className={css.dim}>
            <span className="b-number">{formatNumber(n)}</span> {n === 1 ? 'deal' : 'deals'}, latest won first
          </p>
          <ul className={css.deals}>
            {deals.map((deal) => (
              <Behind key={deal.id} deal={deal} of={of} />
            ))}
          </ul>
          <ShowMore of={query} />
        </>
      )}
    </Page>
  )
}

type Input = Omit<Parameters<typeof client.attribution.one>[0], 'campaignId'>

function Sums({ campaignId, input }: { campaignId: string; input: Input }) {
  const { data } = useQuery(
    orpc.attribution.one.queryOptions({ input: { ...input, campaignId }, meta: topics }),
  )
  if (!data) return null
  return (
    <div className={css.stats}>
      {models.map((model) => (
        <Stat
          key={model}
          label={modelWords[model].label}
          value={formatMoney(data.attributed[model], data.currency)}
          formula={modelWords[model].formula}
          n={data.deals}
          asOf={data.asOf}
          change={
            data.withoutRate > 0
              ? { text: `${formatNumber(data.withoutRate)} without a rate are not in it` }
              : undefined
          }
        />
      ))}
    </div>
  )
}

function Behind({ deal, of }: { deal: Deal; of: string }) {
  const currency = defaultCurrency()
  const { attributed } = deal
  return (
    <li>
      <div className={css.head}>
        <Link to={`/sales/deals/${deal.id}`} dir="auto">
          {deal.name}
        </Link>
        <span className="b-number">
          {deal.valueMinor === null ? 'no rate of exchange' : formatMoney(deal.valueMinor, currency)}
        </span>
      </div>
      <p className={css.dim}>won {formatDate(deal.wonAt)}</p>
      {attributed && of !== 'none' && (
        <dl className={css.parts}>
          {models.map((model) => (
            <div key={model}>
              <dt>{modelWords[model].label}</dt>
              <dd className="b-number">{formatMoney(attributed[model], currency)}</dd>
            </div>
          ))}
        </dl>
      )}
      {deal.touches.length > 0 && (
        <ol className={css.touches}>
          {deal.touches.map((touch) => (
            <li
              key={`${touch.at.getTime()} ${touch.campaignId} ${touch.person}`}
              data-own={touch.campaignId === of || undefined}
            >
              <span className={css.dim}>{formatDateTime(touch.at)}</span>
              <span dir="auto">
                {actWords[touch.kind] ?? 'Began the lead'}:{' '}
                <Link to={`/marketing/campaigns/${touch.campaignId}`}>{touch.campaign}</Link>
              </span>
              {touch.contactId ? (
                <Link to={`/people/${touch.contactId}`} dir="auto">
                  {touch.person}
                </Link>
              ) : (
                <span className={css.dim}>{touch.person}</span>
              )}
            </li>
          ))}
        </ol>
      )}
    </li>
  )
}
