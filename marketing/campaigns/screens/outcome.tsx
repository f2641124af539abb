import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { orpc } from '#ui/client'
import { defaultCurrency, formatDate, formatMoney, formatNumber } from '#ui/format'
import { Loading } from '#ui/pieces'
import { Section } from '#ui/record'
import { Link, Slot } from '#ui/shell'
import type { Campaign } from '../contract.ts'
import css from './campaigns.module.css'
import { sinceWords } from './ticked.tsx'
import { useResults } from './use-campaigns.ts'

/** What the campaign brought beside what it cost, and what other slices have to say to that. */
export function Outcome({ campaign }: { campaign: Campaign }) {
  const result = useResults().of.get(campaign.id)
  const influenced = useQuery(
    orpc.campaignResults.influenced.queryOptions({
      input: { campaignId: campaign.id },
      meta: { topics: ['campaigns', 'deals'] },
    }),
  )
  const attributed = useQuery(
    orpc.attribution.one.queryOptions({
      input: { campaignId: campaign.id },
      meta: { topics: ['campaigns', 'deals'] },
    }),
  )
  const currency = defaultCurrency()
  const since = sinceWords(campaign)
  const money = (minor: number | null) => (minor === null ? '–' : formatMoney(minor, currency))
  const range = ({ low, high }: { low: number; high: number }) =>
    low === high ? money(low) : `${money(low)} – ${money(high)}`
  const ofGoal = (text: string, goal: string | null) => (goal === null ? text : `${text} of ${goal}`)
  return (
    <>
      <Section title="What came of it">
        {!result ? (
          <Loading lines={5} />
        ) : (
          <dl className={css.outcome}>
            <Row
              label="Leads"
              value={ofGoal(
                formatNumber(result.leads),
                campaign.goalLeads === null ? null : formatNumber(campaign.goalLeads),
              )}
            />
            <Row label="Ready" value={formatNumber(result.ready)} />
            <Row label="Kept by sales" value={formatNumber(result.kept)} />
            <Row label="Sent back" value={formatNumber(result.sentBack)} />
            <Row
              label="Won"
              value={ofGoal(
                money(result.wonMinor),
                campaign.goalMinor === null ? null : money(campaign.goalMinor),
              )}
            />
            <Row
              label="Influenced"
              value={influenced.data ? money(influenced.data.influencedMinor) : influenced.error ? '–' : '…'}
            />
            <Row
              label="Attributed"
              value={
                attributed.data ? (
                  <Link
                    to={`/insight/attribution/deals?${new URLSearchParams({ of: campaign.id, title: campaign.name, period: 'ever' })}`}
                  >
                    {range(attributed.data)}
                  </Link>
                ) : attributed.error ? (
                  '–'
                ) : (
                  '…'
                )
              }
            />
            <Row label="Spent so far" value={money(result.spendMinor)} />
            {result.ownTimeMinor > 0 && <Row label="Own time" value={money(result.ownTimeMinor)} />}
            <Row label="A lead" value={money(result.perLeadMinor)} />
            <Row label="A kept lead" value={money(result.perKeptMinor)} />
            <Row label="A customer" value={money(result.perCustomerMinor)} />
          </dl>
        )}
        <p className={css.dim}>
          Influenced: won after an act of the buyers that names this campaign, at most 180 days before the
          deal was made. One deal may count for several campaigns. Attributed: its part of them, lowest to
          highest over the models.
        </p>
        {!campaign.costsComplete && (
          <p className={css.dim}>Costs may be missing: nobody has ticked that all are written down.</p>
        )}
        {campaign.costsComplete && campaign.costsTickedAt && since && (
          <p className={css.dim}>
            Costs may be missing: on {formatDate(campaign.costsTickedAt)} somebody ticked that all are written
            down, and since then {since}.
          </p>
        )}
        <p className={css.dim}>
          <Link to={`/marketing/campaigns/${campaign.id}/plan`}>Plan backwards from a revenue goal</Link>
        </p>
      </Section>
      <Slot name="campaign.next" id={campaign.id} />
    </>
  )
}

function Row({ label, value }: { label: string; value: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="b-number">{value}</dd>
    </div>
  )
}
