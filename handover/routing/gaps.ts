import type { RoutingMember, RoutingRule } from './route.ts'

/** What nobody covers now, in words: the places where a lead would wait. */
export function gapsOf(
  rules: readonly RoutingRule[],
  members: readonly RoutingMember[],
  lines: readonly { id: string; name: string }[],
): string[] {
  const takers = members.filter((member) => member.takesLeads)
  if (takers.length === 0)
    return ['Nobody takes leads: every lead waits. Say under Settings → Members who does.']
  const gaps: string[] = []
  const isThere = (member: RoutingMember, seen: readonly string[] = []): boolean => {
    if (!member.isAbsent) return member.takesLeads
    const deputy = members.find(({ id }) => id === member.deputyId)
    return deputy !== undefined && !seen.includes(deputy.id) && isThere(deputy, [...seen, member.id])
  }
  if (!takers.some((member) => isThere(member)))
    gaps.push('Everybody who takes leads is away, and nobody stands in.')
  for (const rule of rules) {
    const named = members.filter(
      ({ id, teamIds }) =>
        rule.memberIds.includes(id) || (rule.teamId !== null && teamIds.includes(rule.teamId)),
    )
    const able = named.filter((member) => member.takesLeads)
    const line = lines.find(({ id }) => id === rule.productLineId)
    const what = `“${rule.name}”${line ? ` (${line.name})` : ''}`
    if (able.length === 0) gaps.push(`${what} names nobody who takes leads: whoever it fits waits.`)
    else if (!able.some((member) => isThere(member)))
      gaps.push(`${what}: ${able.map(({ name }) => name).join(', ')} away, and nobody stands in.`)
    else if (
      able.every(
        ({ weeklyCapacity, takenThisWeek }) => weeklyCapacity !== null && takenThisWeek >= weeklyCapacity,
      )
    )
      gaps.push(`${what} is full this week: who is strong enough waits, who asks still goes through.`)
  }
  return gaps
}
