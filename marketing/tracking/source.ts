/** Where somebody came from, as their browser told it. */
export type Source = ReturnType<typeof sourceOf>

/** What advertisers put into an address so that a lead can be told to them again. */
export const clickIdNames = [
  'gclid',
  'gbraid',
  'wbraid',
  'fbclid',
  'msclkid',
  'li_fat_id',
  'ttclid',
  'twclid',
]

/**
 * UTM and click ids of an address, the referrer and the first page, as the visitor's browser told them. Who came from
 * another page of the same site began there: that page is the first one that is known, and no site refers to itself.
 */
export function sourceOf(pageUrl: string | null, referredBy: string | null, keptFirst: string | null) {
  const within = hostOf(referredBy) !== '' && hostOf(referredBy) === hostOf(pageUrl)
  const firstPage = keptFirst && keptFirst !== pageUrl ? keptFirst : within ? referredBy : keptFirst
  const referrer = within ? null : referredBy
  const query = URL.parse(pageUrl ?? '')?.searchParams ?? new URLSearchParams()
  const first = URL.parse(firstPage ?? '')?.searchParams ?? query
  const pick = (names: string[]) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = query.get(name) ?? first.get(name)
        return value ? [[name, value.slice(0, 300)]] : []
      }),
    )
  const utm = pick(['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'])
  const clickIds = pick(clickIdNames)
  return {
    utm,
    clickIds,
    referrer: cut(referrer),
    firstPage: cut(firstPage ?? pageUrl),
    channel: channelOf(utm, clickIds, referrer),
  }
}

const hostOf = (url: string | null) => URL.parse(url ?? '')?.host ?? ''
const cut = (text: string | null) => (text ? text.slice(0, 1000) : null)

/** The channel by the usual order: what the link says, then click ids, then who sent the visitor. */
function channelOf(
  utm: Record<string, string>,
  clickIds: Record<string, string>,
  referrer: string | null,
): string {
  const medium = utm.utm_medium?.toLowerCase() ?? ''
  if (/^(e-?mail|newsletter)$/.test(medium)) return 'email'
  if (/^(cpc|ppc|paid|ads?|display|paid[-_ ]?\w+)$/.test(medium) || Object.keys(clickIds).length > 0)
    return 'ads'
  if (/^(social|social[-_ ]\w+)$/.test(medium)) return 'social'
  if (/^(qr|print)$/.test(medium)) return 'print'
  if (medium) return medium.slice(0, 60)
  const host = URL.parse(referrer ?? '')?.hostname ?? ''
  if (!host) return 'direct'
  if (/(^|\.)(google|bing|duckduckgo|ecosia|qwant|yahoo|startpage|yandex|baidu)\./.test(host)) return 'search'
  if (/(^|\.)(linkedin|facebook|instagram|x|twitter|t|youtube|tiktok|reddit|bsky|mastodon|xing)\./.test(host))
    return 'social'
  return 'referral'
}

/** An address without what may be personal in it: no query, no fragment. */
export function plainUrl(url: string | null): string | null {
  const at = URL.parse(url ?? '')
  return at && /^https?:$/.test(at.protocol) ? `${at.origin}${at.pathname}`.slice(0, longest) : null
}
const longest = 1000
