/** A code for links, of a campaign's name: `Messe München 2026` → `messe-munchen-2026`. `folded` has neither accents nor case. */
export const codeOf = (folded: string): string =>
  folded
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'campaign'

/** The first code of this name that nobody has yet. */
export function freeCode(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted
  let n = 2
  while (taken.has(`${wanted}-${n}`)) n++
  return `${wanted}-${n}`
}

const mediumOf: Record<string, string> = {
  ads: 'cpc',
  search: 'organic',
  event: 'event',
  print: 'qr',
  press: 'press',
  partner: 'referral',
}

/** A link to a page of the firm's that says where whoever follows it came from; null where there is no such page. */
export function linkTo(
  page: string,
  { code, channel, source }: { code: string; channel: string; source: string },
): string | null {
  const url = URL.parse(page.includes('://') ? page : `https://${page}`)
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname.includes('.')) return null
  url.searchParams.set('utm_source', source || channel)
  url.searchParams.set('utm_medium', mediumOf[channel] ?? channel)
  url.searchParams.set('utm_campaign', code)
  return url.toString()
}
