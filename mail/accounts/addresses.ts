import { randomBytes } from 'node:crypto'

/**
 * An address of ours behind a plus sign (RFC 5233): where answers to a conversation come to, where a member files mail
 * from outside, where a letter that can't be delivered comes back. The token is 128 bits, so nobody guesses one.
 */
export type Tag = { kind: 'reply' | 'log' | 'bounce'; token: string }

const marks = { reply: '', log: 'log-', bounce: 'b-' } as const

export const newToken = (): string => randomBytes(16).toString('hex')

/** The shared mailbox's address with a tag: `reply+log-0f…@firm.example`. */
export function taggedAddress(inbound: string, { kind, token }: Tag): string {
  const at = inbound.lastIndexOf('@')
  return `${inbound.slice(0, at)}+${marks[kind]}${token}${inbound.slice(at)}`
}

/** The tags of ours among addresses; whatever merely looks like one, at another mailbox, is none. */
export function tagsIn(inbound: string, addresses: readonly string[]): Tag[] {
  const at = inbound.lastIndexOf('@')
  const [local, domain] = [inbound.slice(0, at).toLowerCase(), inbound.slice(at).toLowerCase()]
  return addresses.flatMap((address) => {
    const lower = address.trim().toLowerCase()
    if (!lower.startsWith(`${local}+`) || !lower.endsWith(domain)) return []
    const found = /^(log-|b-)?([0-9a-f]{32})$/.exec(lower.slice(local.length + 1, -domain.length))
    if (!found) return []
    const kind = found[1] === 'log-' ? 'log' : found[1] === 'b-' ? 'bounce' : 'reply'
    return [{ kind, token: found[2]! } as const]
  })
}

/**
 * A text without the tags of our mailbox: who reads it is not to answer or file in another's place. Addresses of others that
 * look alike stay as they are.
 */
export function withoutTags(inbound: string, text: string): string {
  const at = inbound.lastIndexOf('@')
  const [local, domain] = [RegExp.escape(inbound.slice(0, at)), RegExp.escape(inbound.slice(at))]
  const ours = new RegExp(
    `(?<![\\w.+-])(${local})\\+(?:log-|b-)?[0-9a-f]{32}(?=${domain}(?![\\w-]|\\.\\w))`,
    'gi',
  )
  return text.replaceAll(ours, '$1')
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** The bare address of `Baton <baton@firm.example>`. */
export const bareAddress = (sender: string): string => /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender.trim()
