import type { PanelProps } from '#ui/shell'
import { FilesOf } from './files-of.tsx'

export default function OnDeal({ id }: PanelProps) {
  return id ? <FilesOf key={id} of={{ dealId: id }} /> : null
}
