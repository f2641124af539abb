export type Kind = { kind: 'human' | 'automatic' | 'bounce'; evidence: string }

/** What the head of a mail says of who sent it. Names in lower case; the first line of each. */
export type Head = ReadonlyMap<string, string>

const machines = /^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|notifications?)([+-].*)?$/i

/**
 * Whether a person wrote a mail or a machine answered (RFC 3834, 5; RFC 2076; what Exchange and older programs say in
 * their place). Only its head is asked: words such as “out of office” are a person's as well.
 */
export function kindOf(head: Head, fromAddress: string): Kind {
  const automatic = (evidence: string): Kind => ({ kind: 'automatic', evidence })
  const value = (name: string) => head.get(name)?.trim() ?? ''
  const contentType = value('content-type').toLowerCase()
  if (contentType.startsWith('multipart/report') && contentType.includes('delivery-status'))
    return { kind: 'bounce', evidence: 'Content-Type: multipart/report; report-type=delivery-status' }
  const submitted = value('auto-submitted').toLowerCase()
  if (submitted && !/^no\b/.test(submitted)) return automatic(`Auto-Submitted: ${submitted}`)
  if (value('return-path') === '<>') return automatic('Return-Path: <>')
  for (const name of ['x-autoreply', 'x-autorespond', 'x-auto-reply', 'x-autoresponder'])
    if (value(name) && value(name).toLowerCase() !== 'no') return automatic(`${name}: ${value(name)}`)
  const precedence = value('precedence').toLowerCase()
  if (/^(bulk|junk|list|auto_reply)\b/.test(precedence)) return automatic(`Precedence: ${precedence}`)
  if (value('list-id')) return automatic(`List-Id: ${value('list-id').slice(0, 200)}`)
  if (machines.test(fromAddress.split('@')[0] ?? '')) return automatic(`From: ${fromAddress}`)
  return { kind: 'human', evidence: 'No sign of a machine in its head' }
}
