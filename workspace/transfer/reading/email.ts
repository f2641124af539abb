import { domainToASCII } from 'node:url'

const atom = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
/** Letters of any script; the dots of the East stand for ours. */
const domainSigns = /^[\p{L}\p{M}\p{N}.\-\u3002\uff0e\uff61·・]+$/u
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
/** A country's own domain can hold mailboxes, as n@ai did; a single word of another length is a domain cut off. */
const countryDomain = /^[a-z]{2}$/

/**
 * Why this is no e-mail address one could write to, as a sentence, or null. The forms people have in lists:
 * RFC 5321 with its lengths, letters of any script (RFC 6531). Quotes before the @ and numbers in brackets behind it are
 * allowed between mail servers, but no list has them honestly: a quoted part is a known way to lead a letter elsewhere.
 */
export function emailProblem(address: string): string | null {
  const at = address.lastIndexOf('@')
  if (at === -1) return 'has no @'
  const local = address.slice(0, at)
  const domain = address.slice(at + 1)
  if (address.length > 320) return 'is longer than 254 bytes'
  if (/[\r\n]/.test(address)) return 'has a line break inside'
  if (/\p{Cc}/u.test(address)) return 'has a control character inside'
  if (address.includes('(') || address.includes(')'))
    return 'has a remark in brackets inside; write the address alone'
  if (local === '' || domain === '') return 'has nothing on one side of the @'
  if (local.includes('"')) return 'has quotes before the @, which is never written to'
  if (domain.startsWith('[') || domain.endsWith(']'))
    return 'names a machine by its number in place of a domain'
  if (/\s/.test(address)) return 'has a blank inside'
  if (Buffer.byteLength(local) > 64) return 'has more than 64 bytes before the @'
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..'))
    return 'has a dot before the @ where none may stand'
  if (!atom.test(local)) return 'has characters before the @ that aren’t allowed there'
  if (!domainSigns.test(domain)) return 'has signs in its domain that no domain has'
  const ascii = domainToASCII(domain)
  if (ascii.length > 253) return 'is longer than 254 bytes'
  if (ascii === '') return 'has a domain that can’t exist'
  if (Buffer.byteLength(local) + 1 + ascii.length > 254) return 'is longer than 254 bytes'
  const labels = ascii.split('.')
  if (labels.some((part) => part.length > 63)) return 'has a part of more than 63 bytes in its domain'
  if (!labels.every((part) => label.test(part))) return 'has a domain that can’t exist'
  if (labels.length < 2 && !countryDomain.test(ascii)) return 'has a domain without a dot'
  if (/^\d+$/.test(labels.at(-1)!)) return 'has a domain that ends in a number'
  return null
}

export const isEmail = (address: string): boolean => emailProblem(address) === null
