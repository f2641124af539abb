import { useMemo } from 'react'
import { useAsked as useNumbersAsked } from '#insight/numbers/screens'
import { formatMoney } from '#ui/format'
import { usePlace, useUrl } from '#ui/shell'

/** What is asked, kept in the address as the numbers keep it; campaigns are the rows, so none of them is chosen. */
export function useAsked() {
  const asked = useNumbersAsked()
  const [period] = useUrl('period')
  const { channel, form, product_line, person } = asked.chosen
  const filter = useMemo(() => {
    if (!asked.filter) return undefined
    const { view: _, campaignId: __, ...rest } = asked.filter
    return rest
  }, [asked.filter])
  return {
    /** Of all time; only the deals behind a campaign are asked so. */
    ever: period === 'ever',
    filter,
    asked: {
      ...asked,
      chosen: { ...asked.chosen, campaign: '' },
      narrowed: Boolean(channel || form || product_line || person),
    },
  }
}

/** The address of the deals behind a campaign, or behind `none`, asked the same way. */
export function useDealsPath() {
  const { search } = usePlace()
  return (of: string, title: string): string => {
    const params = new URLSearchParams(search)
    params.set('of', of)
    params.set('title', title)
    return `/insight/attribution/deals?${params}`
  }
}

/** Between which amounts it lies; one where the models agree. */
export const moneyRange = ({ low, high }: { low: number; high: number }, currency: string): string =>
  low === high ? formatMoney(low, currency) : `${formatMoney(low, currency)} – ${formatMoney(high, currency)}`
