import type { PanelProps } from '#ui/shell'
import { FilesOf } from './files-of.tsx'

export default function OnContact({ id }: PanelProps) {
  return id ? <FilesOf key={id} of={{ contactId: id }} /> : null
}
