/** What a report of delivery says of one recipient (RFC 3464, 2.3). */
export type ReportedRecipient = {
  address: string | null
  action: string
  /** `5.1.1` (RFC 3463). */
  status: string
  diagnostic: string
}
export type Report = {
  recipients: ReportedRecipient[]
  /** Of the mail that it speaks of. */
  originalMessageId: string | null
}

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

type Letter = { to_address: string; message_id: string }

/**
 * Whether a report can know the letter that it speaks of. Only who carried or got a letter knows its Message-ID or the
 * address that it comes back to, so a report that names neither is no proof; nor is one that speaks of another recipient.
 */
export function isOurs(report: Report, letter: Letter, cameToItsAddress: boolean): boolean {
  if (!cameToItsAddress && report.originalMessageId !== letter.message_id) return false
  const named = report.recipients.flatMap((it) => it.address?.toLowerCase() ?? [])
  return named.length === 0 || named.includes(letter.to_address.toLowerCase())
}
