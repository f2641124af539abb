import type { PanelProps } from '#ui/shell'
import { DealsOf } from './deals-of.tsx'

/** On a company's page: its deals. */
export default function OnCompany({ id }: PanelProps) {
  return id ? <DealsOf of={{ companyId: id }} /> : null
}
