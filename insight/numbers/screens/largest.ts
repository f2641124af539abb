export type Group = { name: string; counts: Record<string, number> }

/** The first so many groups, and one that has all the others together, so that they still add up. */
export function largest(groups: readonly Group[], most: number): Group[] {
  const rest = groups.slice(most - 1)
  if (rest.length <= 1) return [...groups]
  const counts: Record<string, number> = {}
  for (const group of rest)
    for (const [key, n] of Object.entries(group.counts)) counts[key] = (counts[key] ?? 0) + n
  return [...groups.slice(0, most - 1), { name: `and ${rest.length} more`, counts }]
}
