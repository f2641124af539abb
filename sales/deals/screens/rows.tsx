import { formatDate, formatMoney } from '#ui/format'
import { Link } from '#ui/shell'
import type { Card } from '../contract.ts'
import css from './deals.module.css'

type Row = Card & { says?: string | undefined }

/** Deals one below the other, for panels. */
export function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <ul className="b-lines">
      {rows.map((deal) => (
        <li key={deal.id}>
          <Link to={`/sales/deals/${deal.id}`}>
            <b className="b-cut" dir="auto">
              {deal.name}
            </b>
            <span className={`${css.end} b-number`}>{formatMoney(deal.valueMinor, deal.currency)}</span>
            <span className={`${css.dim} b-cut`}>
              {deal.says ?? deal.company?.name ?? deal.contact?.name ?? ''}
            </span>
            <span className={`${css.dim} ${css.end}`}>
              {deal.expectedClose && formatDate(new Date(deal.expectedClose))}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
