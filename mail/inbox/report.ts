/** What a report of delivery says of one recipient (RFC 3464, 2.3). */
export type ReportedRecipient = {
  address: string | null
  action: string
  /** `5.1.1` (RFC 3463). */
  status: string
  diagnostic: string
}
export type Report = { recipients: ReportedRecipient[] }

export type Judged = { is: 'hard' | 'refused' | 'soft' | 'nothing'; says: string }

/** The address itself is wrong or gone, whatever is sent to it: bad mailbox, bad domain, no route (RFC 3463, 3.2, 3.3, 3.5). */
const badAddress = /^5\.(1\.[0-46]|1\.10|2\.1|4\.4)$/

/**
 * hard: the address is bad for good. refused: this letter has not arrived, the address may be good (too large, policy,
 * mailbox full for days). soft: it is still being tried. nothing: it was delivered, relayed or expanded.
 */
export function judgeReport({ action, status, diagnostic }: ReportedRecipient): Judged {
  const says = [status, diagnostic].filter(Boolean).join(' ').trim() || 'No reason was given.'
  if (action === 'delayed') return { is: 'soft', says }
  if (action !== 'failed') return { is: 'nothing', says }
  return { is: badAddress.test(status) ? 'hard' : 'refused', says }
}

/**
 * What a report says of a letter's recipient, to the address that this letter alone comes back to; undefined: it speaks of
 * somebody else. A Message-ID proves nothing: whoever was copied in, or reads an answer, knows it.
 */
export const saidOf = (report: Report, letter: { to_address: string }): ReportedRecipient | undefined =>
  report.recipients.find(({ address }) => address?.toLowerCase() === letter.to_address.toLowerCase())
