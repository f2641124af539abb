import type { PanelProps } from '#ui/shell'
import { DealsOf } from './deals-of.tsx'
import { Group } from './group.tsx'

/** On a company's page: its deals, and who takes part in those that are open. */
export default function OnCompany({ id }: PanelProps) {
  if (!id) return null
  return (
    <>
      <DealsOf of={{ companyId: id }} />
      <Group companyId={id} />
    </>
  )
}
