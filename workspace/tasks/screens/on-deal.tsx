import type { PanelProps } from '#ui/shell'
import { TasksOf } from './tasks-of.tsx'

export default function OnDeal({ id }: PanelProps) {
  return id ? <TasksOf of={{ dealId: id }} record="deal" /> : null
}
