import type { PanelProps } from '#ui/shell'
import { TasksOf } from './tasks-of.tsx'

export default function OnContact({ id }: PanelProps) {
  return id ? <TasksOf of={{ contactId: id }} record="contact" /> : null
}
