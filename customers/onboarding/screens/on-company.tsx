import type { PanelProps } from '#ui/shell'
import { OnboardingsOf } from './onboardings-of.tsx'

/** On a company: what was promised, and with whom it is. */
export default function OnCompany({ id }: PanelProps) {
  return id ? <OnboardingsOf of={{ companyId: id }} /> : null
}
