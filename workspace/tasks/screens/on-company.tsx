import type { PanelProps } from '#ui/shell'
import { TasksOf } from './tasks-of.tsx'

export default function OnCompany({ id }: PanelProps) {
  return id ? <TasksOf of={{ companyId: id }} record="company" /> : null
}
