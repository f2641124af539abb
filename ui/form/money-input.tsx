import { NumberInput, type NumberInputProps } from '@mantine/core'
import { exponentOf } from '#ui/format'

type MoneyInputProps = Omit<NumberInputProps, 'value' | 'onChange'> & {
  /** Whole minor units; null is empty. */
  minor: number | null
  currency: string
  onChange: (minor: number | null) => void
}

/** An amount typed in major units and kept in whole minor units of its currency. */
export function MoneyInput({ minor, currency, onChange, ...rest }: MoneyInputProps) {
  const digits = exponentOf(currency)
  const factor = 10 ** digits
  return (
    <NumberInput
      thousandSeparator
      decimalScale={digits}
      fixedDecimalScale
      rightSection={
        <span style={{ fontSize: '0.75rem', color: 'var(--b-dim)', paddingInlineEnd: 8 }}>{currency}</span>
      }
      rightSectionWidth={48}
      {...rest}
      value={minor === null ? '' : minor / factor}
      onChange={(next) =>
        onChange(next === '' || Number.isNaN(Number(next)) ? null : Math.round(Number(next) * factor))
      }
    />
  )
}
