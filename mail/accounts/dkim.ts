import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

/** A key for signing mail (RFC 6376), RSA of 2048 bits as RFC 8301 asks for. */
export async function makeDkimKey(): Promise<{ privateKey: string; publicKey: string }> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { privateKey, publicKey: publicKey.toString('base64') }
}

/** What is to be published in the DNS, and where. */
export const dkimRecord = (it: { domain: string; selector: string; publicKey: string }) => ({
  name: `${it.selector}._domainkey.${it.domain}`,
  value: `v=DKIM1; k=rsa; p=${it.publicKey}`,
})

export type ResolveTxt = (name: string) => Promise<string[][]>

export type Found = { is: 'published' | 'missing' | 'unknown'; says: string }

/** Whether the key is published; if not, what is wrong and how to mend it. */
export async function lookUp(
  it: { domain: string; selector: string; publicKey: string },
  resolveTxt: ResolveTxt,
): Promise<Found> {
  const { name } = dkimRecord(it)
  let found: string[]
  try {
    found = (await resolveTxt(name)).map((parts) => parts.join(''))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return ['ENOTFOUND', 'ENODATA'].includes(code)
      ? {
          is: 'missing',
          says: `There is no TXT record at ${name} yet. A new record may take an hour to be seen.`,
        }
      : { is: 'unknown', says: `The DNS did not answer for ${name} (${code}). It is asked again.` }
  }
  const keys = found.flatMap((text) => /(?:^|;)\s*p=([^;]*)/.exec(text)?.[1]?.replaceAll(/\s/g, '') ?? [])
  if (keys.includes(it.publicKey)) return { is: 'published', says: '' }
  const says =
    keys.length > 0
      ? `The record at ${name} holds another key. Replace it by the one shown here.`
      : `The record at ${name} holds no key (p=…). Copy the value as it is shown here.`
  return { is: 'missing', says }
}

/** Which headers a signature covers: what people read, the thread, and both of one-click unsubscribing (RFC 8058, 4). */
export const signedHeaders = [
  ...['From', 'Reply-To', 'To', 'Subject', 'Date', 'Message-ID', 'In-Reply-To', 'References'],
  ...['MIME-Version', 'Content-Type', 'Content-Transfer-Encoding', 'Auto-Submitted'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post'],
].join(':')
