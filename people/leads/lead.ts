/** Days without an act and with nothing open after which a lead sleeps. */
export const DORMANT_DAYS = 180
const dayMs = 86_400_000

/** When a lead of that last act falls asleep. */
export const dormantAt = (lastActAt: Date): Date => new Date(lastActAt.getTime() + DORMANT_DAYS * dayMs)

/** In these places something is open with sales, so a lead stays awake. */
const busy = new Set(['waiting', 'offered', 'working', 'qualified'])

export const fallsAsleep = (it: { lastActAt: Date; stage: string; openDeals: number }, now: Date): boolean =>
  dormantAt(it.lastActAt) <= now && !busy.has(it.stage) && it.openDeals === 0

/** Sorts that say that somebody is no lead, and what each is called. */
export const SORTS = {
  lead: 'A lead',
  support: 'Support',
  job: 'Job application',
  student: 'Student',
  supplier: 'Supplier',
  competitor: 'Competitor',
  press: 'Press',
  spam: 'Spam',
} as const
export type Sort = keyof typeof SORTS
