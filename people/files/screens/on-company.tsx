import type { PanelProps } from '#ui/shell'
import { FilesOf } from './files-of.tsx'

export default function OnCompany({ id }: PanelProps) {
  return id ? <FilesOf key={id} of={{ companyId: id }} /> : null
}
