import type { Accent } from '#ui/theme'

/** What became of a letter, for its writer. */
export const states: Record<string, { label: string; accent: Accent }> = {
  queued: { label: 'On its way', accent: 'gray' },
  sending: { label: 'On its way', accent: 'gray' },
  unknown: { label: 'Not known whether it left', accent: 'amber' },
  accepted: { label: 'Sent', accent: 'green' },
  rejected: { label: 'Refused', accent: 'red' },
  bounced: { label: 'Came back', accent: 'red' },
  kept: { label: 'Kept: no mail server', accent: 'amber' },
  held: { label: 'Held: silent', accent: 'amber' },
  expired: { label: 'Too old to send', accent: 'gray' },
  stopped: { label: 'Stopped', accent: 'gray' },
}

/** How a mail is known to belong to its thread, where that says something of its sender. */
export const viaWords: Record<string, string> = {
  thread: 'Known by the mail that it answers',
  sender: 'Known only by its sender’s address, which anybody can write',
  log: 'Filed by a colleague',
}

export const bases = [
  { value: 'request', label: 'They asked about this' },
  { value: 'contract', label: 'They are under contract' },
  { value: 'legitimate_interest', label: 'A legitimate interest' },
  { value: 'consent', label: 'They agreed to mail from us' },
]

/** 12 KB, 3 MB: near enough to decide whether to save it. */
export const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`
