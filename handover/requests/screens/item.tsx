import { Anchor, Button } from '@mantine/core'
import { defaultCurrency, formatDate, formatMoney, formatNumber } from '#ui/format'
import { Tag } from '#ui/pieces'
import { Link } from '#ui/shell'
import type { ContentRequest } from '../contract.ts'
import { AnswerForm } from './answer.tsx'
import css from './requests.module.css'
import { useVoice } from './use-requests.ts'

const stateWords = {
  open: { label: 'Waits for marketing', accent: 'amber' },
  made: { label: 'Made', accent: 'green' },
  exists: { label: 'Exists', accent: 'teal' },
  declined: { label: 'Declined', accent: 'gray' },
  withdrawn: { label: 'Withdrawn', accent: 'gray' },
} as const
type Props = {
  row: ContentRequest
  answering: boolean
  onAnswering: (on: boolean) => void
  /** The deal that "me too" is said for. */
  dealId?: string | undefined
}

/** One request: what is missing, for what, who waits for it with how much, and marketing's answer. */
export function Item({ row, answering, onAnswering, dealId }: Props) {
  const voice = useVoice()
  const { label, accent } = stateWords[row.state]
  const about = [row.productLine?.name, row.stage?.name, row.lossReason && `lost: ${row.lossReason.name}`]
  const waits = row.voices > 1 ? `${formatNumber(row.voices)} wait for it` : null
  const mayJoin = row.may.join && (!row.mine || (dealId && !row.deals.some(({ id }) => id === dealId)))
  const decided = row.history.findLast(({ state }) => state !== 'open')
  return (
    <div className={css.item}>
      <div className={css.head}>
        <b dir="auto">{row.title}</b>
        <Tag accent={accent}>{label}</Tag>
      </div>
      {row.detail && <p dir="auto">{row.detail}</p>}
      <p className={css.dim}>
        {[row.asker.name, formatDate(row.createdAt), ...about, waits].filter(Boolean).join(' · ')}
      </p>
      {row.deals.length > 0 && (
        <p className={css.dim}>
          {row.deals.map((deal, n) => (
            <span key={deal.id}>
              {n > 0 && ', '}
              <Link to={`/sales/deals/${deal.id}`}>{deal.name}</Link>
            </span>
          ))}
          {row.amountMinor > 0 && ` · ${formatMoney(row.amountMinor, defaultCurrency())} waiting`}
        </p>
      )}
      {row.state !== 'open' && (row.answer || row.link) && (
        <p dir="auto">
          {decided && <bdi className={css.dim}>{decided.who}: </bdi>}
          {row.answer}
          {row.answer && row.link && ' '}
          {row.link && (
            <Anchor href={row.link} target="_blank" rel="noopener noreferrer">
              {row.link}
            </Anchor>
          )}
        </p>
      )}
      {!answering && (row.may.answer || mayJoin || row.may.withdraw) && (
        <div className={css.acts}>
          {row.may.answer && (
            <Button size="compact-sm" onClick={() => onAnswering(true)}>
              Answer
            </Button>
          )}
          {mayJoin && (
            <Button size="compact-sm" variant="default" onClick={() => void voice.join(row, dealId)}>
              Me too
            </Button>
          )}
          {row.may.withdraw && (
            <Button size="compact-sm" variant="default" onClick={() => void voice.withdraw(row)}>
              Withdraw
            </Button>
          )}
        </div>
      )}
      {answering && (
        <div className={css.form}>
          <AnswerForm row={row} onClose={() => onAnswering(false)} />
        </div>
      )}
    </div>
  )
}
