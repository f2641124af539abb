import type { HandoverListRow } from '../contract.ts'

/** How the states read on screen. */
export const stateWords: Record<HandoverListRow['state'], string> = {
  waiting: 'Waiting',
  offered: 'Offered',
  working: 'Working',
  qualified: 'Qualified',
  sent_back: 'Sent back',
  withdrawn: 'Withdrawn',
  joined: 'Joined',
  signalled: 'Signal',
}
export const laneWords = { asked: 'Asked for sales', earned: 'Strong enough' } as const
export const clockWords = { answer: 'Answer', attempt: 'First try', decision: 'Decide' } as const
export const dutyWords = {
  answer: 'Answer: accept, or send back',
  attempt: 'First try to reach them',
  decision: 'Decide: a deal that qualifies, or send back',
} as const
/** Where they came from; a channel that a link names itself stands as it is. */
export const cameWords: Readonly<Record<string, string>> = {
  direct: 'Came straight to us',
  referral: 'Came by a link on another site',
  search: 'Came by a search',
  social: 'Came by a social network',
  ads: 'Came by an advertisement',
  email: 'Came by a mail',
  print: 'Came by something printed',
  call: 'Came by a call',
  walk_in: 'Came in person',
  card: 'Came by a business card',
}
export const gradeWords = { by_person: 'by the person', reported: 'reported', fact: 'known' } as const

const outcomes = [
  { value: 'reached', label: 'Reached' },
  { value: 'no_answer', label: 'No answer' },
  { value: 'voicemail', label: 'Voicemail' },
  { value: 'wrong_number', label: 'Wrong number' },
] as const
const sent = [{ value: 'sent', label: 'Sent' }] as const
const meetings = [
  { value: 'held', label: 'It took place' },
  { value: 'no_show', label: 'They did not come' },
] as const

/** How it can have gone, by channel. */
export const outcomesOf = {
  phone: outcomes,
  email: sent,
  message: sent,
  meeting: meetings,
  visit: meetings,
  post: sent,
} as const
export const channelWords = {
  phone: 'Call',
  email: 'E-mail',
  message: 'Message',
  meeting: 'Meeting',
  visit: 'Visit',
  post: 'Letter',
} as const
export type Channel = keyof typeof outcomesOf
export type Outcome = (typeof outcomesOf)[Channel][number]['value']
export const outcomeWords: Record<string, string> = Object.fromEntries(
  [...outcomes, ...sent, ...meetings].map(({ value, label }) => [value, label]),
)
export const offerWords = {
  open: 'has not answered yet',
  accepted: 'accepted',
  sent_back: 'sent back',
  expired: 'did not answer in time',
  withdrawn: 'no longer offered',
  handed_on: 'handed on',
} as const

/** What a person permits, in words. */
export const wayWords = {
  email: 'E-mail',
  phone: 'Phone',
  sms: 'Text message',
  post: 'Post',
  any: 'Any way',
} as const
export const permissionWords = {
  pending: 'not confirmed yet',
  granted: 'yes',
  withdrawn: 'withdrawn',
  objected: 'no, they objected',
  expired: 'expired',
  barred: 'barred',
} as const
export const basisWords = {
  consent: 'they agreed',
  request: 'they asked us to',
  contract: 'by contract',
  legitimate_interest: 'legitimate interest',
  none: 'without a basis',
} as const
