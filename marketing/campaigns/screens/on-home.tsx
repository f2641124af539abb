import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import { dayKey, defaultCurrency, formatDate, formatMoney, formatNumber } from '#ui/format'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import { useMay } from '#workspace/members/screens'
import type { Campaign } from '../contract.ts'
import css from './campaigns.module.css'
import { useResults } from './use-campaigns.ts'
import { asDay, channelOptions, labelOf } from './words.ts'

const most = 6
const soonDays = 30
const dayMs = 86_400_000

/** Home of marketing: what runs now and begins soon, each with how far it is to its goal; nothing while nothing does. */
export default function OnHome() {
  const plans = useMay('campaigns.write')
  if (!plans) return null
  return <Running />
}

function Running() {
  const { of } = useResults()
  const { data } = useQuery(orpc.campaigns.list.queryOptions({ input: {}, meta: { topics: ['campaigns'] } }))
  const now = new Date()
  const [today, soon] = [dayKey(now), dayKey(new Date(now.getTime() + soonDays * dayMs))]
  const shown = (data?.rows ?? [])
    .filter(({ from, to }) => to >= today && from <= soon)
    .sort((a, b) => a.from.localeCompare(b.from))
  if (shown.length === 0) return null
  return (
    <Section
      title="What runs"
      count={shown.filter(({ from }) => from <= today).length}
      actions={<Link to="/marketing/campaigns">All campaigns</Link>}
    >
      <ul className={`${css.running} b-lines`}>
        {shown.slice(0, most).map((campaign) => (
          <li key={campaign.id}>
            <Row campaign={campaign} runs={campaign.from <= today} result={of.get(campaign.id)} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

type Result = ReturnType<ReturnType<typeof useResults>['of']['get']>

function Row({ campaign, runs, result }: { campaign: Campaign; runs: boolean; result: Result }) {
  const { id, name, channel, from, to, goalLeads, plannedMinor, committedMinor, actualMinor } = campaign
  const budget = plannedMinor + committedMinor + actualMinor
  const leads = result?.leads ?? 0
  const money = (minor: number) => formatMoney(minor, defaultCurrency())
  return (
    <Link to={`/marketing/campaigns/${id}`}>
      <b className="b-cut" dir="auto">
        {name}
      </b>
      <span className={`${css.far} b-number`}>
        {!runs
          ? `begins ${formatDate(asDay(from))}`
          : goalLeads === null
            ? `${formatNumber(leads)} ${leads === 1 ? 'lead' : 'leads'}`
            : `${formatNumber(leads)} of ${formatNumber(goalLeads)} leads`}
      </span>
      <span className={`${css.said} b-cut`}>
        {labelOf(channelOptions, channel)} · until {formatDate(asDay(to))}
      </span>
      <span className={`${css.said} ${css.far} b-number`}>
        {budget > 0 && `${money(result?.spendMinor ?? 0)} of ${money(budget)} spent`}
      </span>
      {runs && goalLeads !== null && (
        <span className={css.toGoal} aria-hidden>
          <i style={{ width: `${Math.min(100, (leads / goalLeads) * 100)}%` }} />
        </span>
      )}
    </Link>
  )
}
