import type { PanelProps } from '#ui/shell'
import { OfRecord } from './of-record.tsx'

export default function OnContact({ id }: PanelProps) {
  return id ? <OfRecord about={{ contactId: id }} of={{ contactId: id }} /> : null
}
