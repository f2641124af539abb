import type { PanelProps } from '#ui/shell'
import { DealsOf } from './deals-of.tsx'

/** On a person's page: their deals, and a new one. */
export default function OnContact({ id }: PanelProps) {
  return id ? <DealsOf of={{ contactId: id }} newTo={`/sales/deals/new?contact=${id}`} /> : null
}
