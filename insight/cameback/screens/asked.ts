import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { daysOf, instantsOf } from '#insight/numbers/screens'
import { orpc } from '#ui/client'
import { useNow } from '#ui/format'
import { useUrl } from '#ui/shell'

const dayMs = 86_400_000
export const groupings = [
  { value: 'campaign', label: 'Campaign' },
  { value: 'form', label: 'Form' },
  { value: 'asset', label: 'Page or download' },
  { value: 'product_line', label: 'Product line' },
  { value: 'person', label: 'Person' },
] as const
export type Grouping = (typeof groupings)[number]['value']
export const periods = [
  { value: 'last_30', label: 'Last 30 days' },
  { value: 'quarter', label: 'This quarter' },
  { value: 'year', label: 'This year' },
  { value: 'last_365', label: 'Last 365 days' },
  { value: 'all', label: 'Ten years' },
] as const
type Period = (typeof periods)[number]['value']

/** What is asked, kept in the address; undefined until the firm's zone is known. */
export function useAsked() {
  const now = useNow(dayMs)
  const { data: firm } = useQuery(orpc.members.workspace.queryOptions({ input: undefined, staleTime: dayMs }))
  const [wanted, setPeriod] = useUrl('period', 'last_365')
  const [grouped, setBy] = useUrl('by', 'campaign')
  const period: Period = periods.find(({ value }) => value === wanted)?.value ?? 'last_365'
  const by: Grouping = groupings.find(({ value }) => value === grouped)?.value ?? 'campaign'
  const zone = firm?.zone
  const asked = useMemo(
    () => (zone ? instantsOf(daysOf(period, now, zone), zone) : undefined),
    [period, now, zone],
  )
  return { asked, period, setPeriod, by, setBy }
}
