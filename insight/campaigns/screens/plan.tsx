import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { orpc, problemText } from '#ui/client'
import { MoneyInput } from '#ui/form'
import { defaultCurrency, formatDate, formatMoney, formatNumber } from '#ui/format'
import { ErrorState, Loading } from '#ui/pieces'
import { Page, useParam, useUrlParts } from '#ui/shell'
import type { OwnRate } from '../contract.ts'
import { type PlanStep, planBackwards, type RateKey, rateFor, type Values } from '../plan.ts'
import { OwnOrAssumed } from './assumption.tsx'
import css from './plan.module.css'
import { TakeOver } from './take-over.tsx'
import { rateWords, stepWords } from './words.ts'

const keys = Object.keys(rateWords) as RateKey[]
const numberIn = (text: string | null): number | null => {
  const value = text ? Number(text) : Number.NaN
  return Number.isFinite(value) && value > 0 ? value : null
}
const day = (text: string) => formatDate(new Date(`${text}T12:00:00`))

/** From the revenue goal back to the leads and the money that it takes. What is typed stays in the address. */
export default function Plan() {
  const id = useParam('id')
  const campaign = useQuery(orpc.campaigns.get.queryOptions({ input: { id } }))
  const rates = useQuery(
    orpc.campaignResults.rates.queryOptions({
      input: {},
      meta: { topics: ['deals', 'leads', 'handovers', 'campaigns'] },
    }),
  )
  const error = campaign.error ?? rates.error
  const retry = () => void (campaign.error ? campaign.refetch() : rates.refetch())
  return (
    <Page
      title="Plan backwards"
      crumbs={[
        { label: 'Campaigns', to: '/marketing/campaigns' },
        { label: campaign.data?.name ?? 'Campaign', to: `/marketing/campaigns/${id}` },
      ]}
    >
      {error && <ErrorState what={problemText(error)} onRetry={retry} />}
      {!error && (!campaign.data || !rates.data) && <Loading lines={8} />}
      {campaign.data && rates.data && (
        <Stairs campaign={campaign.data} rates={rates.data.rates} from={rates.data.from} to={rates.data.to} />
      )}
    </Page>
  )
}

type Campaign = Parameters<typeof TakeOver>[0]['campaign']
type StairsProps = { campaign: Campaign; rates: readonly OwnRate[]; from: string; to: string }

function Stairs({ campaign, rates, from, to }: StairsProps) {
  const [parts, setParts] = useUrlParts()
  const goal = numberIn(parts.get('goal')) ?? campaign.goalMinor
  const assumed = Object.fromEntries(keys.map((key) => [key, numberIn(parts.get(key))])) as Values
  const own = (key: RateKey) => rates.find((one) => one.key === key)
  const values = Object.fromEntries(keys.map((key) => [key, rateFor(own(key), assumed[key])])) as Values
  const steps = planBackwards(goal ?? 0, values)
  const missing = steps.find(({ rate }) => values[rate] === null)
  const typed = keys.some((key) => assumed[key] !== null)
  const need = ({ key, need }: PlanStep) => {
    if (need === null || goal === null) return '–'
    return key === 'budget' ? formatMoney(need, defaultCurrency()) : formatNumber(need)
  }
  return (
    <div className={css.plan}>
      <div className={css.goal}>
        <MoneyInput
          label="Revenue goal"
          minor={goal}
          currency={defaultCurrency()}
          onChange={(minor) => setParts({ goal: minor ? String(minor) : null })}
        />
        <p className={css.dim}>
          The rates are your own of {day(from)} – {day(to)}. Where there are fewer than ten cases, or you know
          better, type an assumption.
        </p>
      </div>
      <ol className={css.steps}>
        {steps.map((step) => (
          <li key={step.key}>
            <div className={css.need}>
              <span>{stepWords[step.key]}</span>
              <output
                className="b-number"
                aria-label={`${stepWords[step.key]} needed`}
                data-missing={step.need === null || goal === null || undefined}
              >
                {need(step)}
              </output>
            </div>
            <OwnOrAssumed
              rate={step.rate}
              own={own(step.rate)}
              assumed={assumed[step.rate]}
              onAssume={(value) => setParts({ [step.rate]: value === null ? null : String(value) })}
            />
          </li>
        ))}
      </ol>
      {typed && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={() => setParts(Object.fromEntries(keys.map((key) => [key, null])))}
        >
          Clear the assumptions
        </Button>
      )}
      <TakeOver
        campaign={campaign}
        goalMinor={goal}
        leads={steps.find(({ key }) => key === 'leads')?.need ?? null}
        budgetMinor={steps.find(({ key }) => key === 'budget')?.need ?? null}
        missing={missing ? rateWords[missing.rate].label : null}
      />
    </div>
  )
}
