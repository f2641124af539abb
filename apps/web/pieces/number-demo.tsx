import { Chart, Funnel, SmallBars, Stat } from '#ui/chart'
import { formatMoney, useNow } from '#ui/format'
import css from './pieces.module.css'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov']
const rows = months.map((month, at) => ({
  month,
  won: 120_000_00 + ((at * 7919) % 90) * 100_000,
  lost: 60_000_00 + ((at * 5417) % 70) * 100_000,
}))

/** Numbers that open, and drawings of them. */
export function NumberDemo() {
  const now = useNow(60_000)
  return (
    <div className={css.stack}>
      <div className={css.stats}>
        <Stat
          label="Qualified rate"
          value="38.4 %"
          formula="qualified / (offered − withdrawn)"
          n={412}
          asOf={now}
          filter="all sources, this quarter"
          to="/-/pieces?view=list"
          change={{ text: '+ 4.1 points on the quarter before', good: true }}
          spark={[4, 5, 3, 6, 7, 6, 8]}
          accent="teal"
        />
        <Stat
          label="Kept"
          value="3 of 7"
          formula="kept / (offered − withdrawn)"
          n={7}
          asOf={now}
          change={{ text: 'too few for a percentage' }}
        />
        <Stat
          label="Won value"
          value={formatMoney(1_000_553_400, 'EUR', true)}
          formula="one-off + recurring × min(term, 12)"
          n={4238}
          asOf={now}
          spark={[9, 8, 9, 7, 6, 7, 5]}
          accent="coral"
          change={{ text: '− 12 % on the quarter before', good: false }}
        />
        <Stat
          label="Time to answer"
          value="42 min"
          formula="business minutes, offer → accept or send back; median"
          n={388}
          unripe
        />
      </div>
      <Funnel
        label="From lead to customer"
        crossingAfter="ready"
        steps={[
          { id: 'lead', label: 'Leads', count: 9240, accent: 'coral', to: '/-/pieces?view=list' },
          { id: 'ready', label: 'Ready', legend: 'MQL', count: 941, share: '10.2 %', accent: 'coral' },
          { id: 'offered', label: 'Offered', count: 812, share: '86.3 %', accent: 'teal' },
          { id: 'accepted', label: 'Accepted', legend: 'SAL', count: 655, share: '80.7 %', accent: 'teal' },
          { id: 'qualified', label: 'Qualified', legend: 'SQL', count: 312, share: '47.6 %', accent: 'teal' },
          {
            id: 'won',
            label: 'Won',
            count: 7,
            share: '7 of 312',
            accent: 'green',
            note: 'still young: offers of the last 180 days',
          },
        ]}
      />
      <SmallBars
        label="Sent back, by reason"
        bars={[
          { label: 'No answer', value: 41, accent: 'amber', to: '/-/pieces?view=list' },
          { label: 'Too early', value: 28, accent: 'amber' },
          {
            label: 'Not eligible: company smaller than agreed in the definition of July',
            value: 12,
            accent: 'red',
          },
          { label: 'Wrong data', value: 0, accent: 'gray' },
        ]}
      />
      <div className={css.pair}>
        <Chart
          title="Won and lost value"
          note="by closing day, period view"
          kind="bar"
          x="month"
          series={['won', 'lost']}
          columns={[
            { id: 'month', title: 'Month' },
            { id: 'won', title: 'Won', format: 'money', currency: 'EUR', accent: 'teal' },
            { id: 'lost', title: 'Lost', format: 'money', currency: 'EUR', accent: 'gray' },
          ]}
          marks={[{ at: months[2]!, label: 'Agreement 2' }]}
          rows={rows}
        />
        <Chart
          title="Nothing yet"
          kind="line"
          x="month"
          series={['won']}
          columns={[{ id: 'month', title: 'Month' }]}
          rows={[]}
        />
      </div>
    </div>
  )
}
