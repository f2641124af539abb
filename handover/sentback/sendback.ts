import { DateTime } from 'luxon'

/** For so many days people are nurtured by the reason they were sent back with; a reason that is not here needs a date. */
const NURTURE_DAYS: Readonly<Record<string, number>> = {
  no_answer: 60,
  not_interested: 180,
  competitor: 300,
}

/** Until when somebody is nurtured by their reason: the day the seller agreed on, else the span of the reason; null: none. */
export function nurtureByReason(reason: string, agreed: Date | null, now: Date, zone: string): Date | null {
  if (agreed && agreed > now) return agreed
  const days = NURTURE_DAYS[reason]
  return days === undefined
    ? null
    : DateTime.fromJSDate(now, { zone }).plus({ days }).startOf('day').toJSDate()
}

export type Answer = 'agreed' | 'contested' | 'nurture'
export type Word = Answer | 'upheld' | 'overruled'

/** What a word makes of the send-back: nurturing agrees with it. */
export const upheldBy = (word: Word) => (word === 'nurture' ? 'agreed' : word)
