import type { Role } from '#workspace/members'

export type AbsenceState = 'asked' | 'granted' | 'refused'

/**
 * Whose absences a manager grants: sellers who take leads, so that what they leave uncovered is seen before. Whoever manages
 * calendars enters theirs and those of others at once, and so does everybody whose absence leaves no lead alone.
 */
export const isAskedFor = (
  { role, takesLeads }: { role: Role; takesLeads: boolean },
  { manages }: { manages: boolean },
): boolean => !manages && role === 'sales_rep' && takesLeads

/** Nobody asks to be ill: what begins today or has begun counts at once. Days are local ones, as YYYY-MM-DD. */
export const stateWhenEntered = (
  asksFor: boolean,
  { firstDay, today }: { firstDay: string; today: string },
): 'asked' | 'granted' => (asksFor && firstDay > today ? 'asked' : 'granted')
