import { IconCheck, IconX } from '@tabler/icons-react'
import { rowsPath } from '#insight/numbers/screens'
import { formatMoney, formatNumber } from '#ui/format'
import { Figures } from '#ui/pieces'
import { Link, usePlace } from '#ui/shell'
import { models, modelWords } from '../models.ts'
import { moneyRange, useDealsPath } from './asked.ts'
import css from './attribution.module.css'
import type { Loaded } from './attribution.tsx'

const ratioRange = (range: { low: number; high: number } | null): string => {
  if (!range) return '–'
  const [low, high] = [range.low, range.high].map((it) => formatNumber(it, 2))
  return low === high ? `${low}\u00a0×` : `${low} – ${high}\u00a0×`
}

/** Campaigns with what they cost and what each model gives them; each amount opens its deals or costs. */
export function Table({ data }: { data: Loaded }) {
  const { rows, none, unallocated, total, currency, identities, spendUnknown } = data
  const { search } = usePlace()
  const dealsPath = useDealsPath()
  const money = (minor: number) => formatMoney(minor, currency)
  const costs = (minor: number | null, key: string, title: string, only: Record<string, string> = {}) =>
    minor === null ? '–' : <Amount text={money(minor)} to={minor > 0 && rowsPath(key, title, search, only)} />
  const ownTime = (minor: number | null, title: string, only?: Record<string, string>) =>
    minor ? <small>own time {costs(minor, 'spend.own_time', title, only)}</small> : null
  return (
    <>
      <Figures label="Attribution by campaign" className={css.table}>
        <thead>
          <tr>
            <th scope="col">Campaign</th>
            <th scope="col">Deals</th>
            <th scope="col">Spend</th>
            {models.map((model) => (
              <th key={model} scope="col" title={modelWords[model].formula}>
                {modelWords[model].label}
              </th>
            ))}
            <th scope="col">Lowest – highest</th>
            <th scope="col">ROAS</th>
            <th scope="col">ROI</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const to = row.deals > 0 && dealsPath(row.campaignId, row.name)
            const only = { campaign: row.campaignId }
            return (
              <tr key={row.campaignId}>
                <th scope="row" dir="auto">
                  <Link to={`/marketing/campaigns/${row.campaignId}`}>{row.name}</Link>
                  {row.note && <small>{row.note}</small>}
                </th>
                <td>
                  <Amount text={formatNumber(row.deals)} to={to} />
                </td>
                <td>
                  {costs(row.spendMinor, 'spend.campaigns', `Spent: ${row.name}`, only)}
                  {ownTime(row.ownTimeMinor, `Own time: ${row.name}`, only)}
                </td>
                {models.map((model) => (
                  <td key={model}>
                    <Amount text={money(row.attributed[model])} to={to} />
                  </td>
                ))}
                <td className={css.range}>{moneyRange(row, currency)}</td>
                <td className={css.ratio}>{ratioRange(row.roas)}</td>
                <td className={css.ratio}>{ratioRange(row.roi)}</td>
              </tr>
            )
          })}
          <tr>
            <th scope="row">None</th>
            <td>
              <Amount text={formatNumber(none.deals)} to={none.deals > 0 && dealsPath('none', 'None')} />
            </td>
            <td />
            {models.map((model) => (
              <td key={model}>
                <Amount text={money(none.valueMinor)} to={none.deals > 0 && dealsPath('none', 'None')} />
              </td>
            ))}
            <td className={css.range}>{money(none.valueMinor)}</td>
            <td />
            <td />
          </tr>
          <tr>
            <th scope="row">Unallocated</th>
            <td />
            <td>
              {costs(unallocated.spendMinor, 'spend.unallocated', 'Unallocated')}
              {ownTime(unallocated.ownTimeMinor, 'Own time')}
            </td>
            {[...models, 'range', 'roas', 'roi'].map((column) => (
              <td key={column} />
            ))}
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Sum</th>
            <td>
              <Amount
                text={formatNumber(total.deals)}
                to={total.deals > 0 && rowsPath('deal.won', 'Won deals', search)}
              />
            </td>
            <td>
              {costs(total.spendMinor, 'spend.all', 'Spend')}
              {ownTime(total.ownTimeMinor, 'Own time')}
            </td>
            {identities.map(({ model, name, left, right, holds }) => (
              <td key={model} title={name} data-broken={holds ? undefined : true}>
                <span className={css.tick}>
                  {holds ? (
                    <IconCheck size={12} aria-label="adds up" />
                  ) : (
                    <IconX size={12} aria-label={`does not add up: ${money(right)} against ${money(left)}`} />
                  )}
                  {money(total.attributed[model])}
                </span>
              </td>
            ))}
            <td className={css.range}>{money(total.wonMinor)}</td>
            <td />
            <td />
          </tr>
        </tfoot>
      </Figures>
      {spendUnknown && <p className={css.dim}>{spendUnknown}.</p>}
    </>
  )
}

const Amount = ({ text, to }: { text: string; to: string | false }) =>
  to ? <Link to={to}>{text}</Link> : text
