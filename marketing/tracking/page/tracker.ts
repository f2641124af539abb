/**
 * What stands on the firm's site by one line. Everything it tells goes to where it came from; nothing is kept in the
 * browser before `baton('consent', true)`, and nothing is sent by who asks not to be followed or is left out.
 */
;(() => {
  type Call = [what: string, value?: unknown, more?: unknown]
  type Baton = { (...call: Call): void; q?: Call[] }
  const here = window as unknown as { baton?: Baton; doNotTrack?: string }
  const me = document.currentScript as HTMLScriptElement
  const browser = navigator as Navigator & { doNotTrack?: string; globalPrivacyControl?: boolean }
  const early = here.baton?.q ?? []
  const kept = 'baton-id'
  const leftOut = 'baton-off'
  const againMs = 2000
  const pot = document.createElement('a')

  // A link from a mail says who reads it: out of the address before anybody copies it on.
  const address = new URL(location.href)
  let link = address.searchParams.get('baton')
  if (link) {
    address.searchParams.delete('baton')
    history.replaceState(history.state, '', address)
  }

  const no = /^(1|yes)$/
  let id: string | null = null
  let out =
    no.test(browser.doNotTrack ?? '') || no.test(here.doNotTrack ?? '') || browser.globalPrivacyControl
  try {
    // Who works for the firm has their browser left out by an address; anybody may send such a link, so it asks.
    const off = link === 'off'
    if (
      (off || link === 'on') &&
      confirm(`${off ? 'Stop counting' : 'Count'} this browser on ${location.host}?`)
    ) {
      localStorage.removeItem(off ? kept : leftOut)
      if (off) localStorage.setItem(leftOut, '1')
    }
    out ||= !!localStorage.getItem(leftOut)
    id = localStorage.getItem(kept)
  } catch {
    // The browser keeps nothing for this site: the visitor is known for the day alone.
  }
  if (link === 'off' || link === 'on') link = null
  if (out || !me) {
    here.baton = () => {}
    return
  }

  const base = new URL(me.src).origin
  const key = me.dataset.key
  let last = ''
  let from = document.referrer
  const send = (kind: string, more?: object) => {
    const body = JSON.stringify({
      e: kind,
      u: location.href,
      r: from,
      t: document.title,
      ...(id && { i: id }),
      ...(id && link && { l: link }),
      ...(browser.webdriver && { w: 1 }),
      ...more,
    })
    const proves = id !== null
    const options = { method: 'POST', body, keepalive: true, credentials: 'omit' } as const
    // A server that is too busy is asked once more; a link that was not heard of proves with the next page.
    const post = (again: boolean): Promise<void> =>
      fetch(`${base}/-/hit/${key}`, options)
        .then(({ ok, status }) => {
          if (ok && proves) link = null
          if (again && status === 503) setTimeout(post, againMs, false)
        })
        // Whoever visits the site is not to be bothered by what only the firm would know of.
        .catch(() => {})
    post(true)
  }
  const page = () => {
    if (location.pathname === last) return
    if (last) from = location.origin + last
    last = location.pathname
    send('page')
  }
  const call = (...[what, value, more]: Call) => {
    if (what === 'event') send('event', { n: value, p: more })
    if (what !== 'consent') return
    try {
      if (!value) localStorage.removeItem(kept)
      else if (!id) {
        const bytes = crypto.getRandomValues(new Uint8Array(16))
        const made = Array.from(bytes, (byte) => `${byte < 16 ? 0 : ''}${byte.toString(16)}`).join('')
        localStorage.setItem(kept, made)
        id = made
        // The page again: what this browser did before stays with the day's nameless one.
        if (last) send('page')
      }
    } catch {
      // As above: without a place to keep an id there is none, whatever was agreed to.
    }
    if (!value) id = null
    pot.hash = id ?? ''
  }

  // The link that people do not see leads to another origin: it tells there which browser followed it.
  if (me.dataset.pot) {
    id = location.hash.slice(1) || id
    return send('pot')
  }
  here.baton = call
  for (const it of early) call(...it)

  const { pushState } = history
  history.pushState = function (...state) {
    pushState.apply(this, state)
    setTimeout(page)
  }
  addEventListener('popstate', page)
  const begin = () => {
    page()
    pot.href = `${base}/-/pot/${key}`
    pot.hash = id ?? ''
    pot.rel = 'nofollow'
    pot.style.display = 'none'
    document.body.append(pot)
  }
  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener('prerenderingchange', begin, { once: true })
  else if (document.body) begin()
  else addEventListener('DOMContentLoaded', begin)
})()
