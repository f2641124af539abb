import type { Role } from '../permissions.ts'

/** Roles as people read them. */
export const roleWords: Record<Role, { label: string; about: string }> = {
  owner: { label: 'Owner', about: 'Everything, this installation included' },
  marketer: { label: 'Marketer', about: 'Forms, readiness, leads; sees what sales does with them' },
  sales_manager: { label: 'Sales manager', about: 'Offers, routing and all deals' },
  sales_rep: { label: 'Sales rep', about: 'Takes leads over and works on deals' },
  contractor: { label: 'Contractor', about: 'Own leads and deals only' },
  viewer: { label: 'Viewer', about: 'Sees, changes nothing' },
}
export const roleOptions = Object.entries(roleWords).map(([value, { label }]) => ({ value, label }))
export const visibilityOptions = [
  { value: 'own', label: 'Own records' },
  { value: 'team', label: 'The team’s' },
  { value: 'all', label: 'Everybody’s' },
]
