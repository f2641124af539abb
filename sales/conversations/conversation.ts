import { against, type Permission } from '#people/consent'

/** Whether a member may write to a person, and why. `ask`: nothing speaks for it, so the writer says on what basis. */
export type MayWrite = {
  may: 'yes' | 'ask' | 'no'
  code: 'asked' | 'answers' | 'consent' | 'contract' | 'interest' | 'no_basis' | Refused
  because: string
}
type Refused = 'no_address' | 'came_back' | 'objected' | 'barred'

/** Between pressing Send and handing the mail over: time to take it back. */
export const UNDO_MS = 10_000

type Known = {
  address: string | null
  /** Why nothing goes to the address any more, as the mail server said. */
  stopped: string | null
  permissions: readonly Permission[]
  /** When they last wrote in this conversation. */
  wroteAt: Date | null
  /** That it was them is only what the mail says, or a colleague: they answered to no address or letter of ours. */
  claimed: boolean
  /** When they last wrote here, proven and from the address that is written to now. */
  againAt: Date | null
  /** A colleague filed it, who got it elsewhere. */
  filed?: boolean
}

/**
 * What the ledger says of one mail to one person, who asked, agreed, is a customer or wrote themselves. An objection
 * bars, until they write again themselves; that answers their matter and nothing else.
 */
export function mayWrite({
  address,
  stopped,
  permissions,
  wroteAt,
  claimed,
  againAt,
  filed,
}: Known): MayWrite {
  const no = (code: Refused, because: string): MayWrite => ({ may: 'no', code, because })
  const yes = (code: MayWrite['code'], because: string): MayWrite => ({ may: 'yes', code, because })
  if (!address) return no('no_address', 'No e-mail address is known.')
  if (stopped) return no('came_back', `Mail to ${address} came back: ${stopped}`)
  const byMail = permissions.filter((it) => it.channel === 'email' || it.channel === 'any')
  const barrier = against(permissions, 'email')
  if (barrier?.state === 'barred')
    return no('barred', 'What is known about e-mail contradicts itself. Decide under Permissions first.')
  const again = againAt && barrier?.since && againAt > barrier.since
  if (barrier && !again) return no('objected', 'They do not want mail from us.')
  if (wroteAt)
    return yes(
      'answers',
      claimed && filed
        ? 'A colleague filed a mail of theirs here: answer on that matter.'
        : 'They wrote to you: answer on that matter.',
    )
  const granted = (basis: Permission['basis'], topics?: string[]) =>
    byMail.some(
      (it) => it.basis === basis && it.state === 'granted' && (!topics || topics.includes(it.topic)),
    )
  if (granted('request')) return yes('asked', 'They asked: answer on that matter.')
  if (granted('contract')) return yes('contract', 'They are under contract: write about that.')
  if (granted('consent', ['*', 'sales'])) return yes('consent', 'They agreed to mail from us.')
  if (granted('legitimate_interest')) return yes('interest', 'A legitimate interest is noted.')
  return {
    may: 'ask',
    code: 'no_basis',
    because: 'Nothing permits a mail yet. Say why you may write; it goes into the ledger.',
  }
}

/** `Re:` once, whatever was answered before. */
export const answerTo = (subject: string): string => (/^re:/i.test(subject) ? subject : `Re: ${subject}`)

/** The first words of a mail, for a list. */
export function firstWords(text: string, most = 140): string {
  const words = text
    .split('\n')
    .filter((line) => !line.startsWith('>'))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return words.length > most ? `${words.slice(0, most - 1)}…` : words
}

/** The text of a mail with the writer's signature below, parted as mail programs know it (RFC 3676, 4.3). */
export const signed = (text: string, signature: string): string =>
  signature.trim() ? `${text.trimEnd()}${below(signature)}` : `${text.trimEnd()}\n`

/** The words without the signature that was put below them; what the writer wrote stays whole. */
export const unsigned = (text: string, signature: string): string =>
  (signature.trim() && text.endsWith(below(signature))
    ? text.slice(0, -below(signature).length)
    : text
  ).trimEnd()

const below = (signature: string) => `\n\n-- \n${signature.trim()}\n`
