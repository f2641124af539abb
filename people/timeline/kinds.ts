/** Kinds of things on the timeline as people ask for them, by what the kind begins with: `handover.waiting` is of `handover`. */
export const groups = [
  { id: 'notes', label: 'Notes', areas: ['note'] },
  { id: 'talks', label: 'Calls and meetings', areas: ['talk', 'call', 'meeting', 'walk_in', 'card'] },
  { id: 'mails', label: 'Mails', areas: ['conversation', 'mail'] },
  { id: 'tasks', label: 'Tasks', areas: ['task'] },
  { id: 'files', label: 'Files', areas: ['file'] },
  { id: 'race', label: 'Leads and handovers', areas: ['lead', 'handover', 'readiness', 'protection'] },
  { id: 'deals', label: 'Deals', areas: ['deal', 'onboarding'] },
  { id: 'website', label: 'Website and forms', areas: ['visit', 'page', 'website', 'form', 'optin', 'link'] },
  { id: 'campaigns', label: 'Campaigns', areas: ['campaign'] },
  { id: 'consent', label: 'Permissions', areas: ['consent'] },
  { id: 'record', label: 'Owner and merges', areas: ['owner', 'merge'] },
  { id: 'other', label: 'Other', areas: [] },
] as const
export type Group = (typeof groups)[number]['id']
export const groupIds = groups.map(({ id }) => id)

const known = groups.flatMap(({ areas }) => [...areas] as string[])
export const areaOf = (kind: string): string => kind.split('.')[0] ?? kind

export function groupOf(kind: string): Group {
  const area = areaOf(kind)
  return groups.find(({ areas }) => (areas as readonly string[]).includes(area))?.id ?? 'other'
}

/** Which areas are asked for: some by name, and whether all that have none; null: everything. */
export function areasOf(shown: readonly Group[]): { areas: string[]; but: string[] | null } | null {
  if (shown.length === 0 || shown.length === groups.length) return null
  const areas = groups.flatMap((it) => (shown.includes(it.id) ? [...it.areas] : []) as string[])
  return { areas, but: shown.includes('other') ? known.filter((it) => !areas.includes(it)) : null }
}
