import type { PanelProps } from '#ui/shell'
import { Threads } from './threads.tsx'

export default function OnDeal({ id }: PanelProps) {
  return id ? <Threads of={{ dealId: id }} /> : null
}
