import { useQuery } from '@tanstack/react-query'
import { IANAZone } from 'luxon'
import { useMemo } from 'react'
import { orpc } from '#ui/client'
import { useNow } from '#ui/format'
import { useUrl, useUrlParts } from '#ui/shell'
import { type Days, daysOf, instantsOf, type Preset, presets } from './period.ts'

export type View = 'cohort' | 'period'
export type Grouping = 'channel' | 'form' | 'product_line' | 'person'
/** What numbers can be narrowed to one of. */
export type Narrowing = Grouping | 'campaign'

const dayMs = 86_400_000

/**
 * What the numbers are asked about, kept in the address; undefined until the firm's zone is known. The rows of a month name the
 * zone of its days, since the firm may have moved.
 */
export function useAsked() {
  const now = useNow(dayMs)
  const firm = useQuery(orpc.members.workspace.queryOptions({ input: undefined, staleTime: dayMs }))
  const [preset, setPreset] = useUrl('period', 'last_365')
  const [from, setFrom] = useUrl('from')
  const [to, setTo] = useUrl('to')
  const [named] = useUrl('zone')
  const ownZone = IANAZone.isValidZone(named) ? named : undefined
  const [view, setView] = useUrl('view', 'cohort')
  const [, change] = useUrlParts()
  const [channel, setChannel] = useUrl('channel')
  const [campaignId, setCampaignId] = useUrl('campaign')
  const [formId, setFormId] = useUrl('form')
  const [productLineId, setProductLineId] = useUrl('line')
  const [memberId, setMemberId] = useUrl('person')
  const zone = ownZone ?? firm.data?.zone
  const chosen = (presets.some((one) => one.value === preset) ? preset : 'last_365') as Preset
  const days: Days | undefined = useMemo(() => {
    if (!zone) return undefined
    if (chosen === 'own' && from && to) return { from, to }
    return daysOf(chosen === 'own' ? 'last_365' : chosen, now, zone)
  }, [zone, chosen, from, to, now])
  const filter = useMemo(
    () =>
      days && zone
        ? {
            ...instantsOf(days, zone),
            ...(ownZone && { zone: ownZone }),
            view: view as View,
            ...(channel && { channel }),
            ...(campaignId && { campaignId }),
            ...(formId && { formId }),
            ...(productLineId && { productLineId }),
            ...(memberId && { memberId }),
          }
        : undefined,
    [days, zone, ownZone, view, channel, campaignId, formId, productLineId, memberId],
  )
  return {
    error: firm.error,
    days,
    filter,
    preset: chosen,
    view: view as View,
    narrowed: Boolean(channel || campaignId || formId || productLineId || memberId),
    widen: () => change({ channel: null, campaign: null, form: null, line: null, person: null }),
    setPreset,
    setFrom,
    setTo,
    setView,
    narrow: {
      channel: setChannel,
      form: setFormId,
      product_line: setProductLineId,
      person: setMemberId,
      campaign: setCampaignId,
    } satisfies Record<Narrowing, (value: string) => void>,
    chosen: {
      ...{ channel, campaign: campaignId, form: formId, product_line: productLineId },
      person: memberId,
    } satisfies Record<Narrowing, string>,
  }
}
export type Asked = ReturnType<typeof useAsked>

/** The address of the rows behind a number, asked the same way. */
export const rowsPath = (
  key: string,
  label: string,
  search: string,
  only: Record<string, string> = {},
): string => {
  const params = new URLSearchParams(search)
  params.set('key', key)
  params.set('title', label)
  for (const [name, value] of Object.entries(only)) params.set(name, value)
  return `/insight/rows?${params}`
}

/** The address of the pauses of a duty's clocks, asked the same way. */
export const pausesPath = (duty: string, search: string, only: Record<string, string> = {}): string => {
  const params = new URLSearchParams(search)
  params.set('duty', duty)
  for (const [name, value] of Object.entries(only)) params.set(name, value)
  return `/insight/pauses?${params}`
}
