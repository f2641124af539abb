import type { PanelProps } from '#ui/shell'
import { Threads } from './threads.tsx'

export default function OnContact({ id }: PanelProps) {
  return id ? <Threads of={{ contactId: id }} /> : null
}
