import { freeMailKnown, isFreeMail } from './free-mail.ts'

export { freeMailKnown, isFreeMail }

/** A company's web site as its bare host: `https://www.Firm.example/x` → `firm.example`. */
export const domainIn = (typed: string | null | undefined): string | null => {
  const bare = typed?.trim().toLowerCase()
  if (!bare) return null
  const url = URL.canParse(bare) && bare.includes('://') ? bare : `https://${bare}`
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : bare
}

const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?'
/** RFC 1035 labels (with the underscore that is met in practice), the last one no number: so no IP address either. */
const host = new RegExp(`^(?:${label}\\.)+(?!\\d+$)[a-z0-9-]{2,63}$`)
/** Ends under which a registry lets anybody have a name: nobody's alone. */
const shared = /^(?:ac|co|com|edu|go|gov|gob|gouv|ltd|me|mil|ne|net|nom|or|org|plc|sch)\.[a-z]{2}$/

/** Whether a host can be one company's. */
export const isDomain = (domain: string): boolean =>
  domain.length <= 253 && host.test(domain) && !shared.test(domain)

/** The domains that an address may belong to, the closest first: `a@sales.firm.example` → `sales.firm.example`, `firm.example`. */
export function domainsOf(email: string | null | undefined): string[] {
  const labels = (email?.trim().toLowerCase().split('@').at(-1) ?? '').split('.')
  if (!email?.includes('@') || labels.length > 20) return []
  return labels.slice(0, -1).map((_, n) => labels.slice(n).join('.'))
}
