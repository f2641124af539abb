import type { PanelProps } from '#ui/shell'
import { Merged } from './merged.tsx'

export default function OnCompany({ id }: PanelProps) {
  return id ? <Merged record="company" id={id} /> : null
}
