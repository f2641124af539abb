import { createChallenge, randomInt, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { z } from 'zod'
import type { Proof } from './trap.ts'

const cost = 2_000
const fewest = 200
const most = 600

const payload = z.object({
  challenge: z.object({ parameters: z.looseObject({ data: z.object({ nonce: z.string() }) }) }).loose(),
  solution: z.looseObject({}),
})
type Given = Parameters<typeof verifySolution>[0]

const secrets = (secret: string) => ({
  hmacSignatureSecret: `${secret} proof`,
  hmacKeySignatureSecret: `${secret} proof key`,
})

/** Work of about half a second for a browser, for one page of one form; it ages with the page's ticket. */
export async function newChallenge(secret: string, nonce: string): Promise<string> {
  const challenge = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost,
    counter: randomInt(fewest, most),
    data: { nonce },
    deriveKey,
    ...secrets(secret),
  })
  return JSON.stringify(challenge)
}

/** Whether the browser worked it out for this very page; none when there was no JavaScript to do it. */
export async function checkProof(secret: string, nonce: string | undefined, text: string): Promise<Proof> {
  if (!text) return 'none'
  const given = payload.safeParse(parsed(text))
  if (!given.success || given.data.challenge.parameters.data.nonce !== nonce) return 'bad'
  const { challenge, solution } = given.data as unknown as Pick<Given, 'challenge' | 'solution'>
  const { verified } = await verifySolution({ challenge, solution, deriveKey, ...secrets(secret) })
  return verified ? 'good' : 'bad'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // a robot's guess is a wrong proof, not a fault
  }
}
