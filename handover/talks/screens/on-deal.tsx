import type { PanelProps } from '#ui/shell'
import { Talk } from './talk.tsx'

export default function OnDeal({ id }: PanelProps) {
  return id ? <Talk of={{ dealId: id }} /> : null
}
