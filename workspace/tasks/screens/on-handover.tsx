import type { PanelProps } from '#ui/shell'
import { TasksOf } from './tasks-of.tsx'

export default function OnHandover({ id }: PanelProps) {
  return id ? <TasksOf of={{ handoverId: id }} record="handover" /> : null
}
