import type { PanelProps } from '#ui/shell'
import { OnboardingsOf } from './onboardings-of.tsx'

/** On a won deal: what was promised, and with whom it is. */
export default function OnDeal({ id }: PanelProps) {
  return id ? <OnboardingsOf of={{ dealId: id }} /> : null
}
