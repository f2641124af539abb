import type { PanelProps } from '#ui/shell'
import { OfRecord } from './of-record.tsx'

export default function OnDeal({ id }: PanelProps) {
  return id ? <OfRecord about={{ dealId: id }} of={{ dealId: id }} /> : null
}
