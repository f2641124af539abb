import type { Card } from '../contract.ts'

/** What comes next, by what is known: accept, then reach them by what way there is, then make a deal and go on with it. */
export function nextAct(card: Card): 'accept' | 'deal' | 'make' | 'call' | 'write' | null {
  if (card.may.answer) return 'accept'
  if (!card.may.attempt) return null
  if (card.deal) return 'deal'
  const reached = card.attempts.some(({ outcome }) => outcome === 'reached' || outcome === 'held')
  if (reached && card.state === 'working') return 'make'
  if (card.hidden) return null
  return card.who.phone ? 'call' : card.who.email ? 'write' : null
}
