import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A person needs longer than this to fill a form in. */
export const leastMs = 2_000
const tooFast = 'sent faster than a person can'
/** After this a page that stood open is shown again with what was typed. */
const longestMs = 24 * 3600_000

/** What a page of a form was made with: nobody can make one up or reuse it for another form. */
export interface Ticket {
  nonce: string
  issuedAt: number
  version: number
}

const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

export const newNonce = (): string => randomBytes(16).toString('base64url')

/** `formKey` is the workspace and address of the form. */
export function signTicket(secret: string, formKey: string, { nonce, issuedAt, version }: Ticket): string {
  return [nonce, issuedAt, version, macOf(secret, formKey, nonce, issuedAt, version)].join('.')
}

/** The ticket if it is ours and of this form; null for everything else. */
export function readTicket(secret: string, formKey: string, text: string): Ticket | null {
  const found = /^([\w-]{22})\.(\d{1,15})\.(\d{1,6})\.([\w-]{43})$/.exec(text)
  if (!found) return null
  const [, nonce, issued, no, mac] = found as unknown as [string, string, string, string, string]
  const ticket = { nonce, issuedAt: Number(issued), version: Number(no) }
  const right = Buffer.from(macOf(secret, formKey, nonce, ticket.issuedAt, ticket.version))
  return timingSafeEqual(right, Buffer.from(mac)) ? ticket : null
}

const macOf = (secret: string, formKey: string, nonce: string, issuedAt: number, version: number) =>
  createHmac('sha256', secret)
    .update(`form\n${formKey}\n${nonce}\n${issuedAt}\n${version}`)
    .digest('base64url')

/** A sum that stands in where no JavaScript works a proof out; made from the nonce, so that nothing has to be kept. */
export function questionOf(nonce: string): { text: string; answer: number } {
  const bytes = Buffer.from(nonce, 'base64url')
  const [a, b] = [bytes[0]! % words.length, bytes[1]! % words.length]
  return { text: `What is ${words[a]} plus ${words[b]}? (a number)`, answer: a + b + 2 }
}

export type Proof = 'good' | 'bad' | 'none'
export type Judged = { is: 'person' } | { is: 'spam'; why: string } | { is: 'unsure'; say: 'answer' | 'old' }

/**
 * Person, robot, or unsure: who is unsure gets the page again with what was typed and loses nothing. A robot is told
 * nothing.
 */
export function judgeSender(it: {
  trap: string
  ticket: Ticket | null
  nowMs: number
  proof: Proof
  answer: string
}): Judged {
  if (it.trap !== '') return { is: 'spam', why: 'filled in a field that people do not see' }
  if (!it.ticket) return { is: 'unsure', say: 'old' }
  const age = it.nowMs - it.ticket.issuedAt
  if (age > longestMs) return { is: 'unsure', say: 'old' }
  if (age < leastMs) return { is: 'spam', why: tooFast }
  if (it.proof === 'good') return { is: 'person' }
  if (it.proof === 'bad') return { is: 'spam', why: 'a wrong proof of work' }
  return it.answer.trim() === String(questionOf(it.ticket.nonce).answer)
    ? { is: 'person' }
    : { is: 'unsure', say: 'answer' }
}

/** Nothing but speed speaks against them: somebody may have pressed the button by mistake. */
export const isHasty = (judged: Judged): boolean => judged.is === 'spam' && judged.why === tooFast
