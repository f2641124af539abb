import { NumberInput } from '@mantine/core'
import { MoneyInput } from '#ui/form'
import { defaultCurrency, formatMoney, formatNumber, formatPercent } from '#ui/format'
import { Tag } from '#ui/pieces'
import type { OwnRate } from '../contract.ts'
import { FEWEST_CASES, type RateKey } from '../plan.ts'
import css from './plan.module.css'
import { countedFrom, rateWords } from './words.ts'

type Props = {
  rate: RateKey
  own: OwnRate | undefined
  /** A share of 1, or minor units. */
  assumed: number | null
  onAssume: (value: number | null) => void
}

/** From this many cases on a share is told as a percentage, as everywhere. */
const fewestForPercent = 30

/** The firm's own rate with its counts, and beside it what somebody assumes instead. */
export function OwnOrAssumed({ rate, own, assumed, onAssume }: Props) {
  const { label, unit, sign } = rateWords[rate]
  const cases = own?.cases ?? 0
  const few = cases < FEWEST_CASES || own?.value == null
  return (
    <div className={css.rate} data-replaced={assumed !== null}>
      <span className={css.label}>
        <i aria-hidden>{sign}</i> {label}
      </span>
      <span className={css.own}>
        {own?.value != null && cases > 0 && (unit === 'money' || cases >= fewestForPercent) && (
          <b className="b-number">
            {unit === 'money' ? formatMoney(own.value, defaultCurrency()) : formatPercent(own.value)}
          </b>
        )}
        <small>{cases === 0 ? 'nothing counted yet' : countedFrom(own!, formatNumber)}</small>
        {few && assumed === null && (
          <Tag accent="amber">{cases === 0 ? 'assume one' : 'too few: assume one'}</Tag>
        )}
        {!few && own && !own.ripe && assumed === null && (
          <small>some are young yet and may still get there</small>
        )}
      </span>
      {unit === 'money' ? (
        <MoneyInput
          label={`Assumed ${label.toLowerCase()}`}
          minor={assumed}
          currency={defaultCurrency()}
          onChange={(minor) => onAssume(minor === null || minor <= 0 ? null : minor)}
        />
      ) : (
        <NumberInput
          label={`Assumed ${label.toLowerCase()}`}
          suffix=" %"
          min={0}
          max={100}
          decimalScale={2}
          value={assumed === null ? '' : Number((assumed * 100).toFixed(2))}
          onChange={(value) => onAssume(typeof value === 'number' && value > 0 ? value / 100 : null)}
        />
      )}
    </div>
  )
}
