import { useQuery } from '@tanstack/react-query'
import { orpc } from '#ui/client'
import type { PanelProps } from '#ui/shell'
import { OfRecord } from './of-record.tsx'

/** On the card, once it is known whom it is about. */
export default function OnHandover({ id }: PanelProps) {
  const { data: card } = useQuery(
    orpc.handovers.get.queryOptions({ input: { id: id ?? '' }, enabled: id !== undefined }),
  )
  return id && card?.contactId ? (
    <OfRecord about={{ handoverId: id }} of={{ contactId: card.contactId }} />
  ) : null
}
