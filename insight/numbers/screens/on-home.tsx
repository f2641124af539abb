import { useQuery } from '@tanstack/react-query'
import { Stat } from '#ui/chart'
import { orpc } from '#ui/client'
import { formatMoney, formatMonth, formatNumber, useNow } from '#ui/format'
import { Section } from '#ui/record'
import { Link } from '#ui/shell'
import css from './insight.module.css'
import { lastMonths } from './period.ts'

const dayMs = 86_400_000

const shown = [
  { key: 'funnel.lead', label: 'Leads', formula: 'leads by the instant at which they began' },
  { key: 'funnel.ready', label: 'Ready', formula: 'leads by the instant at which they got ready' },
  {
    key: 'funnel.offered',
    label: 'Offered',
    formula: 'leads by the instant at which sales was offered them',
  },
  {
    key: 'handover.kept_then',
    label: 'Kept',
    formula: 'accepted by a person and not sent back within 30 days, which were over in the month',
  },
] as const

/** Home of who steers: this month from the first act to what was won, beside the month before and what is agreed on. */
export default function OnHome() {
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions())
  const steers = ['campaigns.write', 'handovers.manage'].some((one) => firm?.permissions.includes(one))
  return firm && steers ? <Month zone={firm.zone} /> : null
}

function Month({ zone }: { zone: string }) {
  const now = useNow(dayMs)
  const { data } = useQuery(
    orpc.numbers.overTime.queryOptions({
      input: lastMonths(2, now, zone),
      meta: { topics: ['leads', 'handovers', 'deals'] },
    }),
  )
  const { data: agreed } = useQuery(
    orpc.agreement.get.queryOptions({ input: {}, meta: { topics: ['agreements', 'settings', 'members'] } }),
  )
  const [last, month] = data?.months.slice(-2) ?? []
  if (!data || !last || !month) return null
  const told = [...Object.values(month.values), ...Object.values(last.values)]
  if (told.every((value) => !value)) return null
  const target = agreed?.kept?.target ?? null
  const before = (text: string) => `${text} in ${formatMonth(last.month).split(' ')[0]}`
  const rows = (key: string, title: string) =>
    `/insight/rows?${new URLSearchParams({ period: 'month', view: 'period', key, title })}`
  return (
    <Section title="This month" actions={<Link to={`/insight/months/${month.month}`}>All its numbers</Link>}>
      <div className={css.month}>
        {shown.map(({ key, label, formula }) => {
          const [now, then] = [month.values[key] ?? 0, last.values[key] ?? 0]
          const goal = key === 'handover.kept_then' ? target : null
          return (
            <Stat
              key={key}
              label={label}
              value={formatNumber(now)}
              formula={formula}
              n={now}
              asOf={data.asOf}
              to={rows(key, label)}
              change={
                goal === null
                  ? { text: before(formatNumber(then)) }
                  : { text: `${formatNumber(goal)} agreed on`, ...(now >= goal && { good: true }) }
              }
            />
          )
        })}
        <Stat
          label="Won value"
          value={formatMoney(month.values['deal.won.value'] ?? 0, data.currency)}
          formula="one-off + recurring × min(term, 12), at the rate of the closing day"
          n={month.values['deal.won'] ?? 0}
          asOf={data.asOf}
          to={rows('deal.won', 'Won deals')}
          change={{ text: before(formatMoney(last.values['deal.won.value'] ?? 0, data.currency)) }}
        />
      </div>
    </Section>
  )
}
