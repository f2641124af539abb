/** What a reason said would not happen, and did. */
export type Outcome = 'bought' | 'answered' | 'won_before_date' | 'came_back'

/** By reason, the outcome that speaks against it. */
export const AGAINST: Readonly<Record<string, Outcome>> = {
  not_eligible: 'bought',
  competitor: 'bought',
  no_answer: 'answered',
  too_early: 'won_before_date',
  not_interested: 'came_back',
}

const fewestCases = 5
const leastShare = 0.2

/** Whether so many of so many cases make the reason doubtful: few cases say nothing. */
export const isFlagged = (against: number, cases: number): boolean =>
  cases >= fewestCases && against / cases >= leastShare
