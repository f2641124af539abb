import { reasonLabel } from '#handover/handovers/contract'
import type { AgendaContent } from './contract.ts'

const many = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`

export const dutyWords = {
  answer: 'no answer in time',
  attempt: 'no attempt in time',
  decision: 'no decision in time',
  verdict: 'marketing did not answer in time',
} as const

/** The agenda in lines, for a mail; empty when there is nothing to talk about. */
export function agendaLines(
  content: AgendaContent,
  own: readonly { code: string; label: string }[],
): string[] {
  const sales = content.breaches.filter(({ duty }) => duty !== 'verdict').length
  const marketing = content.breaches.length - sales
  const open = content.contests.filter(({ state }) => state === 'contested').length
  const { top, regrets, tries, unscored, unanswered, requests, proposal } = content
  return [
    ...(sales > 0 ? [`Sales missed ${many(sales, 'clock', 'clocks')}`] : []),
    ...(marketing > 0
      ? [`Marketing missed its answer to ${many(marketing, 'send-back', 'send-backs')}`]
      : []),
    ...(open > 0 ? [`${many(open, 'contest waits', 'contests wait')} for a decision`] : []),
    ...(unanswered.length > 0
      ? [`${many(unanswered.length, 'send-back waits', 'send-backs wait')} for marketing’s answer`]
      : []),
    ...(requests.length > 0
      ? [
          `Sales waits for content: ${requests
            .slice(0, 3)
            .map(({ title }) => `“${title}”`)
            .join(', ')}${requests.length > 3 ? ` and ${requests.length - 3} more` : ''}`,
        ]
      : []),
    ...(regrets.length > 0
      ? [`${many(dealsOf(regrets), 'deal was', 'deals were')} won after a send-back`]
      : []),
    ...(tries ? [triesText(tries)] : []),
    ...(unscored.length > 0
      ? [`${many(unscored.length, 'customer', 'customers')} bought who were never ready before`]
      : []),
    ...(top
      ? [`Sent back most for: ${reasonLabel(top.reason, own).toLowerCase()} (${top.count} of ${top.of})`]
      : []),
    ...(proposal ? [`One change to talk about: ${proposalTexts(proposal).join(' ')}`] : []),
  ]
}

/** One deal may have been won after several send-backs. */
export const dealsOf = (regrets: readonly { dealId: string }[]): number =>
  new Set(regrets.map(({ dealId }) => dealId)).size

/** One more day of tries, and what it would have meant for those who were sent back in the last year. */
export function triesText(
  { from, to, sentBack, longer, bought }: NonNullable<AgendaContent['tries']>,
  number: (n: number) => string = String,
): string {
  const of = `Of ${number(sentBack)} sent back for “no answer” in the last year, ${number(longer)} would have been tried longer; ${number(bought)} of them bought.`
  return `Should sales try on ${number(to)} days instead of ${number(from)} before “no answer” may be said? ${of}`
}

type Proposal = NonNullable<AgendaContent['proposal']>

/** The change to talk about: why, and what its replay says or would say; the same on the page and in the mail. */
export function proposalTexts(
  { why, replay, change }: Proposal,
  number: (n: number) => string = String,
): string[] {
  if (replay) {
    const { version, ready, missed } = replay
    return [
      proposalWords[why],
      `Draft version ${version}, replayed: ${number(ready.candidate)} ready instead of ${number(ready.inForce)}, ${number(missed.candidate)} customers missed instead of ${number(missed.inForce)}.`,
    ]
  }
  return [
    proposalWords[why],
    ...(change
      ? [
          `${change.productLine}: ${changeWords(change, number)}? A replay says who would have been called strong enough in the last half year, and who of the buyers would have been missed.`,
        ]
      : []),
  ]
}

/** The one number that would change. */
export function changeWords(
  { field, from, to }: Pick<NonNullable<Proposal['change']>, 'field' | 'from' | 'to'>,
  number: (n: number) => string = String,
): string {
  const change = `${number(to)} points instead of ${number(from)}`
  return field === 'enter' ? change : `at most ${change} by interest, the others by fit`
}

/** What the week speaks for, as one sentence. */
const proposalWords: Record<Proposal['why'], string> = {
  unscored:
    'Customers bought whom nobody had called strong enough. Would fewer points, or another rule, have found them?',
  not_eligible:
    'Most send-backs say “not eligible”. Should who they are count for more before anybody is passed on?',
  too_early: 'Most send-backs say “too early”. Should people be a little stronger before they are passed on?',
  regrets: 'Leads that were sent back bought later. Should they come back by themselves, or be tried longer?',
}
