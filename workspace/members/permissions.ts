/** What a member or key may do, in words; every endpoint names one of them. */
export const PERMISSIONS = {
  'workspace.read': 'see the firm', 'workspace.manage': 'change the firm', 'members.read': 'see colleagues', 'members.manage': 'invite and change colleagues',
  'keys.manage': 'make API keys', 'audit.read': 'see the change log', 'operations.undo': 'undo', 'contacts.read': 'see people', 'contacts.write': 'change people', 'contacts.delete': 'delete people',
  'companies.read': 'see companies', 'companies.write': 'change companies', 'fields.manage': 'make fields', 'tags.write': 'tag', 'notes.write': 'write notes', 'views.write': 'save views',
  'tasks.read': 'see tasks', 'tasks.write': 'change tasks', 'notices.read': 'get notices', 'search.read': 'search', 'imports.run': 'import', 'exports.run': 'export',
  'forms.read': 'see forms', 'forms.write': 'make forms', 'submissions.read': 'see submissions', 'leads.read': 'see leads', 'leads.write': 'sort leads',
  'handovers.read': 'see handovers', 'handovers.work': 'take handovers', 'handovers.manage': 'manage handovers', 'definitions.read': 'see readiness', 'definitions.write': 'change readiness', 'routing.manage': 'change routing',
  'deals.read': 'see deals', 'deals.write': 'change deals', 'pipeline.manage': 'change the pipeline', 'products.read': 'see products', 'products.write': 'change products',
  'numbers.read': 'see numbers', 'events.write': 'send events', 'letters.read': 'see sent mail', 'calendars.read': 'see calendars', 'calendars.write': 'change own calendar', 'calendars.manage': 'change calendars',
  'backup.manage': 'back up', 'installation.confirm': 'confirm the installation',
} as const
export type Permission = keyof typeof PERMISSIONS
export type Role = 'owner' | 'marketer' | 'sales_manager' | 'sales_rep' | 'contractor' | 'viewer'
const all = Object.keys(PERMISSIONS) as Permission[]
const without = (...gone: string[]) => all.filter((it) => !gone.some((prefix) => it.startsWith(prefix)))
export const ROLES: Record<Role, readonly Permission[]> = {
  owner: all,
  marketer: without('workspace.manage', 'members.manage', 'keys', 'audit', 'handovers.work', 'handovers.manage', 'routing', 'pipeline.manage', 'backup', 'installation', 'calendars.manage', 'deals.write', 'letters'),
  sales_manager: without('workspace.manage', 'members.manage', 'keys', 'forms.write', 'backup', 'installation', 'letters', 'fields'),
  sales_rep: without('workspace.manage', 'members.manage', 'keys', 'audit', 'forms.write', 'handovers.manage', 'routing', 'pipeline.manage', 'definitions.write', 'backup', 'installation', 'calendars.manage', 'imports', 'fields', 'products.write', 'letters', 'contacts.delete'),
  contractor: ['workspace.read', 'contacts.read', 'contacts.write', 'companies.read', 'notes.write', 'tasks.read', 'tasks.write', 'notices.read', 'search.read', 'leads.read', 'handovers.read', 'handovers.work', 'deals.read', 'deals.write', 'products.read', 'calendars.read', 'calendars.write', 'operations.undo', 'members.read'],
  viewer: all.filter((it) => it.endsWith('.read') && !['audit.read', 'letters.read'].includes(it)),
}
