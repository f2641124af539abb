import type { PanelProps } from '#ui/shell'
import { Talk } from './talk.tsx'

export default function OnContact({ id }: PanelProps) {
  return id ? <Talk of={{ contactId: id }} /> : null
}
