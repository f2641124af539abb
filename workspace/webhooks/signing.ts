import { createHmac, randomBytes } from 'node:crypto'

const prefix = 'whsec_'
const secretBytes = 32

/** A secret as Standard Webhooks writes it: 256 random bits in base64 behind `whsec_`. */
export const makeSecret = (): string => `${prefix}${randomBytes(secretBytes).toString('base64')}`

/**
 * The headers of a message (Standard Webhooks 1.0, “Signature scheme”): HMAC-SHA256 over id, time of the attempt and body, once
 * for each secret that is valid.
 */
export function signed(
  secrets: readonly string[],
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') }
}
