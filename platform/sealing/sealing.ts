import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const version = '1'
const [nonceBytes, tagBytes] = [12, 16]

/** What was sealed can't be opened: another secret of the installation, another purpose, or a changed text. */
export class SealBroken extends Error {
  constructor() {
    super('What was sealed can’t be opened with the secret of this installation')
    this.name = 'SealBroken'
  }
}

/** A key for each purpose, so that what was sealed for one firm or use opens for no other. */
const keyFor = (secret: string, purpose: string) =>
  Buffer.from(hkdfSync('sha256', secret, '', `baton sealed ${purpose}`, 32))

/** Seals a text (AES-256-GCM); twice the same text gives two different seals. */
export function seal(secret: string, purpose: string, text: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, keyFor(secret, purpose), nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
}

/** Opens what `seal` made with the same secret and purpose; throws SealBroken for anything else. */
export function unseal(secret: string, purpose: string, sealed: string): string {
  const [made, text = ''] = sealed.split('.')
  const bytes = Buffer.from(text, 'base64url')
  if (made !== version || bytes.length < nonceBytes + tagBytes) throw new SealBroken()
  const decipher = createDecipheriv(algorithm, keyFor(secret, purpose), bytes.subarray(0, nonceBytes))
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  try {
    const rest = bytes.subarray(nonceBytes + tagBytes)
    return Buffer.concat([decipher.update(rest), decipher.final()]).toString('utf8')
  } catch {
    throw new SealBroken()
  }
}
