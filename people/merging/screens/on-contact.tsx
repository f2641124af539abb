import type { PanelProps } from '#ui/shell'
import { Merged } from './merged.tsx'

export default function OnContact({ id }: PanelProps) {
  return id ? <Merged record="contact" id={id} /> : null
}
