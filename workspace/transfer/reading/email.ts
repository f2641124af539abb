import { domainToASCII } from 'node:url'

const atom = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Why this is no e-mail address one could write to, as a sentence, or null. The forms people have in lists:
 * RFC 5321 with its lengths, letters of any script (RFC 6531); not quoted local parts and address literals.
 */
export function emailProblem(address: string): string | null {
  const at = address.lastIndexOf('@')
  if (at === -1) return 'has no @'
  const local = address.slice(0, at)
  const domain = address.slice(at + 1)
  if (address.length > 320) return 'is longer than 254 bytes'
  if (local === '' || domain === '') return 'has nothing on one side of the @'
  if (/\s/.test(address)) return 'has a blank inside'
  if (Buffer.byteLength(local) > 64) return 'has more than 64 bytes before the @'
  if (!atom.test(local)) return 'has characters or dots before the @ that aren’t allowed there'
  const ascii = domainToASCII(domain)
  if (ascii === '' || ascii.length > 253) return 'has a domain that can’t exist'
  if (Buffer.byteLength(local) + 1 + ascii.length > 254) return 'is longer than 254 bytes'
  const labels = ascii.split('.')
  if (labels.length < 2) return 'has a domain without a dot'
  if (!labels.every((part) => label.test(part))) return 'has a domain that can’t exist'
  if (/^\d+$/.test(labels.at(-1)!)) return 'has a domain that ends in a number'
  return null
}

export const isEmail = (address: string): boolean => emailProblem(address) === null
