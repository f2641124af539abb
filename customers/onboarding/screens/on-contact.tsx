import type { PanelProps } from '#ui/shell'
import { OnboardingsOf } from './onboardings-of.tsx'

/** On a person: what was promised, and with whom it is. */
export default function OnContact({ id }: PanelProps) {
  return id ? <OnboardingsOf of={{ contactId: id }} /> : null
}
