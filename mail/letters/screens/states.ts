import type { Accent } from '#ui/theme'
import type { LetterState } from '../contract.ts'

/** What became of a letter, in words. */
export const letterStates: Record<LetterState, { label: string; accent: Accent }> = {
  queued: { label: 'Waiting to go out', accent: 'gray' },
  sending: { label: 'Going out', accent: 'gray' },
  unknown: { label: 'Not known whether it left', accent: 'amber' },
  accepted: { label: 'Sent', accent: 'green' },
  rejected: { label: 'Refused by the mail server', accent: 'red' },
  bounced: { label: 'Came back', accent: 'red' },
  kept: { label: 'Kept: no mail server', accent: 'amber' },
  held: { label: 'Held: silent', accent: 'amber' },
  expired: { label: 'Too old to send', accent: 'gray' },
  stopped: { label: 'Stopped', accent: 'gray' },
}

export const releasable = (state: LetterState): boolean =>
  state === 'kept' || state === 'held' || state === 'unknown'
