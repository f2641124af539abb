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

const mediums: Record<string, string> = {
  ads: 'cpc',
  search: 'organic',
  event: 'event',
  print: 'qr',
  press: 'press',
  partner: 'referral',
}
/** What a channel's links carry as `utm_medium`. */
export const mediumOf = (channel: string): string => mediums[channel] ?? channel

/** A page as somebody types it, as an address; null where there is no such page. */
export function pageOf(typed: string): URL | null {
  const url = URL.parse(typed.includes('://') ? typed : `https://${typed}`)
  return url && /^https?:$/.test(url.protocol) && url.hostname.includes('.') && !url.username ? url : null
}

/** A link to a page of the firm's that says where whoever follows it came from; null where there is no such page. */
export function linkTo(
  page: string,
  it: {
    code: string
    channel: string
    source: string
    medium?: string | undefined
    label?: string | null | undefined
  },
): string | null {
  const url = pageOf(page)
  if (!url) return null
  url.searchParams.set('utm_source', it.source || it.channel)
  url.searchParams.set('utm_medium', it.medium || mediumOf(it.channel))
  url.searchParams.set('utm_campaign', it.code)
  if (it.label) url.searchParams.set('utm_content', it.label)
  return url.toString()
}
